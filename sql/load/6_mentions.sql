-- Mentions, their parties and numbers, and quotes, of the articles that were coded for this load.
-- Needs sifted and the staged tables of the coder. Rows stay in the order of the files: those of an article together.

CREATE OR REPLACE TEMP TABLE coded_reading AS
SELECT DISTINCT article_id, revision_id FROM sifted WHERE needs_coding;

CREATE OR REPLACE TEMP TABLE new_mention AS
SELECT mention_id FROM staged_mention SEMI JOIN coded_reading USING (article_id, revision_id);

INSERT INTO mention BY NAME
SELECT
    *,
    CASE
        WHEN where_geonames_id IS NOT NULL THEN 'gn_' || where_geonames_id
        WHEN where_name IS NOT NULL
            THEN 'pl_' || substr(sha256(concat_ws(chr(31), where_name, coalesce(where_country, ''))), 1, 16)
    END AS place_id
FROM staged_mention
SEMI JOIN coded_reading USING (article_id, revision_id);

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

INSERT INTO touched_speaker
SELECT coalesce(speaker_name, speaker_antecedent, speaker_text), speaker_country
FROM staged_quote
SEMI JOIN coded_reading USING (article_id, revision_id)
WHERE speaker_text IS NOT NULL;

DROP TABLE coded_reading;

DROP TABLE new_mention;

DROP TABLE actor_key;
