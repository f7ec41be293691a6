-- severity: warn
-- A source that answered gave less than a quarter of what it usually gives: its feed or its format may have changed.
WITH loaded AS (
    SELECT run_id, started_at, row_number() OVER (ORDER BY started_at DESC, run_id DESC) AS age
    FROM run
    WHERE n_collected IS NOT NULL
),
given AS (
    SELECT s.source_id, l.age, count(i.item) FILTER (i.state <> 'rejected') AS n_items
    FROM run_source AS s
    JOIN loaded AS l USING (run_id)
    LEFT JOIN run_item AS i USING (run_id, source_id)
    WHERE s.n_captures > 0 AND l.age <= 15
    GROUP BY ALL
),
usual AS (
    SELECT source_id, median(n_items) AS n_usual, count(*) AS n_runs
    FROM given
    WHERE age > 1
    GROUP BY source_id
)
SELECT g.source_id, g.n_items, u.n_usual, u.n_runs
FROM given AS g
JOIN usual AS u USING (source_id)
WHERE g.age = 1 AND u.n_runs >= 5 AND u.n_usual >= 10 AND g.n_items < u.n_usual / 4
ORDER BY g.source_id;
