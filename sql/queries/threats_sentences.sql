-- The sentences behind the threats of the last month: who said what against whom, and where to read it. Articles without a date are left out.
WITH latest AS (SELECT max(published_on) AS last_on FROM article)
SELECT published_on, actors, recipients, sentence, source_id, address
FROM mart_event, latest
WHERE event_type = 'THREATEN' AND realis = 'asserted' AND published_on > last_on - 30
ORDER BY confidence DESC, mention_id
LIMIT 20;
