-- Rejects, and the ledger of the run: how each item ended.
-- Needs sifted, run_source_row, staged_reject, staged_capture, $run_id and $n_collected.

INSERT INTO reject BY NAME
SELECT DISTINCT ON (reject_id) *
FROM staged_reject
WHERE reject_id NOT IN (SELECT reject_id FROM reject)
    -- A recalled copy is no item of this run: when the coder fails on it, it stays the copy that it was.
    AND (stage <> 'code' OR reject_id IN (SELECT reject_id FROM sifted WHERE item > 0))
ORDER BY reject_id;

INSERT INTO run_source
SELECT $run_id, s.source_id, count(DISTINCT c.capture_id)
FROM run_source_row AS s
LEFT JOIN staged_capture AS c USING (source_id)
GROUP BY s.source_id
ORDER BY s.source_id;

INSERT INTO run_item BY NAME
WITH items AS (
    SELECT
        source_id, capture_id, position, state, reject_id,
        CASE WHEN state <> 'rejected' THEN article_id END AS article_id,
        CASE WHEN state <> 'rejected' THEN revision_id END AS revision_id,
        CASE WHEN state <> 'rejected' THEN duplicate_of END AS duplicate_of
    FROM sifted
    WHERE item > 0
    UNION ALL BY NAME
    SELECT source_id, capture_id, position, 'rejected' AS state, reject_id
    FROM staged_reject
    WHERE stage <> 'code'  -- the item of an article that the coder failed on is in sifted
)
SELECT
    $run_id AS run_id,
    row_number() OVER (ORDER BY source_id, capture_id, position, article_id, revision_id, reject_id) AS item,
    *
FROM items
ORDER BY item;

UPDATE run
SET
    n_collected = $n_collected,
    n_loaded = counted.n_loaded,
    n_revised = counted.n_revised,
    n_unchanged = counted.n_unchanged,
    n_duplicate = counted.n_duplicate,
    n_rejected = counted.n_rejected
FROM (
    SELECT
        count(*) FILTER (state = 'loaded') AS n_loaded,
        count(*) FILTER (state = 'revised') AS n_revised,
        count(*) FILTER (state = 'unchanged') AS n_unchanged,
        count(*) FILTER (state = 'duplicate') AS n_duplicate,
        count(*) FILTER (state = 'rejected') AS n_rejected
    FROM run_item
    WHERE run_id = $run_id
) AS counted
WHERE run.run_id = $run_id;

DROP TABLE sifted;

DROP TABLE failed;

DROP TABLE run_source_row;
