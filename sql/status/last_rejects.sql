-- What the last loaded run rejected, and why; and where its bytes lie in the archive: file and offset.
SELECT j.source_id AS source, j.address, j.position, j.stage, j.reason, j.detail,
    coalesce(c.archive_file || '#' || c.archive_offset, '') AS bytes
FROM run_item AS i
JOIN reject AS j USING (reject_id)
LEFT JOIN capture AS c ON c.capture_id = j.capture_id
WHERE i.run_id = (SELECT max_by(run_id, started_at) FROM run WHERE n_collected IS NOT NULL)
ORDER BY i.item
LIMIT 50;
