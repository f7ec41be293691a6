-- Who acts most, and what they do most often.
SELECT actor, country, sum(n_mentions)::BIGINT AS mentions, arg_max(event_type, n_mentions) AS on_the_busiest_day
FROM mart_daily_actor
WHERE role = 'actor'
GROUP BY actor_id, actor, country
ORDER BY mentions DESC, actor
LIMIT 20;
