-- The events that cost most lives, with the range of what is told. Reports of one event are not added up.
SELECT start_on, place, country, actors, recipients, n_killed_lowest, n_killed_highest, n_killed_latest, n_independent_sources
FROM mart_casualty
WHERE n_killed_highest IS NOT NULL
ORDER BY n_killed_highest DESC, event_id
LIMIT 20;
