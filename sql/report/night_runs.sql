-- The last 14 runs, oldest first.
SELECT started_at, state, date_diff('second', started_at, finished_at) AS seconds, n_collected AS collected,
    n_loaded AS loaded, n_duplicate AS duplicate, n_rejected AS rejected
FROM (SELECT * FROM run ORDER BY started_at DESC LIMIT 14)
ORDER BY started_at;
