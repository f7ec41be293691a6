-- The feeds of the run $run_id that were silent for longer than usual, or that failed.
SELECT
    h.source_id AS feed,
    CASE WHEN h.n_failures > 0 THEN h.last_failure || ' failure' ELSE 'silent' END AS state,
    CAST(h.n_failures AS INTEGER) AS failures,
    strftime(h.last_news_at, '%Y-%m-%d %H:%M') AS last_news_utc,
    round(h.usual_interval_seconds / 3600, 1) AS usual_hours,
    strftime(h.next_poll_at, '%Y-%m-%d %H:%M') AS next_poll_utc,
    coalesce(h.failure_detail, 'no news for longer than usual') AS detail
FROM source_health AS h
JOIN run_source AS s ON s.source_id = h.source_id AND s.run_id = $run_id
WHERE h.is_silent OR h.n_failures > 0
ORDER BY h.n_failures > 0 DESC, h.source_id;
