-- The surest events, each beside the sentence it was read from.
SELECT event_type, actors, recipients, start_on, place, sentence
FROM mart_event
WHERE realis = 'asserted' AND recipients IS NOT NULL
ORDER BY confidence DESC, mention_id
LIMIT 10;
