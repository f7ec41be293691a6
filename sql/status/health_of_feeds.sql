-- How each feed is doing, and when it is due again.
SELECT
    source_id AS feed,
    CASE WHEN n_failures > 0 THEN last_failure || ' failure' WHEN is_silent THEN 'silent' ELSE 'ok' END AS state,
    CAST(n_failures AS INTEGER) AS failures,
    strftime(last_succeeded_at, '%Y-%m-%d %H:%M') AS last_success_utc,
    strftime(last_news_at, '%Y-%m-%d %H:%M') AS last_news_utc,
    round(usual_interval_seconds / 3600, 1) AS usual_hours,
    strftime(next_poll_at, '%Y-%m-%d %H:%M') AS next_poll_utc
FROM source_health
ORDER BY source_id;
