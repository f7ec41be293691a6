-- The 61 columns of GDELT 2.0 Events, in their order. Needs what the files before it make.
-- Empty, because we do not know it: ethnic and religious codes, where the actors are, second-level districts, GNS
-- feature numbers, GDELT's tone. SQLDATE is only there for events dated to one day, MonthYear and Year within one.
-- The class is that of the CAMEO root, as GDELT defines it; the Goldstein value too, where GDELT has one a code.

CREATE OR REPLACE TEMP TABLE gdelt_place AS
WITH state AS (
    FROM (VALUES
    (5879092, 'AK'), (4829764, 'AL'), (4099753, 'AR'), (5551752, 'AZ'), (5332921, 'CA'), (5417618, 'CO'),
    (4831725, 'CT'), (4142224, 'DE'), (4155751, 'FL'), (4197000, 'GA'), (5855797, 'HI'), (4862182, 'IA'),
    (5596512, 'ID'), (4896861, 'IL'), (4921868, 'IN'), (4273857, 'KS'), (6254925, 'KY'), (4331987, 'LA'),
    (6254926, 'MA'), (4361885, 'MD'), (4971068, 'ME'), (5001836, 'MI'), (5037779, 'MN'), (4398678, 'MO'),
    (4436296, 'MS'), (5667009, 'MT'), (4482348, 'NC'), (5690763, 'ND'), (5073708, 'NE'), (5090174, 'NH'),
    (5101760, 'NJ'), (5481136, 'NM'), (5509151, 'NV'), (5128638, 'NY'), (5165418, 'OH'), (4544379, 'OK'),
    (5744337, 'OR'), (6254927, 'PA'), (5224323, 'RI'), (4597040, 'SC'), (5769223, 'SD'), (4662168, 'TN'),
    (4736286, 'TX'), (5549030, 'UT'), (6254928, 'VA'), (5242283, 'VT'), (5815135, 'WA'), (5279468, 'WI'),
    (4826850, 'WV'), (5843591, 'WY')
    ) AS given (geonames_id, postal_code)
)
SELECT
    p.place_id,
    CASE
        WHEN p.geonames_id = c.geonames_id THEN 1
        WHEN s.postal_code IS NOT NULL THEN 2
        WHEN p.geonames_id IS NOT NULL AND p.country = 'USA' THEN 3
        WHEN p.geonames_id IS NOT NULL THEN 4
    END AS geo_type,
    CASE WHEN p.geonames_id = c.geonames_id THEN c.name ELSE concat_ws(', ', p.name, c.name) END AS full_name,
    c.fips_code,
    CASE WHEN p.geonames_id = c.geonames_id THEN c.fips_code ELSE c.fips_code || s.postal_code END AS adm1_code,
    p.latitude,
    p.longitude
FROM dim_place AS p
LEFT JOIN dim_country AS c USING (country)
LEFT JOIN state AS s ON s.geonames_id = p.geonames_id;

CREATE OR REPLACE TEMP TABLE gdelt_told AS
SELECT
    "GLOBALEVENTID" AS global_event_id,
    count(*) AS n_mentions,
    count(DISTINCT "MentionSourceName") AS n_sources,
    count(DISTINCT "MentionIdentifier") AS n_articles,
    any_value("EventTimeDate") AS added,
    arg_min("MentionIdentifier", ("MentionTimeDate", "MentionIdentifier")) FILTER ("MentionType" = 1) AS source_url
FROM gdelt_mention
GROUP BY "GLOBALEVENTID";

CREATE OR REPLACE TEMP TABLE gdelt_lead AS
SELECT
    m.event_id,
    bool_or(m.sentence_start < coalesce(nullif(instr(a.text, chr(10) || chr(10)), 0), length(a.text))) AS is_in_lead
FROM mention AS m
JOIN article AS a USING (article_id)
WHERE m.realis = 'asserted'
GROUP BY m.event_id;

CREATE OR REPLACE TEMP TABLE gdelt_event AS
SELECT
    p.global_event_id AS "GLOBALEVENTID",
    CASE WHEN e.start_on = e.end_on THEN strftime(e.start_on, '%Y%m%d')::BIGINT END AS "SQLDATE",
    CASE WHEN date_trunc('month', e.start_on) = date_trunc('month', e.end_on) THEN strftime(e.start_on, '%Y%m')::BIGINT END
        AS "MonthYear",
    CASE WHEN year(e.start_on) = year(e.end_on) THEN year(e.start_on) END AS "Year",
    CASE WHEN e.start_on = e.end_on
        THEN round(year(e.start_on) + ((month(e.start_on) - 1) * 30 + day(e.start_on)) / 365, 4) END AS "FractionDate",
    nullif(concat(p.actor_1.country, p.actor_1.known_group, p.actor_1.type_1, p.actor_1.type_2), '') AS "Actor1Code",
    nullif(upper(trim(regexp_replace(p.actor_1.name, '\s+', ' ', 'g'))), '') AS "Actor1Name",
    p.actor_1.country AS "Actor1CountryCode",
    p.actor_1.known_group AS "Actor1KnownGroupCode",
    NULL::VARCHAR AS "Actor1EthnicCode",
    NULL::VARCHAR AS "Actor1Religion1Code",
    NULL::VARCHAR AS "Actor1Religion2Code",
    p.actor_1.type_1 AS "Actor1Type1Code",
    p.actor_1.type_2 AS "Actor1Type2Code",
    NULL::VARCHAR AS "Actor1Type3Code",
    nullif(concat(p.actor_2.country, p.actor_2.known_group, p.actor_2.type_1, p.actor_2.type_2), '') AS "Actor2Code",
    nullif(upper(trim(regexp_replace(p.actor_2.name, '\s+', ' ', 'g'))), '') AS "Actor2Name",
    p.actor_2.country AS "Actor2CountryCode",
    p.actor_2.known_group AS "Actor2KnownGroupCode",
    NULL::VARCHAR AS "Actor2EthnicCode",
    NULL::VARCHAR AS "Actor2Religion1Code",
    NULL::VARCHAR AS "Actor2Religion2Code",
    p.actor_2.type_1 AS "Actor2Type1Code",
    p.actor_2.type_2 AS "Actor2Type2Code",
    NULL::VARCHAR AS "Actor2Type3Code",
    l.is_in_lead::BIGINT AS "IsRootEvent",
    e.cameo_code AS "EventCode",
    substr(e.cameo_code, 1, 3) AS "EventBaseCode",
    substr(e.cameo_code, 1, 2) AS "EventRootCode",
    CASE
        WHEN e.cameo_code < '06' THEN 1
        WHEN e.cameo_code < '10' THEN 2
        WHEN e.cameo_code < '15' THEN 3
        ELSE 4
    END AS "QuadClass",
    d.goldstein AS "GoldsteinScale",
    t.n_mentions AS "NumMentions",
    t.n_sources AS "NumSources",
    t.n_articles AS "NumArticles",
    NULL::DOUBLE AS "AvgTone",
    NULL::BIGINT AS "Actor1Geo_Type",
    NULL::VARCHAR AS "Actor1Geo_FullName",
    NULL::VARCHAR AS "Actor1Geo_CountryCode",
    NULL::VARCHAR AS "Actor1Geo_ADM1Code",
    NULL::VARCHAR AS "Actor1Geo_ADM2Code",
    NULL::DOUBLE AS "Actor1Geo_Lat",
    NULL::DOUBLE AS "Actor1Geo_Long",
    NULL::VARCHAR AS "Actor1Geo_FeatureID",
    NULL::BIGINT AS "Actor2Geo_Type",
    NULL::VARCHAR AS "Actor2Geo_FullName",
    NULL::VARCHAR AS "Actor2Geo_CountryCode",
    NULL::VARCHAR AS "Actor2Geo_ADM1Code",
    NULL::VARCHAR AS "Actor2Geo_ADM2Code",
    NULL::DOUBLE AS "Actor2Geo_Lat",
    NULL::DOUBLE AS "Actor2Geo_Long",
    NULL::VARCHAR AS "Actor2Geo_FeatureID",
    g.geo_type AS "ActionGeo_Type",
    g.full_name AS "ActionGeo_FullName",
    g.fips_code AS "ActionGeo_CountryCode",
    g.adm1_code AS "ActionGeo_ADM1Code",
    NULL::VARCHAR AS "ActionGeo_ADM2Code",
    g.latitude AS "ActionGeo_Lat",
    g.longitude AS "ActionGeo_Long",
    NULL::VARCHAR AS "ActionGeo_FeatureID",
    t.added AS "DATEADDED",
    t.source_url AS "SOURCEURL"
FROM gdelt_pair AS p
JOIN event AS e USING (event_id)
JOIN gdelt_told AS t USING (global_event_id)
JOIN gdelt_lead AS l USING (event_id)
JOIN dim_cameo AS d ON d.cameo_root = substr(e.cameo_code, 1, 2)
LEFT JOIN gdelt_place AS g USING (place_id);
