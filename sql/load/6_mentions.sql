-- Mentions, their parties and numbers, and quotes, of the articles that were coded for this load.
-- Needs sifted and the staged tables of the coder.

CREATE OR REPLACE TEMP TABLE new_mention AS
SELECT m.*
FROM staged_mention AS m
JOIN sifted AS s ON s.needs_coding AND s.article_id = m.article_id AND s.revision_id = m.revision_id;

INSERT INTO mention BY NAME
SELECT
    *,
    CASE
        WHEN where_geonames_id IS NOT NULL THEN 'gn_' || where_geonames_id
        WHEN where_name IS NOT NULL
            THEN 'pl_' || substr(sha256(concat_ws(chr(31), where_name, coalesce(where_country, ''))), 1, 16)
    END AS place_id
FROM new_mention
ORDER BY mention_id;

INSERT INTO mention_party BY NAME
SELECT
    p.*,
    CASE
        WHEN p.name IS NOT NULL
            THEN 'ac_' || substr(sha256(concat_ws(chr(31), p.name, coalesce(p.country, ''))), 1, 16)
    END AS actor_id
FROM staged_mention_party AS p
SEMI JOIN new_mention USING (mention_id)
ORDER BY mention_id, role, position;

INSERT INTO mention_count BY NAME
SELECT c.*
FROM staged_mention_count AS c
SEMI JOIN new_mention USING (mention_id)
ORDER BY mention_id, position;

INSERT INTO quote BY NAME
SELECT q.*
FROM staged_quote AS q
JOIN sifted AS s ON s.needs_coding AND s.article_id = q.article_id AND s.revision_id = q.revision_id
ORDER BY quote_id;

DROP TABLE new_mention;
