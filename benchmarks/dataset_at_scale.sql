-- Many articles out of a few: the views many_KIND, as the staging files of a run that collected and coded them all.
-- Needs the views seed_KIND (staging files of the few), and the table copy: one row a copy of all of them, with its
-- number n, its source_id and the day on which it is published.
-- Each copy has ids of its own, and its parties, places and numbers are others, so that the copies tell of other events.

CREATE OR REPLACE TEMP MACRO numbered(id, n) AS id || '_' || n;

CREATE OR REPLACE TEMP TABLE country AS
SELECT list(country ORDER BY country) AS codes
FROM (SELECT DISTINCT country FROM seed_mention_party WHERE country IS NOT NULL);

-- The days from the publication of an article to what it tells of stay as they were.
CREATE OR REPLACE TEMP TABLE seed_day AS
SELECT article_id, coalesce(published_at::DATE, DATE '2026-11-15') AS day FROM seed_article;

CREATE OR REPLACE TEMP VIEW many_capture AS
SELECT s.* REPLACE (numbered(s.capture_id, c.n) AS capture_id, c.source_id AS source_id)
FROM copy AS c, seed_capture AS s;

CREATE OR REPLACE TEMP VIEW many_article AS
SELECT
    s.* REPLACE (
        numbered(s.article_id, c.n) AS article_id,
        numbered(s.revision_id, c.n) AS revision_id,
        numbered(s.capture_id, c.n) AS capture_id,
        c.source_id AS source_id,
        numbered(s.external_id, c.n) AS external_id,
        numbered(s.address, c.n) AS address,
        s.title || ', ' || c.n AS title,
        s.text || ' Copy ' || c.n || '.' AS text,
        substr(sha256(s.fingerprint || c.n), 1, 16) AS fingerprint,
        c.day + to_seconds(hash(c.n, s.article_id) % 86400) AS published_at,
        'second' AS published_precision,
        'feed' AS published_ground
    )
FROM copy AS c, seed_article AS s;

-- As of texts that have nothing in common.
CREATE OR REPLACE TEMP VIEW many_signature AS
SELECT
    numbered(s.article_id, c.n) AS article_id,
    numbered(s.revision_id, c.n) AS revision_id,
    'title ' || hash(s.article_id, c.n) AS title_key,
    400 AS n_shingles,
    list_transform(range(126), lambda place: (hash(s.article_id, c.n, place) % 4294967296)::BIGINT) AS minima,
    list_transform(range(42), lambda band: (hash(s.article_id, c.n, 'band', band) % 4294967296)::BIGINT) AS bands
FROM copy AS c, seed_article AS s;

CREATE OR REPLACE TEMP VIEW many_coded AS
SELECT s.* REPLACE (numbered(s.article_id, c.n) AS article_id, numbered(s.revision_id, c.n) AS revision_id)
FROM copy AS c, seed_coded AS s;

CREATE OR REPLACE TEMP VIEW many_mention_party AS
SELECT
    s.* REPLACE (
        numbered(s.mention_id, c.n) AS mention_id,
        s.name || ' ' || hash(c.n, s.name) % 100 AS name,
        CASE WHEN s.country IS NOT NULL THEN
            country.codes[1 + (hash(c.n, s.country) % len(country.codes))::INTEGER]
        END AS country,
        CASE WHEN s.name IS NULL THEN 'group' || hash(c.n, s.text) % 200 END AS antecedent
    )
FROM copy AS c, seed_mention_party AS s, country;

CREATE OR REPLACE TEMP VIEW many_mention_count AS
SELECT s.* REPLACE (numbered(s.mention_id, c.n) AS mention_id, s.n + (hash(c.n) % 5)::BIGINT AS n)
FROM copy AS c, seed_mention_count AS s;

-- As flows/staging.py writes them beside each mention.
CREATE OR REPLACE TEMP VIEW many_party_text AS
SELECT
    mention_id,
    string_agg(coalesce(name, antecedent, text), '; ' ORDER BY position) FILTER (role = 'actor') AS actors,
    string_agg(country, '; ' ORDER BY position) FILTER (role = 'actor') AS actor_countries,
    string_agg(coalesce(name, antecedent, text), '; ' ORDER BY position) FILTER (role = 'recipient') AS recipients,
    string_agg(country, '; ' ORDER BY position) FILTER (role = 'recipient') AS recipient_countries,
    min(coalesce(name, antecedent, text)) FILTER (role = 'attributed_to') AS attributed_to
FROM many_mention_party
GROUP BY mention_id;

CREATE OR REPLACE TEMP VIEW many_mention AS
SELECT
    s.* REPLACE (
        numbered(s.mention_id, c.n) AS mention_id,
        numbered(s.article_id, c.n) AS article_id,
        numbered(s.revision_id, c.n) AS revision_id,
        c.day + (s.when_start - d.day)::INTEGER AS when_start,
        c.day + (s.when_end - d.day)::INTEGER AS when_end,
        s.where_geonames_id + (hash(c.n, 'place') % 400)::BIGINT AS where_geonames_id,
        t.actors AS actors,
        t.actor_countries AS actor_countries,
        t.recipients AS recipients,
        t.recipient_countries AS recipient_countries,
        t.attributed_to AS attributed_to,
        s.n_killed + (hash(c.n) % 5)::BIGINT AS n_killed,
        s.n_injured + (hash(c.n) % 5)::BIGINT AS n_injured,
        s.n_arrested + (hash(c.n) % 5)::BIGINT AS n_arrested,
        s.n_displaced + (hash(c.n) % 5)::BIGINT AS n_displaced,
        s.n_abducted + (hash(c.n) % 5)::BIGINT AS n_abducted,
        s.n_crowd + (hash(c.n) % 5)::BIGINT AS n_crowd
    )
FROM copy AS c
CROSS JOIN seed_mention AS s
JOIN seed_day AS d ON d.article_id = s.article_id
LEFT JOIN many_party_text AS t ON t.mention_id = numbered(s.mention_id, c.n);

CREATE OR REPLACE TEMP VIEW many_quote AS
SELECT
    s.* REPLACE (
        numbered(s.quote_id, c.n) AS quote_id,
        numbered(s.article_id, c.n) AS article_id,
        numbered(s.revision_id, c.n) AS revision_id,
        s.speaker_name || ' ' || hash(c.n, s.speaker_name) % 100 AS speaker_name
    )
FROM copy AS c, seed_quote AS s;
