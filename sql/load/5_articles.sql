-- Captures, sources, articles and their earlier readings.
-- Needs sifted, staged_capture, staged_article, staged_signature, staged_coded, staged_source and $coder_version.

INSERT INTO capture BY NAME
SELECT DISTINCT ON (capture_id) *
FROM staged_capture
ANTI JOIN capture USING (capture_id)  -- not NOT IN, which would make a table of all captures
ORDER BY capture_id, captured_at;

-- An item may name its source itself; such a source was not asked, and nothing more is known of it.
CREATE OR REPLACE TEMP TABLE run_source_row AS
FROM staged_source
UNION ALL BY NAME
SELECT DISTINCT source_id, 'item' AS kind
FROM (SELECT source_id FROM staged_article UNION ALL SELECT source_id FROM staged_reject)
WHERE source_id NOT IN (SELECT source_id FROM staged_source);

DELETE FROM source
WHERE source_id IN (SELECT source_id FROM (FROM staged_source EXCEPT FROM source));

INSERT INTO source
SELECT *
FROM run_source_row
WHERE source_id NOT IN (SELECT source_id FROM source)
ORDER BY source_id;

CREATE OR REPLACE TEMP TABLE kept_article AS
SELECT
    a.*,
    a.published_at::DATE AS published_on,
    s.duplicate_of,
    s.duplicate_degree,
    s.duplicate_ground,
    'st_' || substr(sha256(coalesce(s.duplicate_of, a.article_id)), 1, 16) AS story_id,  -- as sql/resolve has it
    CASE WHEN s.needs_coding THEN c.tone END AS tone,  -- not in the join: DuckDB would compare all with all
    CASE WHEN s.needs_coding THEN $coder_version END AS coder_version
FROM sifted AS s
JOIN (
    FROM staged_article
    UNION ALL BY NAME
    SELECT * EXCLUDE (published_on, duplicate_of, duplicate_degree, duplicate_ground, story_id, tone, coder_version)
    FROM article
    WHERE article_id IN (SELECT article_id FROM sifted WHERE state = 'recalled')
) AS a USING (article_id, revision_id, capture_id, position)
LEFT JOIN staged_coded AS c ON c.article_id = s.article_id AND c.revision_id = s.revision_id
WHERE s.is_kept
QUALIFY row_number() OVER (PARTITION BY s.article_id) = 1;

-- Those that the dataset has: most nights few, and then the large tables need not be read.
CREATE OR REPLACE TEMP TABLE replaced AS
SELECT article_id, old.revision_id <> new.revision_id AS is_revised
FROM known_reading AS old
JOIN kept_article AS new USING (article_id);

INSERT INTO article_revision BY NAME
SELECT old.* EXCLUDE (published_on, duplicate_of, duplicate_degree, duplicate_ground, story_id, tone, coder_version)
FROM article AS old
SEMI JOIN (FROM replaced WHERE is_revised) USING (article_id)
ORDER BY old.revision_id, old.article_id;

INSERT INTO article_revision BY NAME
SELECT a.*
FROM sifted AS s
JOIN staged_article AS a USING (article_id, revision_id, capture_id, position)
ANTI JOIN article AS known ON known.article_id = s.article_id AND known.revision_id = s.revision_id
WHERE s.is_earlier
QUALIFY row_number() OVER (PARTITION BY s.article_id, s.revision_id) = 1
ORDER BY a.revision_id, a.article_id;

-- Kept for sql/resolve, which finds the events that lose a mention by it.
CREATE OR REPLACE TEMP TABLE gone_mention AS
SELECT m.*, a.published_on
FROM mention AS m
JOIN (FROM article SEMI JOIN replaced USING (article_id)) AS a USING (article_id);

DELETE FROM mention_party WHERE mention_id IN (SELECT mention_id FROM gone_mention);

DELETE FROM mention_count WHERE mention_id IN (SELECT mention_id FROM gone_mention);

DELETE FROM mention WHERE mention_id IN (SELECT mention_id FROM gone_mention);

-- Kept for sql/marts, which counts the quotes of each speaker.
CREATE OR REPLACE TEMP TABLE touched_speaker AS
SELECT coalesce(speaker_name, speaker_antecedent, speaker_text) AS speaker, speaker_country
FROM quote
SEMI JOIN replaced USING (article_id)
WHERE speaker_text IS NOT NULL;

DELETE FROM quote WHERE article_id IN (SELECT article_id FROM replaced);

DELETE FROM article WHERE article_id IN (SELECT article_id FROM replaced);

INSERT INTO article BY NAME
SELECT * FROM kept_article ORDER BY published_at, article_id;  -- those of a month lie together

-- A recalled copy was not signed again.
DELETE FROM signature
WHERE article_id IN (SELECT article_id FROM replaced)
    AND article_id NOT IN (SELECT article_id FROM sifted WHERE state = 'recalled');

INSERT INTO signature BY NAME
SELECT s.*
FROM (SELECT DISTINCT ON (article_id, revision_id) * FROM staged_signature) AS s
JOIN (SELECT article_id, revision_id, published_at FROM kept_article) AS a USING (article_id, revision_id)
ORDER BY a.published_at, s.article_id;  -- as the articles

-- The original of a copy may have become a copy itself: follow one step more.
UPDATE article
SET duplicate_of = original.duplicate_of
FROM kept_article AS original
WHERE original.article_id = article.duplicate_of AND original.duplicate_of IS NOT NULL;

DROP TABLE known_reading;

DROP TABLE kept_article;

DROP TABLE replaced;
