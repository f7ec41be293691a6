-- Which sources went silent, and how: feeds that fail, that had no news for longer than usual (a day at least), or that gave nothing in the last seven runs.
SELECT
    source_id,
    title,
    CASE
        WHEN n_failures > 0 THEN 'fails'
        WHEN is_silent THEN 'no news for longer than usual'
        ELSE 'nothing in the last seven runs'
    END AS how,
    last_news_at,
    last_succeeded_at,
    n_failures,
    failure_detail
FROM mart_source_health
WHERE is_silent OR n_failures > 0 OR (kind = 'feed' AND n_items = 0)
ORDER BY last_news_at NULLS FIRST, source_id;
