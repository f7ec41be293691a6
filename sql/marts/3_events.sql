-- The real-world events for people, anew for those that the run touched: what happened, how many reported it, from when
-- to when, and the best sentence. Needs touched_event.

-- All of them in a dataset that comes from a schema without this table.
INSERT INTO touched_event
SELECT event_id FROM event WHERE NOT EXISTS (FROM mart_event_summary);

DELETE FROM mart_event_summary WHERE event_id IN (FROM touched_event);

INSERT INTO mart_event_summary BY NAME
WITH told AS (
    SELECT
        event_id,
        max(lowest) FILTER (role = 'killed') AS n_killed_lowest,
        max(highest) FILTER (role = 'killed') AS n_killed_highest,
        max(latest) FILTER (role = 'killed') AS n_killed_latest,
        max(lowest) FILTER (role = 'injured') AS n_injured_lowest,
        max(highest) FILTER (role = 'injured') AS n_injured_highest,
        max(latest) FILTER (role = 'injured') AS n_injured_latest,
        max(lowest) FILTER (role = 'arrested') AS n_arrested_lowest,
        max(highest) FILTER (role = 'arrested') AS n_arrested_highest,
        max(lowest) FILTER (role = 'displaced') AS n_displaced_lowest,
        max(highest) FILTER (role = 'displaced') AS n_displaced_highest,
        max(lowest) FILTER (role = 'abducted') AS n_abducted_lowest,
        max(highest) FILTER (role = 'abducted') AS n_abducted_highest,
        max(lowest) FILTER (role = 'crowd') AS n_crowd_lowest,
        max(highest) FILTER (role = 'crowd') AS n_crowd_highest
    FROM event_count
    WHERE event_id IN (FROM touched_event)
    GROUP BY event_id
)
SELECT
    e.event_id,
    e.event_type,
    e.mode,
    e.quad_class,
    e.intensity,
    e.cameo_code,
    e.actors,
    e.recipients,
    e.start_on,
    e.end_on,
    p.name AS place,
    p.country,
    p.latitude,
    p.longitude,
    e.realis,
    t.n_killed_lowest,
    t.n_killed_highest,
    t.n_killed_latest,
    t.n_injured_lowest,
    t.n_injured_highest,
    t.n_injured_latest,
    t.n_arrested_lowest,
    t.n_arrested_highest,
    t.n_displaced_lowest,
    t.n_displaced_highest,
    t.n_abducted_lowest,
    t.n_abducted_highest,
    t.n_crowd_lowest,
    t.n_crowd_highest,
    e.confidence,
    e.first_reported_at,
    e.last_reported_at,
    e.n_mentions,
    e.n_articles,
    e.n_sources,
    e.n_independent_sources,
    e.best_mention_id,
    substr(a.text, m.sentence_start + 1, m.sentence_end - m.sentence_start) AS sentence,
    a.source_id,
    a.title,
    a.address,
    a.article_id
FROM event AS e
JOIN mention AS m ON m.mention_id = e.best_mention_id
JOIN article AS a ON a.article_id = m.article_id
LEFT JOIN dim_place AS p ON p.place_id = e.place_id
LEFT JOIN told AS t ON t.event_id = e.event_id
WHERE e.event_id IN (FROM touched_event)
ORDER BY e.first_reported_at, e.event_id;

DROP TABLE touched_event;

DROP TABLE gone_mention;
