-- What the last loaded run rejected, and why.
SELECT j.source_id AS source, j.address, j.position, j.stage, j.reason, j.detail
FROM run_item AS i
JOIN reject AS j USING (reject_id)
WHERE i.run_id = (SELECT max_by(run_id, started_at) FROM run WHERE n_collected IS NOT NULL)
ORDER BY i.item
LIMIT 50;
