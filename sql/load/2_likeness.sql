-- Which articles may be copies of which, though their words are not equal: one row a pair, in the temporary table
-- likeness. Needs the temporary tables of 1_candidates.sql and staged_signature.
--
-- Whoever comes first is the original: one that the dataset has (rank 0), then the first published. Only articles
-- within 30 days are compared. A copy has two thirds of its runs of three words in its original, so the rest may be
-- another lead, and the original may go on after the copy ends. Equal titles at one source within a week make a copy
-- unless the texts have nothing in common.

-- Day by day: one article of ten years ago does not bring in all that was published since.
CREATE OR REPLACE TEMP TABLE near_day AS
SELECT DISTINCT unnest(generate_series(day - INTERVAL 31 DAY, day + INTERVAL 31 DAY, INTERVAL 1 DAY))::DATE AS day
FROM (SELECT DISTINCT coalesce(published_at, captured_at)::DATE AS day FROM kept);

CREATE OR REPLACE TEMP TABLE ranked AS
SELECT
    k.article_id, k.revision_id, k.source_id, k.published_at,
    row_number() OVER (
        ORDER BY k.is_known_original DESC, k.published_at NULLS LAST, k.is_truncated, k.article_id
    ) AS rank,
    -- What was an original and is read again as it was stays one.
    NOT (k.is_known_original AND k.is_same_reading) AS may_be_copy
FROM kept AS k
JOIN equal_words AS e ON e.item = k.item AND e.original_id = k.article_id
WHERE NOT k.is_withdrawn
UNION ALL BY NAME
SELECT article_id, revision_id, source_id, published_at, 0 AS rank, false AS may_be_copy
FROM (
    FROM article SEMI JOIN near_day ON day = published_on  -- by itself: DuckDB reads only the pieces with such days
    UNION ALL
    FROM article WHERE published_on IS NULL
)
WHERE duplicate_of IS NULL AND NOT is_withdrawn AND article_id NOT IN (SELECT article_id FROM kept);

DROP TABLE near_day;

-- By the number of the row: the signatures of a month lie together, and the others need not be read. The minima of
-- those that the dataset has are left where they are until two have met.
CREATE OR REPLACE TEMP TABLE signed AS
WITH known AS (
    SELECT g.rowid AS row
    FROM signature AS g
    SEMI JOIN ranked USING (article_id)
    ANTI JOIN staged_signature USING (article_id, revision_id)
),
given AS (
    SELECT DISTINCT ON (article_id, revision_id) *, NULL::BIGINT AS signature_row FROM staged_signature
    UNION ALL BY NAME
    SELECT g.* EXCLUDE (minima), g.rowid AS signature_row
    FROM signature AS g
    JOIN known ON known.row = g.rowid
)
SELECT
    row_number() OVER () AS place,
    r.*,
    s.title_key, s.n_shingles, s.minima, s.bands, s.signature_row
FROM ranked AS r
JOIN given AS s USING (article_id, revision_id);

DROP TABLE ranked;

CREATE OR REPLACE TEMP TABLE met AS
WITH band AS (
    SELECT place, rank, may_be_copy, unnest(bands) AS band FROM signed
)
SELECT c.place, o.place AS original_place
FROM band AS o
JOIN band AS c ON c.band = o.band AND c.rank > o.rank
WHERE c.may_be_copy
UNION
SELECT c.place, o.place
FROM signed AS o
JOIN signed AS c ON c.title_key = o.title_key AND c.source_id = o.source_id AND c.rank > o.rank
WHERE c.may_be_copy;

CREATE OR REPLACE TEMP TABLE likeness AS
WITH alike AS (
    SELECT s.* REPLACE (coalesce(s.minima, g.minima) AS minima)
    FROM (FROM signed SEMI JOIN (SELECT unnest([place, original_place]) AS place FROM met) USING (place)) AS s
    LEFT JOIN signature AS g ON g.rowid = s.signature_row
),
compared AS (
    SELECT
        c.article_id,
        o.article_id AS original_id,
        c.rank,
        o.rank AS original_rank,
        coalesce(
            c.title_key = o.title_key AND c.source_id = o.source_id
                AND abs(epoch(c.published_at) - epoch(o.published_at)) <= 7 * 86400,
            false
        ) AS has_title,
        coalesce(abs(epoch(c.published_at) - epoch(o.published_at)) <= 30 * 86400, true) AS is_near_in_time,
        c.n_shingles,
        o.n_shingles AS original_shingles,
        CASE WHEN c.n_shingles > 0 AND o.n_shingles > 0 THEN
            list_sum(list_transform(range(1, 127), lambda i: (c.minima[i] = o.minima[i])::INTEGER)) / 126.0
        END AS jaccard
    FROM met
    JOIN alike AS c ON c.place = met.place
    JOIN alike AS o ON o.place = met.original_place
),
shared AS (
    SELECT
        *,
        -- Not least() alone: it passes over NULL.
        CASE WHEN jaccard IS NOT NULL THEN
            least(1, jaccard / (1 + jaccard) * (n_shingles + original_shingles) / n_shingles)::DOUBLE
        END AS degree
    FROM compared
    WHERE is_near_in_time
)
SELECT
    article_id,
    original_id,
    degree,
    CASE WHEN degree >= 2 / 3 THEN 'near' ELSE 'title' END AS ground,
    rank,
    original_rank
FROM shared
WHERE degree >= 2 / 3 OR (has_title AND coalesce(degree >= 0.1, true));

DROP TABLE signed;

DROP TABLE met;
