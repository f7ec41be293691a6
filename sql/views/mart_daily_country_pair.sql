-- How countries dealt with each other, day by day: asserted mentions, each actor country with each recipient country.
CREATE OR REPLACE VIEW mart_daily_country_pair AS
WITH pair AS (
    SELECT DISTINCT
        m.mention_id, m.event_id, m.when_start, m.quad_class, m.intensity, a.country AS actor, r.country AS recipient
    FROM mention AS m
    JOIN mention_party AS a ON a.mention_id = m.mention_id AND a.role = 'actor'
    JOIN mention_party AS r ON r.mention_id = m.mention_id AND r.role = 'recipient'
    WHERE m.realis = 'asserted'
        AND m.when_precision = 'day'
        AND a.country IS NOT NULL
        AND r.country IS NOT NULL
)
SELECT
    when_start AS date_on,
    actor AS actor_country,
    recipient AS recipient_country,
    count(*) AS n_mentions,
    count(DISTINCT event_id) AS n_events,
    count(*) FILTER (quad_class = 'verbal_cooperation') AS n_verbal_cooperation,
    count(*) FILTER (quad_class = 'material_cooperation') AS n_material_cooperation,
    count(*) FILTER (quad_class = 'verbal_conflict') AS n_verbal_conflict,
    count(*) FILTER (quad_class = 'material_conflict') AS n_material_conflict,
    round(avg(intensity), 6) AS mean_intensity
FROM pair
GROUP BY when_start, actor, recipient;

COMMENT ON VIEW mart_daily_country_pair IS 'One row a day, actor country and recipient country: asserted mentions that are dated to the day. The only place where lists of parties become pairs. Months and years are left out.';
COMMENT ON COLUMN mart_daily_country_pair.date_on IS 'The day of the events.';
COMMENT ON COLUMN mart_daily_country_pair.actor_country IS 'Country of an actor, ISO 3166 alpha-3 or a PLOVER non-state code.';
COMMENT ON COLUMN mart_daily_country_pair.recipient_country IS 'Country of a recipient, ISO 3166 alpha-3 or a PLOVER non-state code.';
COMMENT ON COLUMN mart_daily_country_pair.n_mentions IS 'Mentions.';
COMMENT ON COLUMN mart_daily_country_pair.n_events IS 'Events that these mentions tell of.';
COMMENT ON COLUMN mart_daily_country_pair.n_verbal_cooperation IS 'Mentions of verbal cooperation.';
COMMENT ON COLUMN mart_daily_country_pair.n_material_cooperation IS 'Mentions of material cooperation.';
COMMENT ON COLUMN mart_daily_country_pair.n_verbal_conflict IS 'Mentions of verbal conflict.';
COMMENT ON COLUMN mart_daily_country_pair.n_material_conflict IS 'Mentions of material conflict.';
COMMENT ON COLUMN mart_daily_country_pair.mean_intensity IS 'Mean PLOVER score of the mentions, -10 to +10.';
