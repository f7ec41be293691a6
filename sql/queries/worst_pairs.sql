-- Which countries deal with each other worst: what one did to the other, the most and the gravest first.
SELECT actor_country, recipient_country, sum(n_mentions)::BIGINT AS mentions,
    round(sum(mean_intensity * n_mentions) / sum(n_mentions), 2) AS mean_intensity
FROM mart_daily_country_pair
WHERE actor_country <> recipient_country
GROUP BY ALL
HAVING sum(mean_intensity * n_mentions) < 0
ORDER BY sum(mean_intensity * n_mentions), actor_country, recipient_country
LIMIT 20;
