-- Why items of a run went no further, the most frequent reason first.
SELECT j.stage, j.reason, count(*) AS items, min(j.detail) AS example
FROM run_item AS i
JOIN reject AS j USING (reject_id)
WHERE i.run_id = $run_id
GROUP BY j.stage, j.reason
ORDER BY items DESC, j.stage, j.reason;
