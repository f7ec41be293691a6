-- Each source in the last run that asked it.
SELECT source_id AS source, strftime(started_at, '%Y-%m-%d %H:%M') AS last_asked_utc, status, n_items AS collected,
    n_loaded AS loaded, n_revised AS revised, n_unchanged AS unchanged, n_duplicate AS duplicate,
    n_rejected AS rejected
FROM mart_source_run
QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY started_at DESC) = 1
ORDER BY source_id;
