-- Give each cluster its id: the oldest of those that most of its mentions had, else one made of its first mention.
-- Needs clustered, gone_mention; gives touched_event, and sets mention.event_id and event_alias.

-- An id goes where most of its mentions went. A revised article's mentions speak for those that it had before.
CREATE OR REPLACE TEMP TABLE claim AS
WITH vote AS (
    SELECT m.event_id, c.cluster, 10 AS weight
    FROM clustered AS c
    JOIN mention AS m USING (mention_id)
    WHERE m.event_id IS NOT NULL
    UNION ALL
    SELECT
        g.event_id,
        c.cluster,
        1 + (g.trigger_text = m.trigger_text)::INT + coalesce((g.place_id = m.place_id)::INT, 0)
            + coalesce((g.when_start = m.when_start)::INT, 0) + coalesce((g.mode = m.mode)::INT, 0)
    FROM gone_mention AS g
    JOIN mention AS m USING (article_id, event_type)
    JOIN clustered AS c ON c.mention_id = m.mention_id
),
won AS (
    SELECT event_id, cluster
    FROM (SELECT event_id, cluster, sum(weight) AS weight FROM vote GROUP BY ALL)
    QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY weight DESC, cluster) = 1
)
SELECT
    w.event_id,
    w.cluster,
    first_value(w.event_id) OVER (PARTITION BY w.cluster ORDER BY e.number) AS kept_id
FROM won AS w
JOIN event AS e USING (event_id);

CREATE OR REPLACE TEMP TABLE named AS
WITH free AS (
    SELECT c.cluster, c.mention_id, a.published_at, 'ev_' || substr(sha256(c.mention_id), 1, 16) AS event_id
    FROM clustered AS c
    JOIN mention AS m USING (mention_id)
    JOIN article AS a USING (article_id)
    WHERE c.cluster NOT IN (SELECT cluster FROM claim)
)
SELECT DISTINCT cluster, kept_id AS event_id FROM claim
UNION ALL
SELECT
    f.cluster,
    coalesce(
        arg_min(f.event_id, (coalesce(f.published_at, TIMESTAMP '9999-01-01'), f.mention_id))
            FILTER (e.event_id IS NULL AND a.alias_id IS NULL),
        -- All of these gave their names to events that they are no longer part of.
        'ev_' || substr(
            sha256(concat_ws(' ', (SELECT max(number) FROM event), string_agg(f.mention_id, ' ' ORDER BY f.mention_id))),
            1,
            16
        )
    )
FROM free AS f
LEFT JOIN event AS e USING (event_id)
LEFT JOIN event_alias AS a ON a.alias_id = f.event_id
GROUP BY f.cluster;

-- A table of its own: DuckDB would compare the id of every mention with that of every cluster before it joins them,
-- since it takes the tables that a transaction has filled for empty.
CREATE OR REPLACE TEMP TABLE placed AS
SELECT c.mention_id, m.event_id AS old_id, n.event_id
FROM clustered AS c
JOIN named AS n USING (cluster)
JOIN mention AS m USING (mention_id);

CREATE OR REPLACE TEMP TABLE moved AS
FROM placed
WHERE old_id IS DISTINCT FROM event_id
UNION ALL
-- Mentions that only followed an id that is taken up by an older one.
SELECT m.mention_id, m.event_id, c.kept_id
FROM mention AS m
JOIN claim AS c USING (event_id)
WHERE c.kept_id <> c.event_id AND m.mention_id NOT IN (SELECT mention_id FROM clustered);

UPDATE mention
SET event_id = moved.event_id
FROM moved
WHERE moved.mention_id = mention.mention_id;

UPDATE event_alias
SET event_id = claim.kept_id
FROM claim
WHERE claim.event_id = event_alias.event_id AND claim.kept_id <> claim.event_id;

INSERT INTO event_alias
SELECT event_id, kept_id FROM claim WHERE kept_id <> event_id ORDER BY event_id;

-- Events that lose or gain mentions, or whose articles were copied, moved to another story or are gone.
CREATE OR REPLACE TEMP TABLE touched_event AS
SELECT event_id FROM moved
UNION
SELECT old_id FROM moved WHERE old_id IS NOT NULL
UNION
SELECT event_id FROM gone_mention
UNION
SELECT m.event_id
FROM article AS a
JOIN mention AS m ON m.article_id = a.duplicate_of
ANTI JOIN event_report AS r ON r.event_id = m.event_id AND r.article_id = a.article_id
UNION
SELECT r.event_id FROM event_report AS r JOIN article AS a USING (article_id) WHERE a.story_id <> r.story_id
UNION
SELECT event_id FROM event_report ANTI JOIN article USING (article_id);

DROP TABLE clustered;

DROP TABLE claim;

DROP TABLE named;

DROP TABLE placed;

DROP TABLE moved;

DROP TABLE touched_mention;
