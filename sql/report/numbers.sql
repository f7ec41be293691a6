-- Numbers of people told with the events, from the lowest to the highest that any report in this time gives.
SELECT
    e.event_id,
    n.role,
    min(coalesce(n.lower, n.n)) AS lowest,
    max(coalesce(n.upper, n.n)) AS highest
FROM report_event AS e
JOIN mention AS m USING (event_id)
JOIN mention_count AS n ON n.mention_id = m.mention_id
JOIN article AS a USING (article_id)
JOIN capture AS c USING (capture_id)
WHERE coalesce(a.published_on, c.captured_at::DATE) BETWEEN $since AND $until
GROUP BY e.event_id, n.role
ORDER BY e.event_id, n.role;
