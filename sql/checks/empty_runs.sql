-- severity: error
-- The last run asked several feeds, and not one answered as it should: see to the network first, then to their addresses.
WITH last_run AS (
    SELECT * FROM run WHERE n_collected IS NOT NULL QUALIFY row_number() OVER (ORDER BY started_at DESC, run_id DESC) = 1
)
SELECT r.run_id, count(*) AS n_feeds, min(h.failure_detail) AS one_failure
FROM last_run AS r
JOIN source_health AS h ON h.last_polled_at >= r.started_at
WHERE r.run_id NOT IN (SELECT run_id FROM run_item WHERE state <> 'rejected')
GROUP BY r.run_id
HAVING count(*) > 1 AND count(*) FILTER (h.last_succeeded_at >= r.started_at) = 0;
