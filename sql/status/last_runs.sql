-- The last ten runs, newest first.
SELECT strftime(started_at, '%Y-%m-%d %H:%M') AS started_utc, state,
    CAST(date_diff('second', started_at, finished_at) AS INTEGER) AS seconds,
    n_collected AS collected, n_loaded AS loaded, n_revised AS revised, n_unchanged AS unchanged,
    n_duplicate AS duplicate, n_rejected AS rejected, coalesce(detail, '') AS detail
FROM run
ORDER BY started_at DESC
LIMIT 10;
