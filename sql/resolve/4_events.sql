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

-- Events that lose or gain mentions, or whose articles were loaded, revised or copied in this run.
CREATE OR REPLACE TEMP TABLE touched_event AS
SELECT event_id FROM gone_mention
UNION
SELECT r.event_id FROM resolved AS r JOIN mention AS m USING (mention_id) WHERE m.event_id IS DISTINCT FROM r.event_id
UNION
SELECT m.event_id
FROM resolved AS r JOIN mention AS m USING (mention_id)
WHERE m.event_id IS NOT NULL AND m.event_id <> r.event_id
UNION
SELECT r.event_id
FROM run_item AS i
JOIN article AS a USING (article_id)
JOIN mention AS m ON m.article_id = coalesce(a.duplicate_of, a.article_id)
JOIN resolved AS r USING (mention_id)
WHERE i.run_id = $run_id AND i.state IN ('loaded', 'revised', 'duplicate')
UNION
SELECT r.event_id FROM event_report AS r JOIN article AS a USING (article_id) WHERE a.story_id <> r.story_id;

UPDATE mention
SET event_id = resolved.event_id
FROM resolved
WHERE resolved.mention_id = mention.mention_id AND resolved.event_id IS DISTINCT FROM mention.event_id;

DROP TABLE resolved;

DROP TABLE gone_mention;
