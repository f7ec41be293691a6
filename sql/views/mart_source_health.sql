-- How each source is doing: when it last answered, when it last had news, and what it gave in its last runs.
CREATE OR REPLACE VIEW mart_source_health AS
WITH lately AS (
    SELECT
        i.source_id,
        max(r.started_at) AS last_item_at,
        count(*) AS n_items,
        count(*) FILTER (i.state = 'rejected') AS n_rejected
    FROM run_item AS i
    JOIN (FROM run WHERE n_collected IS NOT NULL ORDER BY started_at DESC LIMIT 7) AS r USING (run_id)
    GROUP BY i.source_id
)
SELECT
    s.source_id,
    s.title,
    s.kind,
    s.country,
    h.last_polled_at,
    h.last_succeeded_at,
    h.last_news_at,
    h.usual_interval_seconds,
    h.is_silent,
    h.n_failures,
    h.last_failure,
    h.failure_detail,
    coalesce(l.n_items, 0) AS n_items,
    coalesce(l.n_rejected, 0) AS n_rejected,
    l.last_item_at
FROM source AS s
LEFT JOIN source_health AS h USING (source_id)
LEFT JOIN lately AS l USING (source_id);

COMMENT ON VIEW mart_source_health IS 'One row a source: how it is doing. What it gave in each run is in mart_source_run.';
COMMENT ON COLUMN mart_source_health.source_id IS 'The source; see source.source_id.';
COMMENT ON COLUMN mart_source_health.title IS 'Title of the source; NULL when none is given.';
COMMENT ON COLUMN mart_source_health.kind IS 'feed, file, folder or item.';
COMMENT ON COLUMN mart_source_health.country IS 'Country of the publisher, ISO 3166 alpha-3; NULL when none is given.';
COMMENT ON COLUMN mart_source_health.last_polled_at IS 'When it was last asked, UTC; NULL for what is no feed.';
COMMENT ON COLUMN mart_source_health.last_succeeded_at IS 'When it last answered as it should, UTC; NULL when never.';
COMMENT ON COLUMN mart_source_health.last_news_at IS 'When it last had something new, UTC; NULL when never.';
COMMENT ON COLUMN mart_source_health.usual_interval_seconds IS 'Usual time between two answers with news, in seconds; NULL until known.';
COMMENT ON COLUMN mart_source_health.is_silent IS 'Whether it has been without news for much longer than usual; NULL for what is no feed.';
COMMENT ON COLUMN mart_source_health.n_failures IS 'Failures since the last success; NULL for what is no feed.';
COMMENT ON COLUMN mart_source_health.last_failure IS 'passing, soft or hard; NULL when the last answer was good.';
COMMENT ON COLUMN mart_source_health.failure_detail IS 'For people: what the last poll failed of; NULL when it succeeded.';
COMMENT ON COLUMN mart_source_health.n_items IS 'Items it gave in the last seven runs that loaded.';
COMMENT ON COLUMN mart_source_health.n_rejected IS 'Of these, how many were rejected.';
COMMENT ON COLUMN mart_source_health.last_item_at IS 'Start of the last of these runs that met an item of it, UTC; NULL when none did.';
