-- severity: error
-- A code is not in its list, or does not fit its event type.
SELECT 'event type' AS what, mention_id, event_type AS code
FROM checked_mention ANTI JOIN dim_event_type USING (event_type, quad_class)
UNION ALL
SELECT 'mode', mention_id, mode FROM checked_mention ANTI JOIN dim_mode USING (event_type, mode) WHERE mode IS NOT NULL
UNION ALL
SELECT 'context', mention_id, context
FROM (SELECT mention_id, unnest(contexts) AS context FROM checked_mention) ANTI JOIN dim_context USING (context)
UNION ALL
SELECT 'CAMEO code', mention_id, cameo_code
FROM checked_mention ANTI JOIN dim_cameo ON cameo_root = substr(cameo_code, 1, 2)
UNION ALL
SELECT 'country of the place', mention_id, where_country
FROM checked_mention ANTI JOIN dim_country ON country = where_country AND is_state
WHERE where_country IS NOT NULL
UNION ALL
SELECT 'country of a party', mention_id, country
FROM checked_mention_party ANTI JOIN dim_country USING (country)
WHERE country IS NOT NULL
UNION ALL
SELECT 'sector of a party', mention_id, sector
FROM checked_mention_party ANTI JOIN dim_sector USING (sector)
WHERE sector IS NOT NULL
UNION ALL
SELECT 'country of a speaker', quote_id, speaker_country
FROM checked_quote ANTI JOIN dim_country ON country = speaker_country
WHERE speaker_country IS NOT NULL
UNION ALL
SELECT 'sector of a speaker', quote_id, speaker_sector
FROM checked_quote ANTI JOIN dim_sector ON sector = speaker_sector
WHERE speaker_sector IS NOT NULL
ORDER BY ALL;
