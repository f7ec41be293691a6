-- The lists that codes refer to.

CREATE TABLE dim_event_type (
    event_type VARCHAR NOT NULL,
    quad_class VARCHAR NOT NULL CHECK (quad_class IN ('verbal_cooperation', 'material_cooperation', 'verbal_conflict', 'material_conflict')),
    intensity DOUBLE NOT NULL CHECK (intensity BETWEEN -10 AND 10),
    needs_recipient BOOLEAN NOT NULL,
    description VARCHAR NOT NULL,
    PRIMARY KEY (event_type)
);
COMMENT ON TABLE dim_event_type IS 'The event types: the 16 roots of PLOVER 2.0. From the ontology file of the coder.';
COMMENT ON COLUMN dim_event_type.event_type IS 'PLOVER root.';
COMMENT ON COLUMN dim_event_type.quad_class IS 'verbal_cooperation, material_cooperation, verbal_conflict or material_conflict.';
COMMENT ON COLUMN dim_event_type.intensity IS 'PLOVER conflict-cooperation score of the root, -10 to +10.';
COMMENT ON COLUMN dim_event_type.needs_recipient IS 'Whether the type makes no sense without a recipient.';
COMMENT ON COLUMN dim_event_type.description IS 'What it covers.';

CREATE TABLE dim_mode (
    event_type VARCHAR NOT NULL,
    mode VARCHAR NOT NULL,
    intensity DOUBLE NOT NULL CHECK (intensity BETWEEN -10 AND 10),
    PRIMARY KEY (event_type, mode)
);
COMMENT ON TABLE dim_mode IS 'The modes of the event types. From the ontology file of the coder.';
COMMENT ON COLUMN dim_mode.event_type IS 'PLOVER root; see dim_event_type.event_type.';
COMMENT ON COLUMN dim_mode.mode IS 'Mode within the root.';
COMMENT ON COLUMN dim_mode.intensity IS 'PLOVER score of the mode, -10 to +10; that of the root where the mode has none.';

CREATE TABLE dim_context (
    context VARCHAR NOT NULL,
    PRIMARY KEY (context)
);
COMMENT ON TABLE dim_context IS 'The contexts: what an event is about. From the ontology file of the coder.';
COMMENT ON COLUMN dim_context.context IS 'PLOVER context.';

CREATE TABLE dim_sector (
    sector VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    PRIMARY KEY (sector)
);
COMMENT ON TABLE dim_sector IS 'The sectors of parties. From the ontology file of the coder.';
COMMENT ON COLUMN dim_sector.sector IS 'PLOVER sector code.';
COMMENT ON COLUMN dim_sector.name IS 'Name for people.';

CREATE TABLE dim_cameo (
    cameo_root VARCHAR NOT NULL CHECK (length(cameo_root) = 2),
    name VARCHAR NOT NULL,
    goldstein DOUBLE NOT NULL CHECK (goldstein BETWEEN -10 AND 10),
    PRIMARY KEY (cameo_root)
);
COMMENT ON TABLE dim_cameo IS 'The roots of CAMEO, the older ontology that mentions are crossed to. From the ontology file of the coder.';
COMMENT ON COLUMN dim_cameo.cameo_root IS 'The first two digits of a CAMEO code.';
COMMENT ON COLUMN dim_cameo.name IS 'Name for people.';
COMMENT ON COLUMN dim_cameo.goldstein IS 'Goldstein value of the root, -10 (conflict) to +10 (cooperation).';

CREATE TABLE dim_country (
    country VARCHAR NOT NULL CHECK (length(country) = 3),
    name VARCHAR NOT NULL,
    country_code_2 VARCHAR CHECK (length(country_code_2) = 2),
    is_state BOOLEAN NOT NULL,
    PRIMARY KEY (country)
);
COMMENT ON TABLE dim_country IS 'Countries, and the non-state codes that stand in their place.';
COMMENT ON COLUMN dim_country.country IS 'ISO 3166 alpha-3, or a PLOVER non-state code such as IGO.';
COMMENT ON COLUMN dim_country.name IS 'Name for people.';
COMMENT ON COLUMN dim_country.country_code_2 IS 'ISO 3166 alpha-2; NULL for non-state codes.';
COMMENT ON COLUMN dim_country.is_state IS 'Whether it is an ISO 3166 code; false for PLOVER non-state codes.';

CREATE TABLE dim_place (
    place_id VARCHAR NOT NULL,
    geonames_id BIGINT,
    name VARCHAR NOT NULL,
    country VARCHAR,
    latitude DOUBLE CHECK (latitude BETWEEN -90 AND 90),
    longitude DOUBLE CHECK (longitude BETWEEN -180 AND 180),
    PRIMARY KEY (place_id)
);
COMMENT ON TABLE dim_place IS 'The places seen in mentions. Filled by sql/resolve.';
COMMENT ON COLUMN dim_place.place_id IS 'gn_ and the GeoNames identifier, or pl_ and a digest of name and country.';
COMMENT ON COLUMN dim_place.geonames_id IS 'GeoNames identifier; NULL when none.';
COMMENT ON COLUMN dim_place.name IS 'Name of the place.';
COMMENT ON COLUMN dim_place.country IS 'ISO 3166 alpha-3; NULL when unknown.';
COMMENT ON COLUMN dim_place.latitude IS 'Degrees, WGS 84; NULL when unknown.';
COMMENT ON COLUMN dim_place.longitude IS 'Degrees, WGS 84; NULL when unknown.';

CREATE TABLE dim_date (
    date_on DATE NOT NULL,
    year BIGINT NOT NULL,
    quarter BIGINT NOT NULL,
    month BIGINT NOT NULL,
    month_name VARCHAR NOT NULL,
    day BIGINT NOT NULL,
    iso_year BIGINT NOT NULL,
    iso_week BIGINT NOT NULL,
    weekday BIGINT NOT NULL,
    weekday_name VARCHAR NOT NULL,
    is_weekend BOOLEAN NOT NULL,
    month_start_on DATE NOT NULL,
    PRIMARY KEY (date_on)
);
COMMENT ON TABLE dim_date IS 'The days from 1900 to 2099, for calendars in BI tools.';
COMMENT ON COLUMN dim_date.date_on IS 'The day.';
COMMENT ON COLUMN dim_date.year IS 'Year.';
COMMENT ON COLUMN dim_date.quarter IS 'Quarter of the year, 1 to 4.';
COMMENT ON COLUMN dim_date.month IS 'Month, 1 to 12.';
COMMENT ON COLUMN dim_date.month_name IS 'English name of the month.';
COMMENT ON COLUMN dim_date.day IS 'Day of the month, 1 to 31.';
COMMENT ON COLUMN dim_date.iso_year IS 'Year of the ISO 8601 week.';
COMMENT ON COLUMN dim_date.iso_week IS 'ISO 8601 week, 1 to 53.';
COMMENT ON COLUMN dim_date.weekday IS 'ISO 8601 day of the week, 1 (Monday) to 7 (Sunday).';
COMMENT ON COLUMN dim_date.weekday_name IS 'English name of the day.';
COMMENT ON COLUMN dim_date.is_weekend IS 'Whether it is a Saturday or Sunday.';
COMMENT ON COLUMN dim_date.month_start_on IS 'First day of its month.';

INSERT INTO dim_date
SELECT
    d::DATE, year(d), quarter(d), month(d), monthname(d), day(d), isoyear(d), week(d), isodow(d), dayname(d),
    isodow(d) >= 6, date_trunc('month', d)::DATE
FROM generate_series(DATE '1900-01-01', DATE '2099-12-31', INTERVAL 1 DAY) AS days (d)
ORDER BY d;
