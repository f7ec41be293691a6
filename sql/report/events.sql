-- The events that were reported from $since to $until: one row an event, told as its surest mention tells it.
-- An event stands on the day of its first report in that time: the day when the article was published or, where its
-- publisher gives none, received. A source is independent when it wrote its report itself: copies of a text that
-- another source had (article.duplicate_of) are reports, but no independent sources.
WITH reported AS (
    SELECT
        m.mention_id,
        m.event_id,
        m.article_id,
        m.confidence,
        m.realis,
        a.source_id,
        a.story_id,
        coalesce(a.published_on, c.captured_at::DATE) AS reported_on
    FROM mention AS m
    JOIN article AS a USING (article_id)
    JOIN capture AS c USING (capture_id)
    WHERE coalesce(a.published_on, c.captured_at::DATE) BETWEEN $since AND $until
),
copied AS (
    SELECT event_id, count(*) AS n_copies, list(DISTINCT a.source_id) AS sources
    FROM (SELECT DISTINCT event_id, story_id FROM reported) AS told
    JOIN article AS a USING (story_id)
    WHERE a.duplicate_of IS NOT NULL
    GROUP BY event_id
),
summed AS (
    SELECT
        event_id,
        arg_max(mention_id, (confidence, mention_id)) AS mention_id,
        arg_min(realis, list_position(['asserted', 'habitual', 'future', 'negated', 'hypothetical'], realis)) AS realis,
        round(max(confidence), 3) AS confidence,
        min(reported_on) AS day,
        max(reported_on) AS last_day,
        count(DISTINCT article_id) AS n_articles,
        count(DISTINCT source_id) AS n_independent,
        list(DISTINCT source_id) AS sources
    FROM reported
    GROUP BY event_id
),
party AS (
    -- Sorting each short list by itself is ten times quicker than collecting in order.
    SELECT
        mention_id,
        list_sort(list({position: position, name: coalesce(name, text), country: country, sector: sector}) FILTER (role = 'actor')) AS actors,
        list_sort(list({position: position, name: coalesce(name, text), country: country, sector: sector}) FILTER (role = 'recipient')) AS recipients
    FROM mention_party
    WHERE role <> 'attributed_to' AND mention_id IN (SELECT mention_id FROM summed)
    GROUP BY mention_id
),
named AS (
    SELECT
        mention_id,
        list_transform(coalesce(actors, []), lambda x: x.name) AS actors,
        list_transform(coalesce(actors, []), lambda x: x.country) AS actor_countries,
        list_transform(coalesce(actors, []), lambda x: x.sector) AS actor_sectors,
        list_transform(coalesce(recipients, []), lambda x: x.name) AS recipients,
        list_transform(coalesce(recipients, []), lambda x: x.country) AS recipient_countries,
        list_transform(coalesce(recipients, []), lambda x: x.sector) AS recipient_sectors
    FROM party
)
SELECT
    s.event_id,
    s.mention_id,
    s.day,
    s.last_day,
    m.event_type,
    m.mode,
    m.quad_class,
    m.intensity,
    m.cameo_code,
    s.realis,
    s.confidence,
    coalesce(p.actors, []) AS actors,
    coalesce(p.actor_countries, []) AS actor_countries,
    coalesce(p.actor_sectors, []) AS actor_sectors,
    coalesce(p.recipients, []) AS recipients,
    coalesce(p.recipient_countries, []) AS recipient_countries,
    coalesce(p.recipient_sectors, []) AS recipient_sectors,
    m.when_start AS start_on,
    m.when_end AS end_on,
    coalesce(m.where_name, m.where_text) AS place,
    m.where_country AS place_country,
    m.where_latitude AS latitude,
    m.where_longitude AS longitude,
    list_sort(list_distinct(
        coalesce(p.actor_countries, []) || coalesce(p.recipient_countries, []) || [m.where_country]
    )) AS countries,
    list_sort(list_distinct(s.sources || coalesce(c.sources, []))) AS sources,
    s.n_independent,
    s.n_articles + coalesce(c.n_copies, 0) AS n_reports
FROM summed AS s
JOIN mention AS m USING (mention_id)
LEFT JOIN named AS p USING (mention_id)
LEFT JOIN copied AS c ON c.event_id = s.event_id
WHERE $country IS NULL
    OR list_contains(coalesce(p.actor_countries, []) || coalesce(p.recipient_countries, []) || [m.where_country], $country)
ORDER BY s.n_independent DESC, n_reports DESC, s.day DESC, abs(m.intensity) * s.confidence DESC, s.event_id;
