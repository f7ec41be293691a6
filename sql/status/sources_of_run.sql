-- What each source gave in the run $run_id, and how its items ended.
SELECT source_id AS source, n_items AS collected, n_loaded AS loaded, n_revised AS revised,
    n_unchanged AS unchanged, n_duplicate AS duplicate, n_rejected AS rejected
FROM mart_source_run
WHERE run_id = $run_id
ORDER BY source_id;
