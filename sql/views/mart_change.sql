-- What each run changed: articles that came, were revised or taken back, and events that came, changed, merged or went.
CREATE OR REPLACE VIEW mart_change AS
SELECT
    i.run_id,
    r.started_at AS changed_at,
    'article' AS what,
    i.article_id AS id,
    CASE WHEN i.state = 'loaded' THEN 'added' WHEN a.is_withdrawn AND a.revision_id = i.revision_id THEN 'withdrawn' ELSE 'revised' END
        AS change,
    a.title AS subject,
    NULL AS merged_into,
    i.source_id
FROM run_item AS i
JOIN run AS r USING (run_id)
LEFT JOIN article AS a USING (article_id)
WHERE i.state IN ('loaded', 'revised')
UNION ALL
SELECT
    c.run_id,
    r.started_at,
    'event',
    c.event_id,
    c.change,
    c.subject,
    c.merged_into,
    NULL
FROM event_change AS c
JOIN run AS r USING (run_id);

COMMENT ON VIEW mart_change IS 'One row a change: what a run did to an article or event. Everything since a given run has a changed_at after the start of that run.';
COMMENT ON COLUMN mart_change.run_id IS 'The run; see run.run_id.';
COMMENT ON COLUMN mart_change.changed_at IS 'When that run started, UTC.';
COMMENT ON COLUMN mart_change.what IS 'article or event.';
COMMENT ON COLUMN mart_change.id IS 'The article or event, also where it is no longer there.';
COMMENT ON COLUMN mart_change.change IS 'Of an article: added, revised (or coded anew) or withdrawn. Of an event: added, updated, merged or removed.';
COMMENT ON COLUMN mart_change.subject IS 'For people: the title of the article as it is now, or type and parties of the event as it was then; NULL when the article is no longer there or has no title.';
COMMENT ON COLUMN mart_change.merged_into IS 'The event that took it up; NULL when not merged.';
COMMENT ON COLUMN mart_change.source_id IS 'The source of the article; NULL for events.';
