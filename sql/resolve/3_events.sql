-- Events: mentions that agree on type, actors, recipients, days and place tell of one event.
-- Mentions of different stories are only joined where days and parties are known: otherwise too little is said to
-- take "soldiers killed protesters" in two stories for the same killing.

CREATE OR REPLACE TEMP TABLE resolved AS
WITH parties AS (
    SELECT
        mention_id,
        string_agg(DISTINCT label, '; ' ORDER BY label) FILTER (role = 'actor') AS actors,
        string_agg(DISTINCT label, '; ' ORDER BY label) FILTER (role = 'recipient') AS recipients,
        bool_or(NOT is_named) AS has_unnamed
    FROM (
        SELECT mention_id, role, coalesce(name, lower(antecedent), lower(text)) AS label, name IS NOT NULL AS is_named
        FROM mention_party
        WHERE role <> 'attributed_to'
    )
    GROUP BY mention_id
)
SELECT
    m.mention_id,
    p.actors,
    p.recipients,
    'ev_' || substr(sha256(concat_ws(
        chr(31),
        m.event_type,
        coalesce(p.actors, ''),
        coalesce(p.recipients, ''),
        coalesce(m.when_start::VARCHAR, ''),
        coalesce(m.when_end::VARCHAR, ''),
        coalesce(m.place_id, lower(m.where_text), ''),
        CASE
            WHEN m.when_start IS NULL OR p.mention_id IS NULL OR (p.has_unnamed AND m.place_id IS NULL) THEN a.story_id
            ELSE ''
        END
    )), 1, 16) AS event_id
FROM mention AS m
JOIN article AS a USING (article_id)
LEFT JOIN parties AS p USING (mention_id);

UPDATE mention
SET event_id = resolved.event_id
FROM resolved
WHERE resolved.mention_id = mention.mention_id AND resolved.event_id IS DISTINCT FROM mention.event_id;

CREATE OR REPLACE TEMP TABLE new_event AS
WITH ranked AS (
    SELECT
        m.*,
        r.actors,
        r.recipients,
        a.story_id,
        row_number() OVER (PARTITION BY m.event_id ORDER BY m.confidence DESC, m.mention_id) AS rank,
        list_position(['asserted', 'habitual', 'future', 'negated', 'hypothetical'], m.realis) AS realis_rank
    FROM mention AS m
    JOIN resolved AS r USING (mention_id)
    JOIN article AS a USING (article_id)
),
carried AS (
    SELECT r.event_id, count(DISTINCT a.source_id) AS n_sources
    FROM ranked AS r
    JOIN article AS a USING (story_id)
    GROUP BY r.event_id
)
SELECT
    event_id,
    any_value(event_type) AS event_type,
    any_value(mode) FILTER (rank = 1) AS mode,
    any_value(quad_class) FILTER (rank = 1) AS quad_class,
    any_value(intensity) FILTER (rank = 1) AS intensity,
    any_value(cameo_code) FILTER (rank = 1) AS cameo_code,
    any_value(actors) AS actors,
    any_value(recipients) AS recipients,
    any_value(when_start) AS start_on,
    any_value(when_end) AS end_on,
    any_value(place_id) AS place_id,
    arg_min(realis, realis_rank) AS realis,
    max(confidence) AS confidence,
    count(*) AS n_mentions,
    count(DISTINCT article_id) AS n_articles,
    any_value(carried.n_sources) AS n_sources,
    any_value(mention_id) FILTER (rank = 1) AS best_mention_id
FROM ranked
JOIN carried USING (event_id)
GROUP BY event_id;

DELETE FROM event
WHERE event_id IN (SELECT event_id FROM (FROM event EXCEPT FROM new_event));

INSERT INTO event BY NAME
SELECT * FROM new_event ANTI JOIN event USING (event_id) ORDER BY event_id;

DROP TABLE resolved;

DROP TABLE new_event;
