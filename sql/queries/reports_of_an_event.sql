-- Who reported the most reported event, in the order of publication, and who only copied.
WITH chosen AS (SELECT event_id FROM event ORDER BY n_articles DESC, event_id LIMIT 1)
SELECT r.published_at, r.source_id, r.voice, r.is_copy, a.title, a.address
FROM chosen
JOIN event_report AS r USING (event_id)
JOIN article AS a USING (article_id)
ORDER BY r.published_at NULLS LAST, r.article_id;
