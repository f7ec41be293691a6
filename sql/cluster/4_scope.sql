-- Who must be looked at again: whatever the mentions of this run reach by links, in the order in which clusters are made.
-- Needs node and link; gives scope_node and scope_link, in which mentions are numbered from 0.

CREATE OR REPLACE TEMP TABLE scope AS
WITH RECURSIVE
both_ways AS (
    SELECT a AS x, b AS y FROM link
    UNION ALL
    SELECT b, a FROM link
),
edge AS MATERIALIZED (
    SELECT e.x, e.y, x.vagueness AS x_vagueness, y.vagueness AS y_vagueness, x.clock = y.clock AS is_peer
    FROM both_ways AS e
    JOIN node AS x ON x.node = e.x
    JOIN node AS y ON y.node = e.y
),
-- Mentions dated to the day, and all that they are chained to on that day.
day_core AS (
    SELECT node FROM node WHERE is_touched AND vagueness = 0
    UNION
    SELECT e.y FROM day_core AS d JOIN edge AS e ON e.x = d.node WHERE e.x_vagueness = 0 AND e.y_vagueness = 0
),
-- Vaguer ones that may follow them, and all that these are chained to.
vague AS (
    SELECT node FROM node WHERE is_touched AND vagueness > 0
    UNION
    SELECT e.y FROM day_core AS d JOIN edge AS e ON e.x = d.node WHERE e.y_vagueness > 0
    UNION
    SELECT e.y FROM vague AS v JOIN edge AS e ON e.x = v.node WHERE e.y_vagueness > 0
),
-- What these may follow instead.
other_core AS (
    SELECT e.y AS node FROM vague AS v JOIN edge AS e ON e.x = v.node WHERE e.y_vagueness = 0
    UNION
    SELECT e.y FROM other_core AS o JOIN edge AS e ON e.x = o.node WHERE e.x_vagueness = 0 AND e.y_vagueness = 0
)
FROM day_core UNION FROM vague UNION FROM other_core;

CREATE OR REPLACE TEMP TABLE scope_node AS
SELECT
    row_number() OVER (ORDER BY node) - 1 AS place,
    node, mention_id, vagueness, clock, manner,
    CASE WHEN NOT is_country AND NOT is_region THEN latitude END AS latitude,
    longitude,
    a_countries AS actor_countries,
    r_countries AS recipient_countries
FROM node
SEMI JOIN scope USING (node);

CREATE OR REPLACE TEMP TABLE scope_link AS
SELECT l.score, a.place AS a, b.place AS b
FROM link AS l
JOIN scope_node AS a ON a.node = l.a
JOIN scope_node AS b ON b.node = l.b;

DROP TABLE node;

DROP TABLE link;

DROP TABLE scope;
