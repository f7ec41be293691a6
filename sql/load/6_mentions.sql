-- Mentions, their parties and numbers, and quotes, of the articles that were coded for this load.
-- Needs sifted and the staged tables of the coder. Rows stay in the order of the files: those of an article together.

CREATE OR REPLACE TEMP TABLE new_mention AS
SELECT m.*
FROM staged_mention AS m
JOIN sifted AS s ON s.needs_coding AND s.article_id = m.article_id AND s.revision_id = m.revision_id;

INSERT INTO mention BY NAME
WITH listed AS (
    -- Sorting each short list by itself is ten times quicker than collecting in order.
    SELECT
        p.mention_id,
        list_sort(list(told) FILTER (role = 'actor')) AS actors,
        list_sort(list(told) FILTER (role = 'recipient')) AS recipients,
        list_sort(list(told) FILTER (role = 'attributed_to')) AS attributed_to
    FROM (
        SELECT
            mention_id,
            role,
            {position: position, name: coalesce(name, antecedent, text), country: country, sector: sector} AS told
        FROM staged_mention_party
    ) AS p
    GROUP BY p.mention_id
),
party AS (
    SELECT
        mention_id,
        array_to_string(list_transform(actors, lambda x: x.name), '; ') AS actors,
        array_to_string(list_transform(actors, lambda x: x.country), '; ') AS actor_countries,
        array_to_string(list_transform(actors, lambda x: x.sector), '; ') AS actor_sectors,
        array_to_string(list_transform(recipients, lambda x: x.name), '; ') AS recipients,
        array_to_string(list_transform(recipients, lambda x: x.country), '; ') AS recipient_countries,
        array_to_string(list_transform(recipients, lambda x: x.sector), '; ') AS recipient_sectors,
        array_to_string(list_transform(attributed_to, lambda x: x.name), '; ') AS attributed_to
    FROM listed
),
told AS (
    SELECT
        mention_id,
        max(n) FILTER (role = 'killed') AS n_killed,
        max(n) FILTER (role = 'injured') AS n_injured,
        max(n) FILTER (role = 'arrested') AS n_arrested,
        max(n) FILTER (role = 'displaced') AS n_displaced,
        max(n) FILTER (role = 'abducted') AS n_abducted,
        max(n) FILTER (role = 'crowd') AS n_crowd
    FROM staged_mention_count
    GROUP BY mention_id
)
SELECT
    *,
    CASE
        WHEN where_geonames_id IS NOT NULL THEN 'gn_' || where_geonames_id
        WHEN where_name IS NOT NULL
            THEN 'pl_' || substr(sha256(concat_ws(chr(31), where_name, coalesce(where_country, ''))), 1, 16)
    END AS place_id
FROM new_mention
LEFT JOIN party USING (mention_id)
LEFT JOIN told USING (mention_id);

INSERT INTO mention_party BY NAME
SELECT
    p.*,
    CASE
        WHEN p.name IS NOT NULL
            THEN 'ac_' || substr(sha256(concat_ws(chr(31), p.name, coalesce(p.country, ''))), 1, 16)
    END AS actor_id
FROM staged_mention_party AS p
SEMI JOIN new_mention USING (mention_id);

INSERT INTO mention_count BY NAME
SELECT c.*
FROM staged_mention_count AS c
SEMI JOIN new_mention USING (mention_id);

INSERT INTO quote BY NAME
SELECT q.*
FROM staged_quote AS q
JOIN sifted AS s ON s.needs_coding AND s.article_id = q.article_id AND s.revision_id = q.revision_id
ORDER BY quote_id;

DROP TABLE new_mention;
