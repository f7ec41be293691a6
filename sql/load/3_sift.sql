-- Decide how each item of the batch ends: one row an item of staged_article, and one for each recalled copy (state
-- recalled: it is no item), in the temporary table sifted.
-- Needs the temporary tables of 1_candidates.sql, and near_copy (the likeness that was chosen for each near copy).

CREATE OR REPLACE TEMP TABLE sifted AS
WITH original AS (
    SELECT
        k.item,
        coalesce(n.original_id, e.original_id) AS original_id,
        CASE
            WHEN n.original_id IS NOT NULL THEN n.degree
            WHEN e.original_id <> k.article_id THEN 1
        END AS degree,
        CASE
            WHEN n.original_id IS NOT NULL THEN n.ground
            WHEN e.original_id <> k.article_id THEN 'text'
        END AS ground
    FROM kept AS k
    JOIN equal_words AS e USING (item)
    LEFT JOIN near_copy AS n ON n.article_id = e.original_id
),
judged AS (
    SELECT
        c.item, c.source_id, c.capture_id, c.position, c.article_id, c.revision_id, c.known_duplicate_of,
        c.is_known_article, c.is_known_reading, c.is_same_reading, c.is_withdrawn,
        c.item < 0 AS is_recalled,
        o.item IS NOT NULL AS is_judged,
        f.item IS NOT NULL AS is_fresh,
        nullif(o.original_id, c.article_id) AS original_id,
        o.degree,
        o.ground
    FROM (FROM candidate UNION ALL BY NAME SELECT * EXCLUDE (is_recalled) FROM kept WHERE is_recalled) AS c
    LEFT JOIN fresh AS f ON f.item = c.item
    LEFT JOIN original AS o ON o.item = c.item
)
SELECT
    item, source_id, capture_id, position, article_id, revision_id, known_duplicate_of,
    CASE
        WHEN is_recalled THEN 'recalled'
        WHEN is_judged AND is_known_article THEN 'revised'
        WHEN is_judged AND original_id IS NOT NULL THEN 'duplicate'
        WHEN is_judged THEN 'loaded'
        WHEN is_fresh THEN 'revised'
        ELSE 'unchanged'
    END AS state,
    CASE WHEN is_judged THEN original_id ELSE known_duplicate_of END AS duplicate_of,
    degree AS duplicate_degree,
    ground AS duplicate_ground,
    is_judged AND original_id IS NULL AND NOT is_withdrawn AS needs_coding,
    is_judged AS is_kept,
    is_fresh AND NOT is_judged AS is_earlier,
    is_known_reading,
    NULL::VARCHAR AS reject_id
FROM judged;

DROP TABLE candidate;

DROP TABLE fresh;

DROP TABLE kept;

DROP TABLE known_original;

DROP TABLE equal_words;

DROP TABLE likeness;
