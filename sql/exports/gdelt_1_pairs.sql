-- Events as GDELT counts them: one actor on each side. An event of ours with several becomes one row a pair.
-- Only what is told as a fact goes out: GDELT has no column that could say otherwise.

-- CAMEO's countries are those of ISO 3166 but for two, its types those of PLOVER but for some; a sector without a
-- counterpart (parties, clergy, militias, civil society) has no type. Bodies of states are groups or types in CAMEO.
CREATE OR REPLACE TEMP TABLE gdelt_country AS
SELECT country, coalesce(cameo_country, country) AS cameo_country
FROM dim_country
LEFT JOIN (VALUES ('ROU', 'ROM'), ('TLS', 'TMP')) AS other (country, cameo_country) USING (country)
WHERE is_state AND country <> 'XKX';

CREATE OR REPLACE TEMP TABLE gdelt_group AS
FROM (VALUES ('EUR', 'EEC', NULL), ('UNO', 'UNO', NULL), ('IGO', NULL, 'IGO'), ('IMG', NULL, 'IMG'), ('MNC', NULL, 'MNC'), ('NGO', NULL, 'NGO'))
    AS given (country, cameo_group, cameo_type);

CREATE OR REPLACE TEMP TABLE gdelt_type AS
SELECT sector, CASE sector WHEN 'JRN' THEN 'MED' WHEN 'MED' THEN 'HLH' WHEN 'PRE' THEN 'RAD' ELSE sector END AS cameo_type
FROM dim_sector
WHERE sector NOT IN ('PRM', 'PTY', 'REL', 'SOC', 'UNK');

CREATE OR REPLACE TEMP TABLE gdelt_party AS
SELECT
    p.mention_id,
    p.role,
    coalesce(p.name, p.antecedent, p.text) AS name,
    min(p.text_start) AS text_start,
    bool_and(p.antecedent IS NULL) AS is_in_raw_text,
    any_value(c.cameo_country) AS country,
    any_value(g.cameo_group) AS known_group,
    any_value(coalesce(g.cameo_type, t.cameo_type)) AS type_1,
    any_value(CASE WHEN g.cameo_type IS NOT NULL THEN nullif(t.cameo_type, g.cameo_type) END) AS type_2
FROM mention_party AS p
LEFT JOIN gdelt_country AS c USING (country)
LEFT JOIN gdelt_group AS g USING (country)
LEFT JOIN gdelt_type AS t USING (sector)
WHERE p.role <> 'attributed_to'
GROUP BY ALL;

-- Of those who act upon each other, nobody acts upon himself.
CREATE OR REPLACE TEMP TABLE gdelt_pair AS
WITH asserted AS (
    SELECT event_id, best_mention_id AS mention_id FROM event WHERE realis = 'asserted'
),
side AS (
    SELECT *, count(*) OVER (PARTITION BY mention_id, role) AS n_of_side FROM gdelt_party
)
SELECT
    e.event_id,
    e.mention_id AS best_mention_id,
    a AS actor_1,
    r AS actor_2,
    ('0x' || substr(sha256(concat_ws(chr(31), e.event_id, coalesce(a.name, ''), coalesce(r.name, ''))), 1, 15))::BIGINT
        AS global_event_id
FROM asserted AS e
LEFT JOIN side AS a ON a.mention_id = e.mention_id AND a.role = 'actor'
LEFT JOIN side AS r ON r.mention_id = e.mention_id AND r.role = 'recipient'
WHERE a.name IS DISTINCT FROM r.name OR (a.n_of_side = 1 AND r.n_of_side = 1) OR a.name IS NULL;
