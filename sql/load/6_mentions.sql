-- Mentions, their parties and numbers, and quotes, of the articles that were coded for this load.
-- Needs sifted and the staged tables of the coder. Rows stay in the order of the files: those of an article together.

CREATE OR REPLACE TEMP TABLE coded_reading AS
SELECT DISTINCT article_id, revision_id FROM sifted WHERE needs_coding;

CREATE OR REPLACE TEMP TABLE new_mention AS
SELECT mention_id FROM staged_mention SEMI JOIN coded_reading USING (article_id, revision_id);

-- Tables of their own, for they are large: DuckDB would keep the lists of all mentions beside all that it joins.
CREATE OR REPLACE TEMP TABLE party_text AS
WITH listed AS (
    -- Sorting each short list by itself is ten times quicker than collecting in order.
    SELECT
        mention_id,
        list_sort(list(told) FILTER (role = 'actor')) AS actors,
        list_sort(list(told) FILTER (role = 'recipient')) AS recipients,
        list_sort(list(told) FILTER (role = 'attributed_to')) AS attributed_to
    FROM (
        SELECT
            mention_id,
            role,
            {position: position, name: coalesce(name, antecedent, text), country: country, sector: sector} AS told
        FROM staged_mention_party
    )
    GROUP BY mention_id
)
SELECT
    mention_id,
    array_to_string(list_transform(actors, lambda x: x.name), '; ') AS actors,
    array_to_string(list_transform(actors, lambda x: x.country), '; ') AS actor_countries,
    array_to_string(list_transform(actors, lambda x: x.sector), '; ') AS actor_sectors,
    array_to_string(list_transform(recipients, lambda x: x.name), '; ') AS recipients,
    array_to_string(list_transform(recipients, lambda x: x.country), '; ') AS recipient_countries,
    array_to_string(list_transform(recipients, lambda x: x.sector), '; ') AS recipient_sectors,
    array_to_string(list_transform(attributed_to, lambda x: x.name), '; ') AS attributed_to
FROM listed;

CREATE OR REPLACE TEMP TABLE told_number AS
SELECT
    mention_id,
    max(n) FILTER (role = 'killed') AS n_killed,
    max(n) FILTER (role = 'injured') AS n_injured,
    max(n) FILTER (role = 'arrested') AS n_arrested,
    max(n) FILTER (role = 'displaced') AS n_displaced,
    max(n) FILTER (role = 'abducted') AS n_abducted,
    max(n) FILTER (role = 'crowd') AS n_crowd
FROM staged_mention_count
GROUP BY mention_id;

INSERT INTO mention BY NAME
SELECT
    *,
    CASE
        WHEN where_geonames_id IS NOT NULL THEN 'gn_' || where_geonames_id
        WHEN where_name IS NOT NULL
            THEN 'pl_' || substr(sha256(concat_ws(chr(31), where_name, coalesce(where_country, ''))), 1, 16)
    END AS place_id
FROM (FROM staged_mention SEMI JOIN coded_reading USING (article_id, revision_id))
LEFT JOIN party_text USING (mention_id)
LEFT JOIN told_number USING (mention_id);

-- A name is hashed once, however often it acts.
CREATE OR REPLACE TEMP TABLE actor_key AS
SELECT name, country, 'ac_' || substr(sha256(concat_ws(chr(31), name, coalesce(country, ''))), 1, 16) AS actor_id
FROM (SELECT DISTINCT name, country FROM staged_mention_party WHERE name IS NOT NULL);

INSERT INTO mention_party BY NAME
SELECT p.*, k.actor_id
FROM (FROM staged_mention_party SEMI JOIN new_mention USING (mention_id)) AS p
LEFT JOIN actor_key AS k ON k.name = p.name AND k.country IS NOT DISTINCT FROM p.country;

INSERT INTO mention_count BY NAME
SELECT c.*
FROM staged_mention_count AS c
SEMI JOIN new_mention USING (mention_id);

INSERT INTO quote BY NAME
SELECT q.*
FROM staged_quote AS q
SEMI JOIN coded_reading USING (article_id, revision_id);

DROP TABLE coded_reading;

DROP TABLE new_mention;

DROP TABLE party_text;

DROP TABLE told_number;

DROP TABLE actor_key;
