-- What changed in the last run. For all since another run, put changed_at >= the start of that run into the condition.
SELECT what, change, id, subject, merged_into, source_id
FROM mart_change
WHERE run_id = (SELECT arg_max(run_id, started_at) FROM run WHERE n_collected IS NOT NULL)
ORDER BY what, change, id
LIMIT 50;
