-- What was rejected, why, and in which runs.
CREATE OR REPLACE VIEW mart_reject AS
SELECT
    j.reject_id,
    j.source_id,
    j.address,
    j.stage,
    j.reason,
    j.detail,
    j.position,
    c.archive_file,
    c.archive_offset,
    count(DISTINCT i.run_id) AS n_runs,
    min(r.started_at) AS first_seen_at,
    max(r.started_at) AS last_seen_at
FROM reject AS j
LEFT JOIN capture AS c USING (capture_id)
LEFT JOIN run_item AS i USING (reject_id)
LEFT JOIN run AS r USING (run_id)
GROUP BY ALL;

COMMENT ON VIEW mart_reject IS 'One row a reject, with the runs that met it.';
COMMENT ON COLUMN mart_reject.reject_id IS 'The reject; see reject.reject_id.';
COMMENT ON COLUMN mart_reject.source_id IS 'The source; see source.source_id.';
COMMENT ON COLUMN mart_reject.address IS 'Address of the item; NULL when it has none.';
COMMENT ON COLUMN mart_reject.stage IS 'Where it stopped: collect, parse, normalize or code.';
COMMENT ON COLUMN mart_reject.reason IS 'Why, from a closed list.';
COMMENT ON COLUMN mart_reject.detail IS 'For people: what happened and what to do.';
COMMENT ON COLUMN mart_reject.position IS 'Place of the entry in its capture, or line of the file, 0-based; NULL for the whole capture.';
COMMENT ON COLUMN mart_reject.archive_file IS 'File of the raw archive that holds the bytes; NULL when nothing was received.';
COMMENT ON COLUMN mart_reject.archive_offset IS 'Where the bytes lie in that file, in bytes.';
COMMENT ON COLUMN mart_reject.n_runs IS 'Runs that met it.';
COMMENT ON COLUMN mart_reject.first_seen_at IS 'Start of the first run that met it, UTC.';
COMMENT ON COLUMN mart_reject.last_seen_at IS 'Start of the last run that met it, UTC.';
