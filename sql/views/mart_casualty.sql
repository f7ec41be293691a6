-- Casualties: the events that cost lives or health, with the range of what is told.
CREATE OR REPLACE VIEW mart_casualty AS
WITH told AS (
    SELECT
        event_id,
        max(lowest) FILTER (role = 'killed') AS n_killed_lowest,
        max(highest) FILTER (role = 'killed') AS n_killed_highest,
        max(latest) FILTER (role = 'killed') AS n_killed_latest,
        max(lowest) FILTER (role = 'injured') AS n_injured_lowest,
        max(highest) FILTER (role = 'injured') AS n_injured_highest,
        max(latest) FILTER (role = 'injured') AS n_injured_latest
    FROM event_count
    WHERE role IN ('killed', 'injured')
    GROUP BY event_id
)
SELECT
    e.event_id,
    e.event_type,
    e.mode,
    e.actors,
    e.recipients,
    e.start_on,
    e.end_on,
    p.name AS place,
    p.country,
    t.* EXCLUDE (event_id),
    e.n_independent_sources,
    e.first_reported_at,
    e.last_reported_at
FROM told AS t
JOIN event AS e USING (event_id)
LEFT JOIN dim_place AS p USING (place_id)
WHERE e.realis = 'asserted';

COMMENT ON VIEW mart_casualty IS 'One row a real-world event that is told as a fact, and for which reports give killed or injured. Reports of one event are not added up: the range is between them.';
COMMENT ON COLUMN mart_casualty.event_id IS 'The event; see event.event_id.';
COMMENT ON COLUMN mart_casualty.event_type IS 'PLOVER root; see dim_event_type.event_type.';
COMMENT ON COLUMN mart_casualty.mode IS 'PLOVER mode; NULL when none is told.';
COMMENT ON COLUMN mart_casualty.actors IS 'Who did it, joined with "; "; NULL when nobody is named.';
COMMENT ON COLUMN mart_casualty.recipients IS 'To whom, joined with "; "; NULL when nobody is named.';
COMMENT ON COLUMN mart_casualty.start_on IS 'First day; NULL when no report gives a date.';
COMMENT ON COLUMN mart_casualty.end_on IS 'Last day, inclusive; NULL when no report gives a date.';
COMMENT ON COLUMN mart_casualty.place IS 'Name of the place; NULL when none is resolved.';
COMMENT ON COLUMN mart_casualty.country IS 'Country of the place, ISO 3166 alpha-3; NULL when unknown.';
COMMENT ON COLUMN mart_casualty.n_killed_lowest IS 'People killed, the smallest number told; NULL when none is told.';
COMMENT ON COLUMN mart_casualty.n_killed_highest IS 'People killed, the largest number told; NULL when none is told.';
COMMENT ON COLUMN mart_casualty.n_killed_latest IS 'People killed, the number in the last report that gives one; NULL when none is told.';
COMMENT ON COLUMN mart_casualty.n_injured_lowest IS 'People injured, the smallest number told; NULL when none is told.';
COMMENT ON COLUMN mart_casualty.n_injured_highest IS 'People injured, the largest number told; NULL when none is told.';
COMMENT ON COLUMN mart_casualty.n_injured_latest IS 'People injured, the number in the last report that gives one; NULL when none is told.';
COMMENT ON COLUMN mart_casualty.n_independent_sources IS 'Independent voices that report it; see event.n_independent_sources.';
COMMENT ON COLUMN mart_casualty.first_reported_at IS 'Publication of the first report, UTC; NULL when no report is dated.';
COMMENT ON COLUMN mart_casualty.last_reported_at IS 'Publication of the last report, UTC; NULL when no report is dated.';
