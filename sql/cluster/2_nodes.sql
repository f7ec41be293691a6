-- The mentions that may touch those of this run, and what speaks for or against each.
-- Needs touched_mention and $event_types, those that are looked at together.

CREATE OR REPLACE TEMP TABLE dated AS
SELECT
    m.mention_id,
    m.event_type,
    a.story_id,
    a.published_on,
    m.when_start,
    m.when_end,
    clock(m.when_start, m.when_end, a.published_on) AS clock,
    CASE
        WHEN m.when_start = m.when_end THEN 0
        WHEN m.when_start IS NOT NULL THEN 1
        WHEN a.published_on IS NOT NULL THEN 2
        ELSE 3
    END AS vagueness,
    -- The days it may have been on; not known where only a long time is told. News are told for a few days.
    CASE WHEN m.when_start IS NULL THEN a.published_on - 3 WHEN m.when_end - m.when_start <= 31 THEN m.when_start END
        AS first_day,
    CASE WHEN m.when_start IS NULL THEN a.published_on WHEN m.when_end - m.when_start <= 31 THEN m.when_end END
        AS last_day,
    m.mention_id IN (SELECT mention_id FROM touched_mention) AS is_touched
FROM mention AS m
JOIN article AS a USING (article_id)
WHERE m.event_type IN (SELECT unnest($event_types)) AND m.realis <> 'habitual';

-- Links reach over a month at most, the longest time that is taken day by day.
CREATE OR REPLACE TEMP TABLE near AS
WITH touched_month AS (
    SELECT DISTINCT
        unnest([
            date_trunc('month', first_day - 31), date_trunc('month', first_day),
            date_trunc('month', last_day), date_trunc('month', last_day + 31)
        ]) AS month
    FROM dated
    WHERE is_touched AND first_day IS NOT NULL
)
FROM dated
WHERE is_touched
    OR date_trunc('month', first_day) IN (FROM touched_month)
    OR date_trunc('month', last_day) IN (FROM touched_month)
    OR (first_day IS NULL AND clock IN (SELECT clock FROM dated WHERE is_touched AND first_day IS NULL))
    OR (first_day IS NULL AND story_id IN (SELECT story_id FROM dated WHERE is_touched));

-- Unresolved words are compared by their head: "four masked gunmen in cars" is gunman's plural, and no more.
CREATE OR REPLACE TEMP MACRO head_word(words) AS
    regexp_extract(
        regexp_replace(lower(words), '[ ,]+(of|in|from|who|at|near|on|and|with|for|to|that|which) .*$', ''),
        '([^ ]+?)(?:s|es)?$',
        1
    );

CREATE OR REPLACE TEMP TABLE node AS
WITH party AS (
    SELECT
        p.mention_id,
        p.role,
        coalesce('=' || lower(p.name), head_word(coalesce(p.antecedent, p.text))) AS label,  -- with = : known by name
        p.country,
        -- A state acts through its government, forces and courts.
        p.country || ':' || CASE WHEN p.sector IN ('COP', 'GOV', 'JUD', 'LEG', 'MIL', 'SPY') THEN 'STATE' ELSE p.sector END
            AS code,
        p.name = c.name OR p.sector IS NULL AS is_whole
    FROM mention_party AS p
    SEMI JOIN near USING (mention_id)
    LEFT JOIN dim_country AS c ON c.country = p.country
    WHERE p.role <> 'attributed_to'
),
side AS (
    SELECT
        mention_id,
        role,
        list_sort(list(DISTINCT label)) AS labels,
        list_sort(list(DISTINCT country) FILTER (country IS NOT NULL)) AS countries,
        list_sort(list(DISTINCT code) FILTER (code IS NOT NULL)) AS codes,
        bool_or(is_whole AND country IS NOT NULL) AS has_whole
    FROM party
    GROUP BY mention_id, role
),
told AS (
    SELECT mention_id, map_from_entries(list((role, n) ORDER BY role)) AS numbers
    FROM (
        SELECT c.mention_id, c.role, max(c.n) AS n
        FROM mention_count AS c
        SEMI JOIN near USING (mention_id)
        GROUP BY ALL
    )
    GROUP BY mention_id
)
SELECT
    row_number() OVER (ORDER BY n.mention_id) - 1 AS node,
    n.*,
    m.article_id,
    m.mode,
    -- What one report calls a bombing, another calls shelling or a drone; a killing may be targeted in any manner.
    CASE
        WHEN m.mode IN ('aerial', 'drone', 'explosives', 'heavy-weapons', 'suicide-attack') THEN 'blast'
        WHEN m.mode <> 'targeted' THEN m.mode
    END AS manner,
    m.place_id,
    m.where_country AS country,
    w.country IS NOT NULL AS is_country,
    m.where_geonames_id IS NULL AS is_region,
    m.where_latitude AS latitude,
    m.where_longitude AS longitude,
    a.labels AS a_labels, coalesce(a.countries, []) AS a_countries, a.codes AS a_codes, a.has_whole AS a_whole,
    r.labels AS r_labels, coalesce(r.countries, []) AS r_countries, r.codes AS r_codes, r.has_whole AS r_whole,
    t.numbers
FROM near AS n
JOIN mention AS m USING (mention_id)
LEFT JOIN dim_country AS w ON w.geonames_id = m.where_geonames_id
LEFT JOIN side AS a ON a.mention_id = n.mention_id AND a.role = 'actor'
LEFT JOIN side AS r ON r.mention_id = n.mention_id AND r.role = 'recipient'
LEFT JOIN told AS t ON t.mention_id = n.mention_id;

DROP TABLE dated;

DROP TABLE near;
