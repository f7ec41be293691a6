-- severity: error
-- Mentions or reports are counted in no event or in several, or events have no summary.
-- Of the whole dataset, and quick: it also finds what a load did to rows that it did not write.
SELECT
    'mentions' AS what,
    (SELECT count(*) FROM mention) AS n_rows,
    (SELECT sum(n_mentions) FROM event)::BIGINT AS n_counted
WHERE n_rows <> coalesce(n_counted, 0)
UNION ALL
SELECT 'reports', (SELECT count(*) FROM event_report) AS n_rows, (SELECT sum(n_articles) FROM event)::BIGINT AS n_counted
WHERE n_rows <> coalesce(n_counted, 0)
UNION ALL
SELECT 'summaries', (SELECT count(*) FROM mart_event_summary) AS n_rows, (SELECT count(*) FROM event) AS n_counted
WHERE n_rows <> n_counted
ORDER BY what;
