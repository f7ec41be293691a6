-- Which sources went silent: feeds without news for longer than usual, and those that gave nothing in the last runs.
SELECT source_id, title, last_news_at, last_succeeded_at, n_items, last_failure, failure_detail
FROM mart_source_health
WHERE is_silent OR n_failures > 0 OR (kind = 'feed' AND n_items = 0)
ORDER BY last_news_at NULLS FIRST, source_id;
