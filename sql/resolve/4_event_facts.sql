-- What is known of each event that the run touched, out of its mentions and the articles that hold them.
-- Needs $run_id and touched_event (event_id); leaves out of event whatever has no mention any more.

CREATE OR REPLACE TEMP TABLE event_mention AS
SELECT
    m.*,
    a.published_at,
    c.country IS NOT NULL AS is_whole_country,
    list_position(['asserted', 'habitual', 'future', 'negated', 'hypothetical'], m.realis) AS realis_rank,
    row_number() OVER (
        PARTITION BY m.event_id
        ORDER BY
            m.realis = 'asserted' DESC,
            round(m.confidence, 1) DESC,
            (m.actors IS NOT NULL)::INT + (m.recipients IS NOT NULL)::INT
                + (m.when_start IS NOT NULL)::INT + (m.place_id IS NOT NULL)::INT DESC,
            a.published_at NULLS LAST,
            m.mention_id
    ) AS rank
FROM mention AS m
SEMI JOIN touched_event USING (event_id)
JOIN article AS a USING (article_id)
LEFT JOIN dim_country AS c ON c.geonames_id = m.where_geonames_id;

-- An article reports the event itself, or as the copy of one that does.
CREATE OR REPLACE TEMP TABLE new_report AS
WITH told AS (
    SELECT event_id, article_id, count(*) AS n_mentions
    FROM event_mention
    GROUP BY ALL
),
carried AS (
    SELECT t.event_id, t.n_mentions, false AS is_copy, a.*
    FROM told AS t
    JOIN article AS a USING (article_id)
    UNION ALL BY NAME
    SELECT t.event_id, t.n_mentions, true AS is_copy, a.*
    FROM told AS t
    JOIN article AS a ON a.duplicate_of = t.article_id
)
SELECT
    event_id, article_id, source_id, story_id,
    first_value(coalesce(lower(agency), source_id)) OVER (
        PARTITION BY event_id, story_id
        ORDER BY published_at NULLS LAST, is_copy, article_id
    ) AS voice,
    published_at, is_copy, n_mentions
FROM carried;

DELETE FROM event_report WHERE event_id IN (FROM touched_event);

INSERT INTO event_report BY NAME
FROM new_report ORDER BY event_id, article_id;

DELETE FROM event_count WHERE event_id IN (FROM touched_event);

INSERT INTO event_count BY NAME
SELECT
    m.event_id,
    c.role,
    min(least(c.n, coalesce(c.lower, c.n))) AS lowest,
    max(greatest(c.n, coalesce(c.upper, c.n))) AS highest,
    arg_max(c.n, (coalesce(m.published_at, TIMESTAMP '1900-01-01'), m.mention_id, c.position)) AS latest,
    count(DISTINCT c.mention_id) AS n_mentions
FROM mention_count AS c
JOIN event_mention AS m USING (mention_id)
GROUP BY m.event_id, c.role
ORDER BY m.event_id, c.role;

CREATE OR REPLACE TEMP TABLE new_event AS
WITH reported AS (
    SELECT
        event_id,
        min(published_at) AS first_reported_at,
        max(published_at) AS last_reported_at,
        count(*) AS n_articles,
        count(DISTINCT source_id) AS n_sources,
        count(DISTINCT voice) AS n_voices
    FROM new_report
    GROUP BY event_id
),
told AS (
    SELECT
        event_id,
        any_value(event_type) AS event_type,
        arg_min(mode, rank) FILTER (mode IS NOT NULL) AS mode,
        any_value(quad_class) FILTER (rank = 1) AS quad_class,
        any_value(intensity) FILTER (rank = 1) AS intensity,
        any_value(cameo_code) FILTER (rank = 1) AS cameo_code,
        arg_min(actors, rank) FILTER (actors IS NOT NULL) AS actors,
        arg_min(recipients, rank) FILTER (recipients IS NOT NULL) AS recipients,
        arg_min(when_start, (when_end - when_start, rank)) FILTER (when_start IS NOT NULL) AS start_on,
        arg_min(when_end, (when_end - when_start, rank)) FILTER (when_start IS NOT NULL) AS end_on,
        arg_min(place_id, (is_whole_country, rank)) FILTER (place_id IS NOT NULL) AS place_id,
        arg_min(realis, realis_rank) AS realis,
        max(confidence) AS confidence,
        count(*) AS n_mentions,
        any_value(mention_id) FILTER (rank = 1) AS best_mention_id
    FROM event_mention
    GROUP BY event_id
)
SELECT
    told.event_id,
    coalesce(
        old.number,
        (SELECT coalesce(max(number), 0) FROM event) + row_number() OVER (
            PARTITION BY old.number IS NULL
            ORDER BY reported.first_reported_at NULLS LAST, told.event_id
        )
    ) AS number,
    told.event_type, told.mode, told.quad_class, told.intensity, told.cameo_code, told.actors, told.recipients,
    told.start_on, told.end_on, told.place_id, told.realis, told.confidence,
    reported.first_reported_at, reported.last_reported_at,
    told.n_mentions, reported.n_articles, reported.n_sources,
    -- A source may carry several agencies, so that there may be more voices than sources.
    least(reported.n_voices, reported.n_sources) AS n_independent_sources,
    told.best_mention_id
FROM told
JOIN reported USING (event_id)
LEFT JOIN event AS old USING (event_id);

INSERT INTO event_change BY NAME
SELECT
    $run_id AS run_id,
    coalesce(new.event_id, old.event_id) AS event_id,
    CASE
        WHEN old.event_id IS NULL THEN 'added'
        WHEN new.event_id IS NOT NULL THEN 'updated'
        WHEN alias.event_id IS NOT NULL THEN 'merged'
        ELSE 'removed'
    END AS change,
    CASE WHEN new.event_id IS NULL THEN alias.event_id END AS merged_into,
    coalesce(old.n_mentions, 0) AS n_mentions_before,
    coalesce(new.n_mentions, 0) AS n_mentions_after,
    concat_ws(
        ' ', coalesce(new.event_type, old.event_type),
        CASE WHEN new.event_id IS NULL THEN old.actors ELSE new.actors END,
        CASE WHEN new.event_id IS NULL THEN old.recipients ELSE new.recipients END
    ) AS subject
FROM new_event AS new
FULL JOIN (FROM event SEMI JOIN touched_event USING (event_id)) AS old USING (event_id)
LEFT JOIN event_alias AS alias ON alias.alias_id = old.event_id
WHERE old.event_id IS NULL
    OR new.event_id IS NULL
    OR old.event_id IN (
        SELECT event_id FROM (SELECT * FROM event SEMI JOIN touched_event USING (event_id) EXCEPT FROM new_event)
    )
ORDER BY event_id;

DELETE FROM event WHERE event_id IN (FROM touched_event);

INSERT INTO event BY NAME
FROM new_event ORDER BY event_id;

DROP TABLE event_mention;

DROP TABLE new_report;

DROP TABLE new_event;
