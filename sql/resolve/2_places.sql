-- The places seen in the mentions of the run. Where mentions disagree on a place's name or point, the smallest wins.

CREATE OR REPLACE TEMP TABLE new_place AS
SELECT
    place_id,
    any_value(where_geonames_id) AS geonames_id,
    coalesce(min(where_name), min(where_text)) AS name,
    min(where_country) AS country,
    min(where_latitude) AS latitude,
    min(where_longitude) AS longitude
FROM mention
WHERE place_id IN (SELECT place_id FROM mention WHERE event_id IS NULL)  -- those of this run
GROUP BY place_id;

DELETE FROM dim_place
WHERE place_id IN (SELECT place_id FROM (FROM new_place EXCEPT FROM dim_place));

INSERT INTO dim_place BY NAME
SELECT * FROM new_place ANTI JOIN dim_place USING (place_id) ORDER BY place_id;

DROP TABLE new_place;
