-- severity: error
-- A run lost or invented items: what came in is not what was loaded, revised, unchanged, duplicate and rejected.
WITH counted AS (
    SELECT
        run_id,
        count(*) AS n_items,
        count(*) FILTER (state = 'loaded') AS n_loaded,
        count(*) FILTER (state = 'revised') AS n_revised,
        count(*) FILTER (state = 'unchanged') AS n_unchanged,
        count(*) FILTER (state = 'duplicate') AS n_duplicate,
        count(*) FILTER (state = 'rejected') AS n_rejected
    FROM run_item
    GROUP BY run_id
)
SELECT
    r.run_id, r.n_collected, coalesce(c.n_items, 0) AS n_items,
    r.n_loaded, r.n_revised, r.n_unchanged, r.n_duplicate, r.n_rejected
FROM run AS r
LEFT JOIN counted AS c USING (run_id)
WHERE r.n_collected IS NOT NULL
    AND (
        r.n_collected <> coalesce(c.n_items, 0)
        OR r.n_loaded <> coalesce(c.n_loaded, 0)
        OR r.n_revised <> coalesce(c.n_revised, 0)
        OR r.n_unchanged <> coalesce(c.n_unchanged, 0)
        OR r.n_duplicate <> coalesce(c.n_duplicate, 0)
        OR r.n_rejected <> coalesce(c.n_rejected, 0)
    )
ORDER BY r.run_id;
