-- severity: error
-- An id stands twice.
-- The large tables have no key that would refuse it: see sql/migrations/0012_mentions_without_keys.sql. What hangs on
-- a mention or an event comes and goes with it, so that two of a number can only be of one load.
SELECT 'article' AS what, article_id AS id
FROM article SEMI JOIN checked_article USING (article_id) GROUP BY article_id HAVING count(*) > 1
UNION ALL
SELECT 'signature', article_id
FROM signature SEMI JOIN checked_signature USING (article_id) GROUP BY article_id HAVING count(*) > 1
UNION ALL
SELECT 'earlier reading', revision_id || ' of ' || article_id
FROM article_revision
SEMI JOIN checked_article_revision USING (article_id)
GROUP BY article_id, revision_id
HAVING count(*) > 1
UNION ALL
SELECT 'mention', mention_id
FROM mention SEMI JOIN checked_mention USING (mention_id) GROUP BY mention_id HAVING count(*) > 1
UNION ALL
SELECT 'party', concat_ws(' ', mention_id, role, position)
FROM checked_mention_party GROUP BY mention_id, role, position HAVING count(*) > 1
UNION ALL
SELECT 'number', mention_id || ' ' || position
FROM checked_mention_count GROUP BY mention_id, position HAVING count(*) > 1
UNION ALL
SELECT 'quote', quote_id
FROM quote SEMI JOIN checked_quote USING (quote_id) GROUP BY quote_id HAVING count(*) > 1
UNION ALL
SELECT 'event', event_id
FROM event SEMI JOIN checked_event USING (event_id) GROUP BY event_id HAVING count(*) > 1
UNION ALL
SELECT 'report', event_id || ' by ' || article_id
FROM checked_event_report GROUP BY event_id, article_id HAVING count(*) > 1
UNION ALL
SELECT 'range', event_id || ' ' || role
FROM checked_event_count GROUP BY event_id, role HAVING count(*) > 1
UNION ALL
SELECT 'change', run_id || ' ' || event_id
FROM checked_event_change GROUP BY run_id, event_id HAVING count(*) > 1
UNION ALL
SELECT 'story', story_id
FROM story SEMI JOIN checked_story USING (story_id) GROUP BY story_id HAVING count(*) > 1
UNION ALL
SELECT 'capture', capture_id
FROM capture SEMI JOIN checked_capture USING (capture_id) GROUP BY capture_id HAVING count(*) > 1
UNION ALL
SELECT 'item', run_id || ' ' || item
FROM checked_run_item GROUP BY run_id, item HAVING count(*) > 1
ORDER BY what, id;
