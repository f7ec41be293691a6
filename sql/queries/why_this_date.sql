-- Why an event has its date: the words that every mention was dated by. Shown for the event with the most reports; of any other, wireroom explain EVENT_ID tells it.
WITH chosen AS (
    SELECT event_id FROM event WHERE start_on IS NOT NULL ORDER BY n_articles DESC, event_id LIMIT 1
)
SELECT e.event_id, e.start_on AS event_start_on, e.end_on AS event_end_on, m.when_text, m.start_on, m.end_on,
    m.when_precision, m.published_on, m.sentence
FROM chosen
JOIN event AS e USING (event_id)
JOIN mart_event AS m USING (event_id)
ORDER BY m.when_text IS NULL, m.published_on, m.mention_id;
