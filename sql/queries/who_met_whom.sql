-- Who met whom, lately: visits, talks and calls that are told as facts.
SELECT start_on, actors, recipients, place, n_independent_sources, sentence
FROM mart_event_summary
WHERE event_type = 'CONSULT' AND realis = 'asserted'
ORDER BY start_on DESC NULLS LAST, event_id
LIMIT 20;
