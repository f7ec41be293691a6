-- severity: error
-- A row names another row that is not there.
SELECT 'mention without its article in this reading' AS what, mention_id AS id
FROM checked_mention ANTI JOIN checked_article USING (article_id, revision_id)
UNION ALL
SELECT 'quote without its article in this reading', quote_id
FROM checked_quote ANTI JOIN checked_article USING (article_id, revision_id)
UNION ALL
SELECT 'mention without event', mention_id FROM checked_mention ANTI JOIN checked_event USING (event_id)
UNION ALL
SELECT 'mention without its place', mention_id
FROM checked_mention ANTI JOIN dim_place USING (place_id) WHERE place_id IS NOT NULL
UNION ALL
SELECT 'party without mention', mention_id FROM checked_mention_party ANTI JOIN checked_mention USING (mention_id)
UNION ALL
SELECT 'number without mention', mention_id FROM checked_mention_count ANTI JOIN checked_mention USING (mention_id)
UNION ALL
SELECT 'event without its best mention', event_id
FROM checked_event AS e ANTI JOIN mention AS m ON m.mention_id = e.best_mention_id AND m.event_id = e.event_id
UNION ALL
SELECT 'party without its actor', mention_id
FROM checked_mention_party ANTI JOIN dim_actor USING (actor_id) WHERE name IS NOT NULL
UNION ALL
SELECT 'report without event', event_id FROM checked_event_report ANTI JOIN checked_event USING (event_id)
UNION ALL
SELECT 'report without its article', event_id FROM checked_event_report ANTI JOIN article USING (article_id)
UNION ALL
SELECT 'event without report', event_id FROM checked_event ANTI JOIN checked_event_report USING (event_id)
UNION ALL
SELECT 'range without event', event_id FROM checked_event_count ANTI JOIN checked_event USING (event_id)
UNION ALL
SELECT 'event without summary', event_id FROM checked_event ANTI JOIN checked_mart_event_summary USING (event_id)
UNION ALL
SELECT 'summary without event', event_id FROM checked_mart_event_summary ANTI JOIN checked_event USING (event_id)
UNION ALL
SELECT 'alias without event', alias_id FROM checked_event_alias ANTI JOIN event USING (event_id)
UNION ALL
SELECT 'alias of an id in use', alias_id FROM checked_event_alias AS a JOIN event AS e ON e.event_id = a.alias_id
UNION ALL
SELECT 'earlier reading without article', revision_id FROM checked_article_revision ANTI JOIN article USING (article_id)
UNION ALL
SELECT 'article without source', article_id FROM checked_article ANTI JOIN source USING (source_id)
UNION ALL
SELECT 'article without capture', article_id FROM checked_article ANTI JOIN capture USING (capture_id)
UNION ALL
SELECT 'article without story', article_id FROM checked_article ANTI JOIN story USING (story_id)
UNION ALL
SELECT 'story without its lead article', story_id
FROM checked_story AS s ANTI JOIN article AS a ON a.article_id = s.lead_article_id AND a.story_id = s.story_id
UNION ALL
SELECT 'copy without original', c.article_id
FROM checked_article AS c ANTI JOIN article AS o ON o.article_id = c.duplicate_of AND o.duplicate_of IS NULL
WHERE c.duplicate_of IS NOT NULL
UNION ALL
SELECT 'reject without its capture', reject_id
FROM checked_reject ANTI JOIN capture USING (capture_id)
WHERE capture_id IS NOT NULL
UNION ALL
SELECT 'reject without item', reject_id FROM checked_reject ANTI JOIN run_item USING (reject_id)
UNION ALL
SELECT 'item without run', run_id || ' ' || item FROM checked_run_item ANTI JOIN run USING (run_id)
UNION ALL
SELECT 'item without its article', run_id || ' ' || item
FROM checked_run_item ANTI JOIN article USING (article_id)
WHERE article_id IS NOT NULL
UNION ALL
SELECT 'item without its reject', run_id || ' ' || item
FROM checked_run_item ANTI JOIN reject USING (reject_id)
WHERE reject_id IS NOT NULL
ORDER BY what, id;
