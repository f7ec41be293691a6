-- The stories that most sources carried.
SELECT first_published_on, title, n_sources, n_articles, source_id, address
FROM mart_story
ORDER BY n_sources DESC, n_articles DESC, story_id
LIMIT 20;
