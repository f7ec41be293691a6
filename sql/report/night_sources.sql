-- Feeds that have had no news for longer than usual (source_health.is_silent), or that could not be had at their last
-- poll; only those that were still polled in the two days before the last run.
SELECT
    h.source_id AS source,
    coalesce(s.title, h.source_id) AS title,
    CASE WHEN h.last_failure IS NOT NULL THEN 'failed' ELSE 'silent' END AS status,
    h.last_news_at,
    round(epoch(h.last_polled_at - h.last_news_at) / 86400, 1) AS days_without_news,
    round(h.usual_interval_seconds / 86400, 1) AS usual_days,
    h.failure_detail
FROM source_health AS h
LEFT JOIN source AS s USING (source_id)
WHERE (h.is_silent OR h.last_failure IS NOT NULL)
    AND h.last_polled_at >= (SELECT max(started_at) FROM run) - INTERVAL 2 DAY
ORDER BY status, days_without_news DESC NULLS FIRST, source;
