-- What is unusual on the last day, against up to 28 days before it: how many usual deviations the events of a type or
-- country lie above or below the usual (the median). The usual deviation is 1.4826 times the median distance from the
-- median, which a few wild days cannot move; at least the square root of the median, and at least 1.
WITH day AS (
    SELECT DISTINCT day FROM report_event WHERE day BETWEEN $until - INTERVAL 28 DAY AND $until
),
counted AS (
    SELECT 'event_type' AS what, event_type AS code, day, count(*) AS events
    FROM report_event
    GROUP BY event_type, day
    UNION ALL
    SELECT 'country', country, day, count(*)
    FROM (SELECT day, unnest(countries) AS country FROM report_event)
    GROUP BY country, day
),
series AS (
    SELECT k.what, k.code, d.day, coalesce(c.events, 0) AS events
    FROM (SELECT DISTINCT what, code FROM counted) AS k
    CROSS JOIN day AS d
    LEFT JOIN counted AS c ON c.what = k.what AND c.code = k.code AND c.day = d.day
),
usual AS (
    SELECT what, code, median(events) AS usual, mad(events) AS spread, count(*) AS days
    FROM series
    WHERE day < $until
    GROUP BY what, code
),
measured AS (
    SELECT
        s.what,
        s.code,
        coalesce(n.name, s.code) AS name,
        s.events,
        u.usual,
        u.days,
        (s.events - u.usual) / greatest(1.4826 * u.spread, sqrt(u.usual), 1) AS deviations
    FROM series AS s
    JOIN usual AS u USING (what, code)
    LEFT JOIN dim_country AS n ON s.what = 'country' AND n.country = s.code
    WHERE s.day = $until
)
SELECT what, code, name, events, usual, days, round(deviations, 1) AS deviations
FROM measured
WHERE days >= 7 AND abs(deviations) >= 3
ORDER BY abs(deviations) DESC, events DESC, what, code
LIMIT 12;
