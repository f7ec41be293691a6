-- Who threatened whom most in the last month that the dataset knows: the pairs of countries, most threats first. By the day of publication, since few threats are dated.
WITH latest AS (SELECT max(published_on) AS last_on FROM article),
threat AS (
    SELECT event_id, string_split(actor_countries, '; ') AS actors, string_split(recipient_countries, '; ') AS recipients
    FROM mart_event, latest
    WHERE event_type = 'THREATEN' AND realis = 'asserted' AND published_on > last_on - 30
)
SELECT a.country AS actor_country, r.country AS recipient_country, count(*) AS mentions,
    count(DISTINCT event_id) AS events
FROM threat, unnest(list_distinct(actors)) AS a (country), unnest(list_distinct(recipients)) AS r (country)
GROUP BY ALL
ORDER BY mentions DESC, events DESC, actor_country, recipient_country
LIMIT 20;
