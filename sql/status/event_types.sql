-- How many mentions of each event type the dataset holds, and how they are told.
SELECT event_type, count(*) AS mentions, count(*) FILTER (realis = 'asserted') AS asserted,
    count(DISTINCT article_id) AS articles
FROM mention
GROUP BY event_type
ORDER BY mentions DESC, event_type;
