-- The article that the mention $mention_id was read in, and the event that it tells of.
SELECT
    coalesce(s.title, a.source_id) AS source,
    a.title,
    a.address,
    a.text,
    a.published_at,
    a.published_precision,
    a.published_ground,
    a.capture_id,
    m.event_id,
    e.n_articles,
    e.n_independent_sources,
    m.coder_version
FROM mention AS m
JOIN article AS a USING (article_id)
LEFT JOIN source AS s USING (source_id)
LEFT JOIN event AS e USING (event_id)
WHERE m.mention_id = $mention_id;
