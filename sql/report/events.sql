-- The events that were reported from $since to $until: one row an event, with what is known of it by now.
-- An event stands on the day of its first report in that time: the day when the article was published or, where its
-- publisher gives none, received. Who does it to whom is told as in its best mention.
WITH reported AS (
    SELECT
        r.event_id,
        min(coalesce(a.published_on, c.captured_at::DATE)) AS day
    FROM event_report AS r
    JOIN article AS a USING (article_id)
    JOIN capture AS c USING (capture_id)
    WHERE coalesce(a.published_on, c.captured_at::DATE) BETWEEN $since AND $until
    GROUP BY r.event_id
),
source_list AS (
    SELECT event_id, list_sort(list(DISTINCT source_id)) AS sources
    FROM event_report
    GROUP BY event_id
),
party AS (
    -- Sorting each short list by itself is ten times quicker than collecting in order.
    SELECT
        mention_id,
        list_sort(list({position: position, name: coalesce(name, antecedent, text), country: country, sector: sector}) FILTER (role = 'actor')) AS actors,
        list_sort(list({position: position, name: coalesce(name, antecedent, text), country: country, sector: sector}) FILTER (role = 'recipient')) AS recipients
    FROM mention_party
    WHERE role <> 'attributed_to'
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
    e.event_id,
    e.best_mention_id,
    r.day,
    e.event_type,
    e.mode,
    e.quad_class,
    e.intensity,
    e.cameo_code,
    e.realis,
    round(e.confidence, 3) AS confidence,
    coalesce(n.actors, []) AS actors,
    coalesce(n.actor_countries, []) AS actor_countries,
    coalesce(n.actor_sectors, []) AS actor_sectors,
    coalesce(n.recipients, []) AS recipients,
    coalesce(n.recipient_countries, []) AS recipient_countries,
    coalesce(n.recipient_sectors, []) AS recipient_sectors,
    e.start_on,
    e.end_on,
    p.name AS place,
    p.country AS place_country,
    p.latitude,
    p.longitude,
    list_sort(list_distinct(
        coalesce(n.actor_countries, []) || coalesce(n.recipient_countries, []) || [p.country]
    )) AS countries,
    s.sources,
    e.n_independent_sources AS n_independent,
    e.n_articles AS n_reports
FROM reported AS r
JOIN event AS e USING (event_id)
JOIN source_list AS s USING (event_id)
LEFT JOIN named AS n ON n.mention_id = e.best_mention_id
LEFT JOIN dim_place AS p USING (place_id)
WHERE $country IS NULL
    OR list_contains(coalesce(n.actor_countries, []) || coalesce(n.recipient_countries, []) || [p.country], $country)
ORDER BY e.n_independent_sources DESC, e.n_articles DESC, r.day DESC, abs(e.intensity) * e.confidence DESC, e.event_id;
