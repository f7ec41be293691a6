-- Casualties: the events that cost lives or health, with the range of what is told.
CREATE OR REPLACE VIEW mart_casualty AS
SELECT
    event_id, event_type, mode, actors, recipients, start_on, end_on, place, country,
    n_killed_lowest, n_killed_highest, n_killed_latest,
    n_injured_lowest, n_injured_highest, n_injured_latest,
    n_independent_sources, first_reported_at, last_reported_at
FROM mart_event_summary
WHERE realis = 'asserted' AND (n_killed_highest IS NOT NULL OR n_injured_highest IS NOT NULL);

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
