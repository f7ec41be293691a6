-- What the marts of speakers, changes and casualties need stands ready, so that they answer at once however much there
-- is. The next run fills the speakers.

DROP VIEW IF EXISTS mart_speaker;

CREATE TABLE mart_speaker (
    speaker VARCHAR NOT NULL,
    speaker_country VARCHAR,
    n_quotes BIGINT NOT NULL,
    n_articles BIGINT NOT NULL,
    n_sources BIGINT NOT NULL,
    first_quoted_on DATE,
    last_quoted_on DATE,
    last_quote VARCHAR NOT NULL
);
COMMENT ON TABLE mart_speaker IS 'One row a speaker and country: how often, and in how many sources, his or her words are given. The quotes themselves are in mart_quote.';
COMMENT ON COLUMN mart_speaker.speaker IS 'Canonical name, else whom a pronoun stands for, else the words.';
COMMENT ON COLUMN mart_speaker.speaker_country IS 'ISO 3166 alpha-3 or a PLOVER non-state code; NULL when unknown.';
COMMENT ON COLUMN mart_speaker.n_quotes IS 'Quotes.';
COMMENT ON COLUMN mart_speaker.n_articles IS 'Articles with such a quote, copies not counted.';
COMMENT ON COLUMN mart_speaker.n_sources IS 'Sources of these articles.';
COMMENT ON COLUMN mart_speaker.first_quoted_on IS 'Publication of the first of them, UTC; NULL when none is dated.';
COMMENT ON COLUMN mart_speaker.last_quoted_on IS 'Publication of the last of them, UTC; NULL when none is dated.';
COMMENT ON COLUMN mart_speaker.last_quote IS 'The words that were published last.';

ALTER TABLE event_change ADD COLUMN subject VARCHAR;
COMMENT ON COLUMN event_change.subject IS 'What the event was when it changed: its type, actors and recipients.';

UPDATE event_change
SET subject = concat_ws(' ', event.event_type, event.actors, event.recipients)
FROM event
WHERE event.event_id = coalesce(event_change.merged_into, event_change.event_id);

ALTER TABLE mart_event_summary ADD COLUMN n_killed_latest BIGINT;
ALTER TABLE mart_event_summary ADD COLUMN n_injured_latest BIGINT;
COMMENT ON COLUMN mart_event_summary.n_killed_latest IS 'People killed, the number in the last report that gives one; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_injured_latest IS 'People injured, the number in the last report that gives one; NULL when none is told.';

UPDATE mart_event_summary
SET
    n_killed_latest = told.n_killed,
    n_injured_latest = told.n_injured
FROM (
    SELECT
        event_id,
        max(latest) FILTER (role = 'killed') AS n_killed,
        max(latest) FILTER (role = 'injured') AS n_injured
    FROM event_count
    WHERE role IN ('killed', 'injured')
    GROUP BY event_id
) AS told
WHERE told.event_id = mart_event_summary.event_id;
