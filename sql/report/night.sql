-- The last run, beside what is usual: the medians of the completed runs before it, at most 14.
WITH before AS (
    SELECT *
    FROM run
    WHERE state = 'completed' AND started_at < (SELECT max(started_at) FROM run)
    ORDER BY started_at DESC
    LIMIT 14
)
SELECT
    r.run_id,
    r.state,
    r.started_at,
    r.finished_at,
    date_diff('second', r.started_at, r.finished_at) AS seconds,
    r.n_collected AS collected,
    r.n_loaded AS loaded,
    r.n_revised AS revised,
    r.n_unchanged AS unchanged,
    r.n_duplicate AS duplicate,
    r.n_rejected AS rejected,
    r.detail,
    u.*
FROM run AS r
CROSS JOIN (
    SELECT
        count(*) AS runs_before,
        median(date_diff('second', started_at, finished_at)) AS usual_seconds,
        median(n_collected) AS usual_collected,
        median(n_loaded) AS usual_loaded
    FROM before
) AS u
ORDER BY r.started_at DESC
LIMIT 1;
