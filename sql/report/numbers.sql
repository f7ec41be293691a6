-- Numbers of people told with the events, from the lowest to the highest that any report gives.
SELECT n.event_id, n.role, n.lowest, n.highest
FROM report_event AS e
JOIN event_count AS n USING (event_id)
ORDER BY n.event_id, n.role;
