-- severity: error
-- An id stands twice.
-- The large tables have no key that would refuse it: see sql/migrations/0012_mentions_without_keys.sql.
WITH mine AS (SELECT mention_id, event_id FROM mention SEMI JOIN checked USING (article_id))
SELECT 'article' AS what, article_id AS id
FROM article SEMI JOIN checked USING (article_id) GROUP BY article_id HAVING count(*) > 1
UNION ALL
SELECT 'signature', article_id
FROM signature SEMI JOIN checked USING (article_id) GROUP BY article_id HAVING count(*) > 1
UNION ALL
SELECT 'earlier reading', revision_id || ' of ' || article_id
FROM article_revision SEMI JOIN checked USING (article_id) GROUP BY article_id, revision_id HAVING count(*) > 1
UNION ALL
SELECT 'mention', mention_id FROM mention SEMI JOIN mine USING (mention_id) GROUP BY mention_id HAVING count(*) > 1
UNION ALL
SELECT 'party', concat_ws(' ', mention_id, role, position)
FROM mention_party SEMI JOIN mine USING (mention_id) GROUP BY mention_id, role, position HAVING count(*) > 1
UNION ALL
SELECT 'number', mention_id || ' ' || position
FROM mention_count SEMI JOIN mine USING (mention_id) GROUP BY mention_id, position HAVING count(*) > 1
UNION ALL
SELECT 'quote', quote_id
FROM quote
SEMI JOIN (SELECT quote_id FROM quote SEMI JOIN checked USING (article_id)) USING (quote_id)
GROUP BY quote_id
HAVING count(*) > 1
UNION ALL
SELECT 'event', event_id FROM event SEMI JOIN mine USING (event_id) GROUP BY event_id HAVING count(*) > 1
UNION ALL
SELECT 'report', event_id || ' by ' || article_id
FROM event_report SEMI JOIN mine USING (event_id) GROUP BY event_id, article_id HAVING count(*) > 1
UNION ALL
SELECT 'range', event_id || ' ' || role
FROM event_count SEMI JOIN mine USING (event_id) GROUP BY event_id, role HAVING count(*) > 1
UNION ALL
SELECT 'change', run_id || ' ' || event_id
FROM event_change SEMI JOIN mine USING (event_id) GROUP BY run_id, event_id HAVING count(*) > 1
UNION ALL
SELECT 'story', story_id
FROM story SEMI JOIN (SELECT story_id FROM article SEMI JOIN checked USING (article_id)) USING (story_id)
GROUP BY story_id
HAVING count(*) > 1
UNION ALL
SELECT 'capture', capture_id
FROM capture SEMI JOIN (SELECT capture_id FROM article SEMI JOIN checked USING (article_id)) USING (capture_id)
GROUP BY capture_id
HAVING count(*) > 1
UNION ALL
SELECT 'item', run_id || ' ' || item
FROM run_item
WHERE run_id = (SELECT max(run_id) FROM run_item)
GROUP BY run_id, item
HAVING count(*) > 1
ORDER BY what, id;
