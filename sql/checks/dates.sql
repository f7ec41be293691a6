-- severity: warn
-- A date is out of reason: published after the run that brought it or before 1950, or an event outside the calendar.
SELECT 'published after it was collected' AS what, a.article_id AS id, a.published_on AS date_on
FROM checked_article AS a
JOIN capture AS c USING (capture_id)
WHERE a.published_at > c.captured_at + INTERVAL 1 DAY  -- clocks and time zones
UNION ALL
SELECT 'published before 1950', article_id, published_on
FROM checked_article
WHERE published_on < DATE '1950-01-01'
UNION ALL
SELECT 'event outside dim_date', mention_id, when_start
FROM checked_mention ANTI JOIN dim_date ON date_on = when_start
WHERE when_start IS NOT NULL
ORDER BY ALL;
