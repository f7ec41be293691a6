-- What is announced: events that are told as still to come, by the day for which they are told.
SELECT start_on, event_type, actors, recipients, place, sentence
FROM mart_event_summary
WHERE realis = 'future' AND start_on IS NOT NULL
ORDER BY start_on DESC, event_id
LIMIT 20;
