-- Who threatened whom most in the last month that the dataset knows: the pairs of countries, most threats first.
WITH latest AS (SELECT max(date_on) AS last_on FROM mart_daily_country_pair)
SELECT actor_country, recipient_country, sum(n_mentions)::BIGINT AS mentions, sum(n_events)::BIGINT AS events
FROM mart_daily_country_pair, latest
WHERE event_type = 'THREATEN' AND date_on > last_on - 30
GROUP BY ALL
ORDER BY mentions DESC, events DESC, actor_country, recipient_country
LIMIT 20;
