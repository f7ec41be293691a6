-- How each polled feed is doing now, and when it is due again.
-- Needs staged_poll (one row a polled feed), run_item and $run_id.

CREATE OR REPLACE TEMP TABLE polled AS
WITH news AS (
    SELECT DISTINCT source_id, true AS has_news
    FROM run_item
    WHERE run_id = $run_id AND state IN ('loaded', 'revised', 'duplicate')
),
told AS (
    SELECT
        p.*,
        coalesce(n.has_news, false) AS has_news,
        old.first_polled_at,
        old.last_succeeded_at,
        old.last_news_at AS earlier_news_at,
        old.usual_interval_seconds AS usual,
        epoch(p.polled_at - old.last_news_at) AS gap,  -- seconds
        coalesce(old.n_failures, 0) AS n_failures
    FROM staged_poll AS p
    LEFT JOIN news AS n USING (source_id)
    LEFT JOIN source_health AS old ON old.source_id = p.source_id AND old.address = p.address
),
learnt AS (
    SELECT
        * EXCLUDE (n_failures, usual, first_polled_at),
        coalesce(first_polled_at, polled_at) AS first_polled_at,
        CASE WHEN has_news THEN polled_at ELSE earlier_news_at END AS last_news_at,
        CASE
            WHEN NOT has_news OR gap IS NULL OR gap < 0 THEN usual
            ELSE coalesce(0.7 * usual + 0.3 * gap, gap)
        END AS usual_interval_seconds,
        CASE WHEN failure IS NULL THEN 0 ELSE n_failures + 1 END AS n_failures
    FROM told
)
SELECT
    source_id, address, etag, last_modified, body_sha256,
    first_polled_at,
    polled_at AS last_polled_at,
    CASE WHEN failure IS NULL THEN polled_at ELSE last_succeeded_at END AS last_succeeded_at,
    last_news_at,
    usual_interval_seconds,
    n_failures,
    failure AS last_failure,
    detail AS failure_detail,
    not_before_at,
    greatest(
        coalesce(not_before_at, polled_at),
        polled_at + to_seconds(greatest(900, least(43200, CASE failure  -- a quarter of an hour to half a day
            WHEN 'hard' THEN 43200
            WHEN 'soft' THEN 3600 * pow(2, least(n_failures, 10) - 1)
            WHEN 'passing' THEN 900 * pow(2, least(n_failures, 10) - 1)
            ELSE greatest(coalesce(usual_interval_seconds, 3600), coalesce(epoch(polled_at - last_news_at), 0)) / 2
        END)))
    ) AS next_poll_at,
    epoch(polled_at - coalesce(last_news_at, first_polled_at))
        > greatest(86400, 3 * coalesce(usual_interval_seconds, 86400)) AS is_silent
FROM learnt;

INSERT OR REPLACE INTO source_health BY NAME
SELECT * FROM polled ORDER BY source_id;

DROP TABLE polled;
