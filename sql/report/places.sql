-- Reports by place and quad class; only events with a place on the map.
SELECT place, place_country, latitude, longitude, quad_class, count(*) AS events, sum(n_reports)::BIGINT AS reports
FROM chosen
WHERE latitude IS NOT NULL
GROUP BY place, place_country, latitude, longitude, quad_class
ORDER BY reports DESC, place, quad_class;
