-- How each source did in each run.
CREATE OR REPLACE VIEW mart_source_run AS
SELECT
    rs.run_id,
    r.started_at,
    rs.source_id,
    s.title,
    s.kind,
    CASE
        WHEN count(i.item) = 0 THEN 'silent'
        WHEN count(i.item) FILTER (i.state <> 'rejected') = 0 THEN 'failed'
        WHEN count(i.item) FILTER (i.state = 'rejected') > 0 THEN 'partial'
        ELSE 'ok'
    END AS status,
    rs.n_captures,
    count(i.item) AS n_items,
    count(*) FILTER (i.state = 'loaded') AS n_loaded,
    count(*) FILTER (i.state = 'revised') AS n_revised,
    count(*) FILTER (i.state = 'unchanged') AS n_unchanged,
    count(*) FILTER (i.state = 'duplicate') AS n_duplicate,
    count(*) FILTER (i.state = 'rejected') AS n_rejected,
    min(j.detail) AS first_reject
FROM run_source AS rs
JOIN run AS r USING (run_id)
LEFT JOIN source AS s USING (source_id)
LEFT JOIN run_item AS i ON i.run_id = rs.run_id AND i.source_id = rs.source_id
LEFT JOIN reject AS j ON j.reject_id = i.reject_id
GROUP BY rs.run_id, r.started_at, rs.source_id, s.title, s.kind, rs.n_captures;

COMMENT ON VIEW mart_source_run IS 'One row a run and source: what it gave, and how its items ended. Runs that never loaded are not here.';
COMMENT ON COLUMN mart_source_run.run_id IS 'The run; see run.run_id.';
COMMENT ON COLUMN mart_source_run.started_at IS 'When the run started, UTC.';
COMMENT ON COLUMN mart_source_run.source_id IS 'The source; see source.source_id.';
COMMENT ON COLUMN mart_source_run.title IS 'Title of the source; NULL when none is given.';
COMMENT ON COLUMN mart_source_run.kind IS 'feed, file, folder or item.';
COMMENT ON COLUMN mart_source_run.status IS 'ok, partial (some items rejected), failed (all rejected) or silent (nothing came).';
COMMENT ON COLUMN mart_source_run.n_captures IS 'Captures received, new or known.';
COMMENT ON COLUMN mart_source_run.n_items IS 'Items that came in.';
COMMENT ON COLUMN mart_source_run.n_loaded IS 'Items that became a new article.';
COMMENT ON COLUMN mart_source_run.n_revised IS 'Items that gave a new reading, or a new coding, of a known article.';
COMMENT ON COLUMN mart_source_run.n_unchanged IS 'Items that were known as they are.';
COMMENT ON COLUMN mart_source_run.n_duplicate IS 'Items whose words another article already holds.';
COMMENT ON COLUMN mart_source_run.n_rejected IS 'Items that went no further.';
COMMENT ON COLUMN mart_source_run.first_reject IS 'Detail of one reject, the first in the alphabet; NULL when nothing was rejected.';
