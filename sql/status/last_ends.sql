-- When the last run that was completed started, and how the last of all ended.
SELECT max(started_at) FILTER (state = 'completed') AS completed_at, arg_max(state, started_at) AS state
FROM run;
