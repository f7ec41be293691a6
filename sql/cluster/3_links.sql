-- Which mentions may tell of one event, and how much speaks for it. Needs node.
-- Two mentions are compared when two things agree (actor, recipient, place, a number, or the name of who did it and the
-- mode), or their story.

CREATE OR REPLACE TEMP TABLE feature AS
WITH party AS (
    SELECT node, 'actor' AS kind, unnest(CASE WHEN len(a_countries) > 0 THEN a_countries ELSE a_labels END) AS value FROM node
    UNION ALL
    SELECT node, 'recipient', unnest(CASE WHEN len(r_countries) > 0 THEN r_countries ELSE r_labels END) FROM node
),
place AS (
    SELECT node, place_id AS value FROM node WHERE place_id IS NOT NULL AND NOT is_country
    UNION ALL
    SELECT node, country FROM node WHERE country IS NOT NULL
),
number AS (
    SELECT node, unnest(map_entries(numbers)) AS value FROM node WHERE numbers IS NOT NULL
),
pair AS (
    SELECT a.node, hash('actor', a.value, 'recipient', b.value) AS key
    FROM party AS a
    JOIN party AS b USING (node)
    WHERE a.kind = 'actor' AND b.kind = 'recipient'
    UNION ALL
    SELECT node, hash(p.kind, p.value, 'place', l.value) FROM party AS p JOIN place AS l USING (node)
    UNION ALL
    SELECT node, hash(p.kind, p.value, 'number', n.value) FROM party AS p JOIN number AS n USING (node)
    UNION ALL
    SELECT node, hash('name', label, 'mode', mode)
    FROM (SELECT node, mode, unnest(a_labels) AS label FROM node WHERE mode IS NOT NULL AND NOT a_whole)
    WHERE label LIKE '=%'
    UNION ALL
    SELECT node, hash('place', l.value, 'number', n.value) FROM place AS l JOIN number AS n USING (node)
)
SELECT pair.node, hash(n.event_type, pair.key) AS key, n.vagueness, n.clock, n.first_day, n.last_day
FROM pair
JOIN node AS n USING (node);

CREATE OR REPLACE TEMP TABLE candidate AS
SELECT a.node AS a, b.node AS b
FROM feature AS a
JOIN feature AS b ON a.key = b.key AND a.clock = b.clock AND a.node < b.node
UNION
SELECT least(day.node, vague.node), greatest(day.node, vague.node)
FROM feature AS day
JOIN (
    SELECT node, key, unnest(range(first_day, last_day + 1, INTERVAL 1 DAY))::DATE AS day
    FROM feature
    WHERE vagueness > 0 AND first_day IS NOT NULL
) AS vague ON vague.key = day.key AND vague.day = day.first_day
WHERE day.vagueness = 0
UNION
SELECT a.node, b.node
FROM node AS a
JOIN node AS b ON a.story_id = b.story_id AND a.event_type = b.event_type AND a.node < b.node;

-- A score of NULL says that the two cannot be one event.
CREATE OR REPLACE TEMP MACRO party_score(x_labels, x_countries, x_codes, x_whole, y_labels, y_countries, y_codes, y_whole) AS
    CASE
        WHEN x_labels IS NULL OR y_labels IS NULL THEN 0
        WHEN list_has_any(x_labels, y_labels) THEN CASE
            WHEN x_whole AND y_whole THEN 1.25
            WHEN list_has_any(x_labels, list_filter(y_labels, lambda label: label[1] = '=')) THEN 2
            WHEN len(x_countries) > 0 AND list_has_any(x_countries, y_countries) THEN 1
            ELSE 0.5  -- equal words, but nobody knows whose
        END
        WHEN len(x_countries) = 0 OR len(y_countries) = 0 THEN -0.5
        WHEN NOT list_has_any(x_countries, y_countries) THEN NULL
        WHEN x_whole OR y_whole THEN 1
        WHEN list_has_any(coalesce(x_codes, []), coalesce(y_codes, [])) THEN 0.5
        ELSE -1.5
    END;

CREATE OR REPLACE TEMP MACRO km(x_latitude, x_longitude, y_latitude, y_longitude) AS
    111.2 * sqrt(
        pow(x_latitude - y_latitude, 2)
        + pow((x_longitude - y_longitude) * cos(radians((x_latitude + y_latitude) / 2)), 2)
    );

-- Tolls rise: a larger number that is told on a later day speaks half as much against.
CREATE OR REPLACE TEMP MACRO rising(x, y, x_told, y_told) AS
    CASE WHEN x < y AND x_told < y_told OR x > y AND x_told > y_told THEN 0.5 ELSE 1 END;

CREATE OR REPLACE TEMP MACRO number_score(x, y, x_told, y_told) AS
    CASE
        WHEN x = y THEN CASE WHEN x >= 10 THEN 1.5 WHEN x >= 3 THEN 1 ELSE 0.25 END
        WHEN greatest(x, y) > 3 * least(x, y) AND greatest(x, y) > 10 THEN -1.5 * rising(x, y, x_told, y_told)
        WHEN greatest(x, y) > 2 * least(x, y) AND greatest(x, y) > 5 THEN -0.75 * rising(x, y, x_told, y_told)
        ELSE 0
    END;

CREATE OR REPLACE TEMP TABLE link AS
WITH scored AS (
    SELECT
        x.node AS a,
        y.node AS b,
        CASE
            WHEN x.vagueness = 0 AND x.clock = y.clock THEN 1.0
            WHEN x.when_start > y.when_end OR y.when_start > x.when_end THEN NULL
            WHEN x.clock = y.clock THEN CASE WHEN x.first_day IS NULL THEN -0.5 ELSE 0.5 END
            WHEN x.last_day < y.first_day OR y.last_day < x.first_day THEN CASE WHEN x.article_id = y.article_id THEN 0.0 END
            WHEN x.vagueness + y.vagueness = 2 AND 2 IN (x.vagueness, y.vagueness)
                THEN 0.5 - 0.2 * least(x.last_day - y.first_day, y.last_day - x.first_day)
            ELSE 0.0
        END AS time_score,
        party_score(
            x.a_labels, x.a_countries, x.a_codes, x.a_whole, y.a_labels, y.a_countries, y.a_codes, y.a_whole
        ) AS actor_score,
        party_score(
            x.r_labels, x.r_countries, x.r_codes, x.r_whole, y.r_labels, y.r_countries, y.r_codes, y.r_whole
        ) AS recipient_score,
        CASE
            WHEN x.country <> y.country THEN NULL
            WHEN x.place_id IS NULL OR y.place_id IS NULL THEN 0
            WHEN x.place_id = y.place_id THEN CASE WHEN x.is_country THEN 0.5 ELSE 2 END
            WHEN x.is_country OR y.is_country THEN 0.5
            WHEN x.is_region OR y.is_region
                THEN CASE WHEN km(x.latitude, x.longitude, y.latitude, y.longitude) < 300 THEN 0.5 END
            WHEN km(x.latitude, x.longitude, y.latitude, y.longitude) < 20 THEN 1
        END AS place_score,
        CASE
            WHEN x.mode = y.mode THEN 0.5
            WHEN x.manner = y.manner THEN -0.25
            WHEN x.manner <> y.manner THEN -1.5
            ELSE 0
        END AS mode_score,
        coalesce(
            list_sum([
                number_score(x.numbers[role], y.numbers[role], x.published_on, y.published_on)
                FOR role IN list_intersect(map_keys(x.numbers), map_keys(y.numbers))
            ]),
            0
        ) AS count_score,
        CASE WHEN x.article_id = y.article_id THEN 1.5 WHEN x.story_id = y.story_id THEN 1 ELSE 0 END AS story_score
    FROM candidate AS c
    JOIN node AS x ON x.node = c.a
    JOIN node AS y ON y.node = c.b
)
SELECT
    a, b,
    round(
        time_score + actor_score + recipient_score + place_score + mode_score + greatest(-2, least(2, count_score))
            + story_score,
        2
    ) AS score
FROM scored
WHERE score >= 3.25;

DROP TABLE feature;

DROP TABLE candidate;
