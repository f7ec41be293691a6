-- Who deals with whom, and how: -10 is war, +10 is help.
SELECT actor_countries, recipient_countries, count(*) AS mentions, round(avg(intensity), 1) AS intensity
FROM mart_event
WHERE actor_countries <> recipient_countries
GROUP BY ALL
ORDER BY mentions DESC, actor_countries, recipient_countries
LIMIT 10;
