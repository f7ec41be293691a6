-- The runs that met articles out of the files $files of the archive, beside the runs $run_ids.
SELECT DISTINCT i.run_id
FROM run_item AS i
JOIN article AS a USING (article_id)
JOIN capture AS c ON c.capture_id = a.capture_id
WHERE c.archive_file IN (SELECT unnest($files)) AND i.run_id NOT IN (SELECT unnest($run_ids));
