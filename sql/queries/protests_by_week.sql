-- Protests week by week, as far as they are told as facts: how many events, and the largest crowd that was told.
SELECT date_trunc('week', start_on)::DATE AS week_start_on, count(*) AS events, max(n_crowd_highest) AS largest_crowd
FROM mart_event_summary
WHERE event_type = 'PROTEST' AND realis = 'asserted' AND start_on IS NOT NULL
GROUP BY ALL
ORDER BY week_start_on;
