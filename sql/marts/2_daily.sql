-- The daily tables, anew for the days that the run touched. Needs the temporary tables of 1_touched.sql.

DELETE FROM mart_daily_country_pair WHERE date_on IN (FROM touched_day);

INSERT INTO mart_daily_country_pair BY NAME
WITH side AS (
    SELECT mention_id, role, country, text_start FROM dated_party WHERE country IS NOT NULL
),
-- Who meets stands on both sides of one mention, but nobody meets himself; a country may act upon its own people.
pair AS (
    SELECT DISTINCT a.mention_id, a.country AS actor_country, r.country AS recipient_country
    FROM side AS a
    JOIN side AS r USING (mention_id)
    WHERE a.role = 'actor' AND r.role = 'recipient' AND a.text_start <> r.text_start
)
SELECT
    d.date_on,
    p.actor_country,
    p.recipient_country,
    d.event_type,
    d.quad_class,
    count(*) AS n_mentions,
    count(DISTINCT d.event_id) AS n_events,
    round(avg(d.intensity), 6) AS mean_intensity
FROM dated_mention AS d
JOIN pair AS p USING (mention_id)
GROUP BY d.date_on, p.actor_country, p.recipient_country, d.event_type, d.quad_class
ORDER BY ALL;

DELETE FROM mart_daily_place WHERE date_on IN (FROM touched_day);

INSERT INTO mart_daily_place BY NAME
SELECT
    d.date_on,
    d.place_id,
    p.name AS place,
    p.country,
    p.latitude,
    p.longitude,
    d.event_type,
    d.quad_class,
    count(*) AS n_mentions,
    count(DISTINCT d.event_id) AS n_events,
    round(avg(d.intensity), 6) AS mean_intensity
FROM dated_mention AS d
JOIN dim_place AS p USING (place_id)
GROUP BY ALL
ORDER BY ALL;

DELETE FROM mart_daily_actor WHERE date_on IN (FROM touched_day);

INSERT INTO mart_daily_actor BY NAME
WITH party AS (
    SELECT DISTINCT mention_id, event_id, date_on, event_type, quad_class, intensity, role, actor_id
    FROM dated_party
    WHERE actor_id IS NOT NULL
)
SELECT
    p.date_on,
    p.actor_id,
    a.name AS actor,
    a.country,
    p.role,
    p.event_type,
    p.quad_class,
    count(*) AS n_mentions,
    count(DISTINCT p.event_id) AS n_events,
    round(avg(p.intensity), 6) AS mean_intensity
FROM party AS p
JOIN dim_actor AS a USING (actor_id)
GROUP BY ALL
ORDER BY ALL;

DELETE FROM mart_daily_balance WHERE date_on IN (FROM touched_day);

INSERT INTO mart_daily_balance BY NAME
WITH side AS (
    SELECT DISTINCT mention_id, event_id, date_on, quad_class, intensity, country
    FROM dated_party
    WHERE role = 'actor' AND country IS NOT NULL
)
SELECT
    date_on,
    country,
    count(*) FILTER (quad_class = 'verbal_cooperation') AS n_verbal_cooperation,
    count(*) FILTER (quad_class = 'material_cooperation') AS n_material_cooperation,
    count(*) FILTER (quad_class = 'verbal_conflict') AS n_verbal_conflict,
    count(*) FILTER (quad_class = 'material_conflict') AS n_material_conflict,
    round(
        (n_verbal_cooperation + n_material_cooperation - n_verbal_conflict - n_material_conflict) / count(*),
        6
    ) AS balance,
    count(*) AS n_mentions,
    count(DISTINCT event_id) AS n_events,
    round(avg(intensity), 6) AS mean_intensity
FROM side
GROUP BY date_on, country
ORDER BY date_on, country;

DELETE FROM mart_reporting_delay WHERE month_start_on IN (FROM touched_month);

INSERT INTO mart_reporting_delay BY NAME
SELECT
    date_trunc('month', a.published_on)::DATE AS month_start_on,
    a.source_id,
    count(*) AS n_mentions,
    round(avg(a.published_on - m.when_start), 3) AS mean_delay_days,
    median(a.published_on - m.when_start) AS median_delay_days,
    round(avg((a.published_on = m.when_start)::INT), 6) AS share_same_day,
    round(avg((a.published_on - m.when_start <= 7)::INT), 6) AS share_within_week
FROM mention AS m
JOIN article AS a USING (article_id)
WHERE m.realis = 'asserted'
    AND m.when_start = m.when_end
    AND a.published_on >= m.when_start
    AND date_trunc('month', a.published_on) IN (FROM touched_month)
GROUP BY ALL
ORDER BY ALL;

DROP TABLE touched_day;

DROP TABLE touched_month;

DROP TABLE dated_mention;

DROP TABLE dated_party;
