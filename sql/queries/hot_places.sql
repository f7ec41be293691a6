-- Where most material conflict was: places, with the events that happened there.
SELECT place, country, latitude, longitude, sum(n_events)::BIGINT AS events, sum(n_mentions)::BIGINT AS mentions
FROM mart_daily_place
WHERE quad_class = 'material_conflict'
GROUP BY ALL
ORDER BY events DESC, mentions DESC, place
LIMIT 20;
