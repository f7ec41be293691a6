-- Which countries deal with each other worst: mean intensity of all that one did to the other, worst first.
SELECT actor_country, recipient_country, sum(n_mentions)::BIGINT AS mentions,
    round(sum(mean_intensity * n_mentions) / sum(n_mentions), 2) AS mean_intensity
FROM mart_daily_country_pair
WHERE actor_country <> recipient_country
GROUP BY ALL
ORDER BY mean_intensity, mentions DESC, actor_country, recipient_country
LIMIT 20;
