-- What the last loaded run rejected, by reason.
SELECT j.stage, j.reason, count(*) AS items, count(DISTINCT j.source_id) AS sources, min(j.detail) AS example
FROM run_item AS i
JOIN reject AS j USING (reject_id)
WHERE i.run_id = (SELECT max_by(run_id, started_at) FROM run WHERE n_collected IS NOT NULL)
GROUP BY j.stage, j.reason
ORDER BY items DESC, j.stage, j.reason;
