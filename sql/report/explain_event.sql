-- The event $event_id and its mentions, those first that say most closely when it was.
SELECT
    e.event_type,
    e.start_on,
    e.end_on,
    e.n_mentions,
    m.mention_id
FROM event AS e
JOIN mention AS m USING (event_id)
WHERE e.event_id = coalesce((SELECT event_id FROM event_alias WHERE alias_id = $event_id), $event_id)
ORDER BY m.when_start IS NULL, m.when_end - m.when_start, m.confidence DESC, m.mention_id;
