-- Events a day, by type and quad class, each on the day of its first report.
SELECT day, event_type, quad_class, count(*) AS events
FROM chosen
GROUP BY day, event_type, quad_class
ORDER BY day, event_type, quad_class;
