-- Who threatened whom most in the last month that the dataset knows: the pairs of countries, most threats first. By the day of publication, since few threats are dated.
WITH latest AS (SELECT max(published_on) AS last_on FROM article),
threat AS (
    SELECT mention_id, event_id
    FROM mart_event, latest
    WHERE event_type = 'THREATEN' AND realis = 'asserted' AND published_on > last_on - 30
)
SELECT a.country AS actor_country, r.country AS recipient_country, count(DISTINCT mention_id) AS mentions,
    count(DISTINCT event_id) AS events
FROM threat
JOIN mention_party AS a USING (mention_id)
JOIN mention_party AS r USING (mention_id)
WHERE a.role = 'actor' AND r.role = 'recipient' AND a.country IS NOT NULL AND r.country IS NOT NULL
GROUP BY ALL
ORDER BY mentions DESC, events DESC, actor_country, recipient_country
LIMIT 20;
