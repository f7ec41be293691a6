-- Feeds that the last loaded run asked and had nothing from, or that have been silent for longer than usual: more
-- than three times the median of the days between those of their runs that brought something new.
WITH fed AS (
    SELECT
        source_id,
        started_at,
        date_diff('hour', lag(started_at) OVER (PARTITION BY source_id ORDER BY started_at), started_at) / 24 AS gap
    FROM mart_source_run
    WHERE n_loaded + n_revised > 0
),
usual AS (
    SELECT source_id, max(started_at) AS last_new_at, median(gap) AS usual_days
    FROM fed
    GROUP BY source_id
)
SELECT
    s.source_id AS source,
    coalesce(s.title, s.source_id) AS title,
    s.status,
    u.last_new_at,
    round(date_diff('hour', u.last_new_at, s.started_at) / 24, 1) AS days_without_news,
    round(u.usual_days, 1) AS usual_days,
    s.first_reject
FROM mart_source_run AS s
LEFT JOIN usual AS u USING (source_id)
WHERE s.run_id = (SELECT max_by(run_id, started_at) FROM run WHERE n_collected IS NOT NULL)
    AND s.kind = 'feed'
    AND (
        s.status IN ('silent', 'failed')
        OR date_diff('hour', u.last_new_at, s.started_at) / 24 > greatest(3 * u.usual_days, 1)
    )
ORDER BY s.status, days_without_news DESC NULLS FIRST, source;
