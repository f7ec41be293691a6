-- How countries dealt with each other: each actor country of an event with each other recipient country of it.
SELECT actor_country, recipient_country, count(*) AS events, round(avg(intensity), 1) AS mean_intensity
FROM (
    SELECT actor_country, unnest(list_distinct(recipient_countries)) AS recipient_country, intensity
    FROM (SELECT *, unnest(list_distinct(actor_countries)) AS actor_country FROM chosen)
)
WHERE actor_country <> recipient_country
GROUP BY actor_country, recipient_country
ORDER BY events DESC, actor_country, recipient_country;
