-- Mentions for people: who did what to whom, where and when, with the sentence it was read from.
CREATE OR REPLACE VIEW mart_event AS
SELECT
    m.mention_id,
    m.event_id,
    m.event_type,
    m.mode,
    nullif(array_to_string(m.contexts, '; '), '') AS contexts,
    m.quad_class,
    m.intensity,
    m.cameo_code,
    m.goldstein,
    m.actors,
    m.actor_countries,
    m.actor_sectors,
    m.recipients,
    m.recipient_countries,
    m.recipient_sectors,
    m.when_start AS start_on,
    m.when_end AS end_on,
    m.when_precision,
    m.when_text,
    coalesce(m.where_name, m.where_text) AS place,
    m.where_country AS country,
    m.where_latitude AS latitude,
    m.where_longitude AS longitude,
    m.realis,
    m.attributed_to,
    m.n_killed,
    m.n_injured,
    m.n_arrested,
    m.n_displaced,
    m.n_abducted,
    m.n_crowd,
    m.confidence,
    m.trigger_text AS trigger_words,
    substr(a.text, m.sentence_start + 1, m.sentence_end - m.sentence_start) AS sentence,
    a.source_id,
    a.title,
    a.address,
    a.published_on,
    a.article_id,
    a.story_id,
    m.coder_version
FROM mention AS m
JOIN article AS a USING (article_id);

COMMENT ON VIEW mart_event IS 'One row a mention, flat: who did what to whom, where and when, how it is told, and the sentence it was read from.';
COMMENT ON COLUMN mart_event.mention_id IS 'The mention; see mention.mention_id.';
COMMENT ON COLUMN mart_event.event_id IS 'The event it tells of; see event.event_id.';
COMMENT ON COLUMN mart_event.event_type IS 'PLOVER root, such as ASSAULT.';
COMMENT ON COLUMN mart_event.mode IS 'PLOVER mode within the root; NULL when none applies.';
COMMENT ON COLUMN mart_event.contexts IS 'PLOVER contexts, joined with "; "; NULL when none.';
COMMENT ON COLUMN mart_event.quad_class IS 'verbal_cooperation, material_cooperation, verbal_conflict or material_conflict.';
COMMENT ON COLUMN mart_event.intensity IS 'PLOVER conflict-cooperation score, -10 to +10.';
COMMENT ON COLUMN mart_event.cameo_code IS 'Closest CAMEO code.';
COMMENT ON COLUMN mart_event.goldstein IS 'Goldstein value of the CAMEO root, -10 to +10.';
COMMENT ON COLUMN mart_event.actors IS 'Who does it: canonical names, else whom a pronoun stands for, else the words, joined with "; "; NULL when nobody is named.';
COMMENT ON COLUMN mart_event.actor_countries IS 'Countries of the actors where known, ISO 3166 alpha-3 or PLOVER non-state codes, joined with "; ".';
COMMENT ON COLUMN mart_event.actor_sectors IS 'PLOVER sector codes of the actors where known, joined with "; ".';
COMMENT ON COLUMN mart_event.recipients IS 'To whom: canonical names, else whom a pronoun stands for, else the words, joined with "; "; NULL when nobody is named.';
COMMENT ON COLUMN mart_event.recipient_countries IS 'Countries of the recipients where known, ISO 3166 alpha-3 or PLOVER non-state codes, joined with "; ".';
COMMENT ON COLUMN mart_event.recipient_sectors IS 'PLOVER sector codes of the recipients where known, joined with "; ".';
COMMENT ON COLUMN mart_event.start_on IS 'First day of the event; NULL when unknown.';
COMMENT ON COLUMN mart_event.end_on IS 'Last day of the event, inclusive; NULL when unknown.';
COMMENT ON COLUMN mart_event.when_precision IS 'day, week, month, quarter, season, year or decade; NULL when unknown.';
COMMENT ON COLUMN mart_event.when_text IS 'The words of the article that date it, in its own sentence or near it; NULL when there are none.';
COMMENT ON COLUMN mart_event.place IS 'Name of the place, or the words where not resolved; NULL when none is told.';
COMMENT ON COLUMN mart_event.country IS 'Country of the place, ISO 3166 alpha-3; NULL when unknown.';
COMMENT ON COLUMN mart_event.latitude IS 'Of the place, degrees, WGS 84; NULL when unknown.';
COMMENT ON COLUMN mart_event.longitude IS 'Of the place, degrees, WGS 84; NULL when unknown.';
COMMENT ON COLUMN mart_event.realis IS 'How it is told: asserted, negated, future, hypothetical or habitual.';
COMMENT ON COLUMN mart_event.attributed_to IS 'Who says so, where the report attributes it; NULL otherwise.';
COMMENT ON COLUMN mart_event.n_killed IS 'People killed, the largest number told with it; NULL when none is told.';
COMMENT ON COLUMN mart_event.n_injured IS 'People injured, the largest number told with it; NULL when none is told.';
COMMENT ON COLUMN mart_event.n_arrested IS 'People arrested, the largest number told with it; NULL when none is told.';
COMMENT ON COLUMN mart_event.n_displaced IS 'People displaced, the largest number told with it; NULL when none is told.';
COMMENT ON COLUMN mart_event.n_abducted IS 'People abducted, the largest number told with it; NULL when none is told.';
COMMENT ON COLUMN mart_event.n_crowd IS 'People in the crowd, the largest number told with it; NULL when none is told.';
COMMENT ON COLUMN mart_event.confidence IS 'How sure the coder is of the mention, 0 to 1.';
COMMENT ON COLUMN mart_event.trigger_words IS 'The words that tell the event.';
COMMENT ON COLUMN mart_event.sentence IS 'The sentence, cut out of the article by its span: the evidence.';
COMMENT ON COLUMN mart_event.source_id IS 'The source; see source.source_id.';
COMMENT ON COLUMN mart_event.title IS 'Title of the article; NULL when none.';
COMMENT ON COLUMN mart_event.address IS 'Link to the article; NULL when none is known.';
COMMENT ON COLUMN mart_event.published_on IS 'Day the article was published, UTC; NULL when unknown.';
COMMENT ON COLUMN mart_event.article_id IS 'The article; see article.article_id.';
COMMENT ON COLUMN mart_event.story_id IS 'The story; see story.story_id.';
COMMENT ON COLUMN mart_event.coder_version IS 'Version of the coder that read it.';
