-- Who acts most, and what they do most often. Of what is dated to the day.
WITH told AS (
    SELECT actor_id, actor, country, event_type, sum(n_mentions)::BIGINT AS n_mentions
    FROM mart_daily_actor
    WHERE role = 'actor'
    GROUP BY ALL
)
SELECT actor, country, sum(n_mentions)::BIGINT AS mentions, arg_max(event_type, (n_mentions, event_type)) AS most_often
FROM told
GROUP BY actor_id, actor, country
ORDER BY mentions DESC, actor
LIMIT 20;
