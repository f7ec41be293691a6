-- What of the batch is new, in the temporary tables candidate (one row an item of staged_article), fresh (its new
-- readings) and kept (the reading that becomes the article's), with the copies whose original is read anew.
-- Needs staged_article (the candidates), staged_capture, staged_signature and $coder_version.

-- The readings that the dataset has of the articles of the batch: most nights few. By the numbers of the rows first: what else a row holds
-- is read of those alone.
CREATE OR REPLACE TEMP TABLE known_reading AS
WITH known AS (
    SELECT rowid AS row FROM article SEMI JOIN staged_article USING (article_id)
)
SELECT a.article_id, a.revision_id, a.capture_id, a.duplicate_of, a.is_withdrawn, a.coder_version
FROM article AS a
JOIN known ON known.row = a.rowid;

CREATE OR REPLACE TEMP TABLE candidate AS
SELECT
    row_number() OVER (ORDER BY c.source_id, c.capture_id, c.position, c.article_id, c.revision_id) AS item,
    c.source_id, c.capture_id, c.position, c.article_id, c.revision_id,
    s.captured_at, c.published_at, c.update_number, c.is_truncated, c.is_withdrawn, c.fingerprint,
    length(c.text) AS n_characters,
    -- Few words say little ("Comments", "Read more"): then the titles must agree as well.
    CASE
        WHEN c.is_withdrawn THEN 'withdrawn ' || c.article_id  -- such notes are alike, but each is about its own
        WHEN length(c.text) < 200 THEN c.fingerprint || chr(31) || coalesce(lower(trim(c.title)), '')
        ELSE c.fingerprint
    END AS copy_key,
    a.article_id IS NOT NULL AS is_known_article,
    a.article_id IS NOT NULL AND a.duplicate_of IS NULL AS is_known_original,
    coalesce(a.revision_id = c.revision_id, false) AS is_same_reading,
    a.duplicate_of AS known_duplicate_of,
    -- An earlier reading that comes back is not new: a replay of old captures must change nothing.
    r.revision_id IS NOT NULL
        OR coalesce(
            a.revision_id = c.revision_id AND (a.duplicate_of IS NOT NULL OR a.is_withdrawn OR a.coder_version = $coder_version),
            false
        ) AS is_known_reading,
    -- What was received before the reading that the dataset has, such as out of the archive, does not replace it.
    coalesce(s.captured_at < known.captured_at, false) AS is_overtaken
FROM staged_article AS c
LEFT JOIN (
    SELECT capture_id, min(captured_at) AS captured_at FROM staged_capture GROUP BY capture_id
) AS s ON s.capture_id = c.capture_id
LEFT JOIN known_reading AS a ON a.article_id = c.article_id
LEFT JOIN (
    FROM capture SEMI JOIN known_reading USING (capture_id)
) AS known ON known.capture_id = a.capture_id
LEFT JOIN article_revision AS r ON r.article_id = c.article_id AND r.revision_id = c.revision_id;

-- The same reading twice in a batch: the first one stands for it.
CREATE OR REPLACE TEMP TABLE fresh AS
SELECT *
FROM candidate
WHERE NOT is_known_reading
QUALIFY row_number() OVER (PARTITION BY article_id, revision_id ORDER BY item) = 1;

-- Several new readings of one article in a batch: the latest is kept, the others are earlier readings.
CREATE OR REPLACE TEMP TABLE kept AS
SELECT *, false AS is_recalled
FROM fresh
WHERE NOT is_overtaken
QUALIFY row_number() OVER (
    PARTITION BY article_id
    ORDER BY
        captured_at DESC NULLS LAST, published_at DESC NULLS LAST, update_number DESC NULLS LAST,
        is_truncated, n_characters DESC, capture_id DESC, position DESC
) = 1;

-- A copy whose original gets another text may be a copy no more: it is judged again. It is no item of the batch.
CREATE OR REPLACE TEMP TABLE doubtful AS
SELECT c.article_id
FROM article AS c
JOIN kept AS original ON original.article_id = c.duplicate_of AND NOT original.is_same_reading
ANTI JOIN kept ON kept.article_id = c.article_id;

INSERT INTO kept BY NAME
SELECT
    -row_number() OVER (ORDER BY c.article_id) AS item,
    c.source_id, c.capture_id, c.position, c.article_id, c.revision_id,
    c.published_at, c.update_number, c.is_truncated, c.is_withdrawn, c.fingerprint,
    CASE
        WHEN c.is_withdrawn THEN 'withdrawn ' || c.article_id  -- such notes are alike, but each is about its own
        WHEN length(c.text) < 200 THEN c.fingerprint || chr(31) || coalesce(lower(trim(c.title)), '')
        ELSE c.fingerprint
    END AS copy_key,
    true AS is_known_article,
    false AS is_known_original,
    true AS is_same_reading,
    c.duplicate_of AS known_duplicate_of,
    false AS is_known_reading,
    true AS is_recalled
FROM article AS c
SEMI JOIN doubtful USING (article_id);

INSERT INTO known_reading BY NAME
SELECT article_id, revision_id, capture_id, duplicate_of, is_withdrawn, coder_version
FROM article
SEMI JOIN doubtful USING (article_id);

DROP TABLE doubtful;

-- By fingerprint first: it is short, and the texts of all articles are not.
CREATE OR REPLACE TEMP TABLE known_original AS
WITH alike AS (
    SELECT article_id
    FROM article
    SEMI JOIN kept USING (fingerprint)
    WHERE duplicate_of IS NULL AND NOT is_withdrawn
)
SELECT
    fingerprint || CASE WHEN length(text) < 200 THEN chr(31) || coalesce(lower(trim(title)), '') ELSE '' END AS copy_key,
    min(article_id) AS article_id
FROM article
SEMI JOIN alike USING (article_id)
ANTI JOIN kept USING (article_id)
GROUP BY copy_key;

-- Which of equal words is the original: one that the dataset has, then the first published.
CREATE OR REPLACE TEMP TABLE equal_words AS
SELECT
    k.item,
    coalesce(
        o.article_id,
        first_value(k.article_id) OVER (
            PARTITION BY k.copy_key
            ORDER BY k.is_known_original DESC, k.published_at NULLS LAST, k.is_truncated, k.article_id
        )
    ) AS original_id
FROM kept AS k
LEFT JOIN known_original AS o USING (copy_key);
