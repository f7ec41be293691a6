-- What exports need to say countries in the codes of other datasets.

ALTER TABLE dim_country ADD COLUMN fips_code VARCHAR;
COMMENT ON COLUMN dim_country.country IS 'ISO 3166 alpha-3 (XKX, which ISO leaves to its users, is Kosovo), or a PLOVER non-state code such as IGO.';
COMMENT ON COLUMN dim_country.is_state IS 'Whether it is a country or territory of ISO 3166, or Kosovo; false for PLOVER non-state codes.';
COMMENT ON COLUMN dim_country.fips_code IS 'FIPS 10-4 code, two letters, as GDELT uses it for places; from GeoNames. NULL where FIPS has none.';
