-- The large tables give up their primary keys: an index of millions of ids that look like chance is written anew each
-- night nearly as a whole, whatever the night brings, and must lie in memory. sql/checks/ids_twice.sql keeps what they kept.

ALTER TABLE mention RENAME TO mention_before;
CREATE TABLE mention (
    mention_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    revision_id VARCHAR NOT NULL,
    sentence_start BIGINT NOT NULL CHECK (sentence_start >= 0),
    sentence_end BIGINT NOT NULL,
    event_type VARCHAR NOT NULL,
    mode VARCHAR,
    contexts VARCHAR[] NOT NULL,
    quad_class VARCHAR NOT NULL CHECK (quad_class IN ('verbal_cooperation', 'material_cooperation', 'verbal_conflict', 'material_conflict')),
    intensity DOUBLE NOT NULL CHECK (intensity BETWEEN -10 AND 10),
    cameo_code VARCHAR NOT NULL,
    goldstein DOUBLE NOT NULL CHECK (goldstein BETWEEN -10 AND 10),
    trigger_text VARCHAR NOT NULL,
    trigger_text_start BIGINT NOT NULL CHECK (trigger_text_start >= 0),
    trigger_text_end BIGINT NOT NULL,
    realis VARCHAR NOT NULL CHECK (realis IN ('asserted', 'negated', 'future', 'hypothetical', 'habitual')),
    when_text VARCHAR,
    when_text_start BIGINT,
    when_text_end BIGINT,
    when_start DATE,
    when_end DATE,
    when_precision VARCHAR CHECK (when_precision IN ('day', 'week', 'month', 'quarter', 'season', 'year', 'decade')),
    when_confidence DOUBLE CHECK (when_confidence BETWEEN 0 AND 1),
    where_text VARCHAR,
    where_text_start BIGINT,
    where_text_end BIGINT,
    where_name VARCHAR,
    where_country VARCHAR,
    where_latitude DOUBLE CHECK (where_latitude BETWEEN -90 AND 90),
    where_longitude DOUBLE CHECK (where_longitude BETWEEN -180 AND 180),
    where_geonames_id BIGINT,
    where_confidence DOUBLE CHECK (where_confidence BETWEEN 0 AND 1),
    confidence DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    type_confidence DOUBLE NOT NULL CHECK (type_confidence BETWEEN 0 AND 1),
    coder_version VARCHAR NOT NULL,
    event_id VARCHAR,
    place_id VARCHAR,
    actors VARCHAR,
    actor_countries VARCHAR,
    actor_sectors VARCHAR,
    recipients VARCHAR,
    recipient_countries VARCHAR,
    recipient_sectors VARCHAR,
    attributed_to VARCHAR,
    n_killed BIGINT,
    n_injured BIGINT,
    n_arrested BIGINT,
    n_displaced BIGINT,
    n_abducted BIGINT,
    n_crowd BIGINT,
    CHECK (sentence_end > sentence_start),
    CHECK (trigger_text_end > trigger_text_start),
    CHECK (when_end >= when_start),
    CHECK ((when_start IS NULL) = (when_end IS NULL))
);
INSERT INTO mention BY NAME FROM mention_before;
DROP TABLE mention_before;
COMMENT ON TABLE mention IS 'One event as one sentence reports it; one row a mention. Spans count code points in article.text of the same revision.';
COMMENT ON COLUMN mention.mention_id IS 'Identifier made of the content.';
COMMENT ON COLUMN mention.article_id IS 'The article; see article.article_id.';
COMMENT ON COLUMN mention.revision_id IS 'The reading that the spans count in.';
COMMENT ON COLUMN mention.sentence_start IS 'Where the sentence starts in article.text, code points, 0-based.';
COMMENT ON COLUMN mention.sentence_end IS 'Where the sentence ends in article.text, code points, exclusive.';
COMMENT ON COLUMN mention.event_type IS 'PLOVER root; see dim_event_type.event_type.';
COMMENT ON COLUMN mention.mode IS 'PLOVER mode within the root; see dim_mode; NULL when none applies.';
COMMENT ON COLUMN mention.contexts IS 'PLOVER contexts; see dim_context.context; may be empty.';
COMMENT ON COLUMN mention.quad_class IS 'verbal_cooperation, material_cooperation, verbal_conflict or material_conflict.';
COMMENT ON COLUMN mention.intensity IS 'PLOVER conflict-cooperation score, -10 (conflict) to +10 (cooperation).';
COMMENT ON COLUMN mention.cameo_code IS 'Closest CAMEO code, 3 or 4 digits; the first two are dim_cameo.cameo_root.';
COMMENT ON COLUMN mention.goldstein IS 'Goldstein value of the CAMEO root, -10 to +10.';
COMMENT ON COLUMN mention.trigger_text IS 'The words that tell the event.';
COMMENT ON COLUMN mention.trigger_text_start IS 'Where these words start in article.text, code points, 0-based.';
COMMENT ON COLUMN mention.trigger_text_end IS 'Where these words end in article.text, code points, exclusive.';
COMMENT ON COLUMN mention.realis IS 'How it is told: asserted, negated, future, hypothetical or habitual.';
COMMENT ON COLUMN mention.when_text IS 'The words that date the event; NULL when there are none.';
COMMENT ON COLUMN mention.when_text_start IS 'Where these words start in article.text, code points, 0-based.';
COMMENT ON COLUMN mention.when_text_end IS 'Where these words end in article.text, code points, exclusive.';
COMMENT ON COLUMN mention.when_start IS 'First day of the event; NULL when there is no date, or the words are relative and nothing says to what.';
COMMENT ON COLUMN mention.when_end IS 'Last day of the event, inclusive; NULL when unresolved.';
COMMENT ON COLUMN mention.when_precision IS 'day, week, month, quarter, season, year or decade; NULL when unresolved.';
COMMENT ON COLUMN mention.when_confidence IS 'How sure the coder is of the date, 0 to 1; NULL without date words.';
COMMENT ON COLUMN mention.where_text IS 'The words that name the place; NULL when there are none.';
COMMENT ON COLUMN mention.where_text_start IS 'Where these words start in article.text, code points, 0-based.';
COMMENT ON COLUMN mention.where_text_end IS 'Where these words end in article.text, code points, exclusive.';
COMMENT ON COLUMN mention.where_name IS 'Name of the place; NULL when not resolved.';
COMMENT ON COLUMN mention.where_country IS 'Country of the place, ISO 3166 alpha-3; NULL when unknown.';
COMMENT ON COLUMN mention.where_latitude IS 'Latitude, degrees, WGS 84; NULL when unknown.';
COMMENT ON COLUMN mention.where_longitude IS 'Longitude, degrees, WGS 84; NULL when unknown.';
COMMENT ON COLUMN mention.where_geonames_id IS 'GeoNames identifier; NULL when not resolved.';
COMMENT ON COLUMN mention.where_confidence IS 'How sure the coder is of the place, 0 to 1; NULL without place words.';
COMMENT ON COLUMN mention.confidence IS 'How sure the coder is of the mention as a whole, 0 to 1.';
COMMENT ON COLUMN mention.type_confidence IS 'How sure the coder is of the event type, 0 to 1.';
COMMENT ON COLUMN mention.coder_version IS 'Version of the coder that read it.';
COMMENT ON COLUMN mention.event_id IS 'The event it tells of; see event.event_id. NULL only within a load.';
COMMENT ON COLUMN mention.place_id IS 'The place; see dim_place.place_id. NULL when not resolved.';
COMMENT ON COLUMN mention.actors IS 'Who does it: canonical names, else whom a pronoun stands for, else the words, joined with "; "; NULL when nobody is named. From mention_party.';
COMMENT ON COLUMN mention.actor_countries IS 'Countries of the actors where known, ISO 3166 alpha-3 or PLOVER non-state codes, joined with "; ". From mention_party.';
COMMENT ON COLUMN mention.actor_sectors IS 'PLOVER sector codes of the actors where known, joined with "; ". From mention_party.';
COMMENT ON COLUMN mention.recipients IS 'To whom: canonical names, else whom a pronoun stands for, else the words, joined with "; "; NULL when nobody is named. From mention_party.';
COMMENT ON COLUMN mention.recipient_countries IS 'Countries of the recipients where known, ISO 3166 alpha-3 or PLOVER non-state codes, joined with "; ". From mention_party.';
COMMENT ON COLUMN mention.recipient_sectors IS 'PLOVER sector codes of the recipients where known, joined with "; ". From mention_party.';
COMMENT ON COLUMN mention.attributed_to IS 'Who says so, where the report attributes it; NULL otherwise. From mention_party.';
COMMENT ON COLUMN mention.n_killed IS 'People killed, the largest number told with it; NULL when none is told. From mention_count.';
COMMENT ON COLUMN mention.n_injured IS 'People injured, the largest number told with it; NULL when none is told. From mention_count.';
COMMENT ON COLUMN mention.n_arrested IS 'People arrested, the largest number told with it; NULL when none is told. From mention_count.';
COMMENT ON COLUMN mention.n_displaced IS 'People displaced, the largest number told with it; NULL when none is told. From mention_count.';
COMMENT ON COLUMN mention.n_abducted IS 'People abducted, the largest number told with it; NULL when none is told. From mention_count.';
COMMENT ON COLUMN mention.n_crowd IS 'People in the crowd, the largest number told with it; NULL when none is told. From mention_count.';

ALTER TABLE mention_party RENAME TO mention_party_before;
CREATE TABLE mention_party (
    mention_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('actor', 'recipient', 'attributed_to')),
    position BIGINT NOT NULL CHECK (position >= 0),
    text VARCHAR NOT NULL,
    text_start BIGINT NOT NULL CHECK (text_start >= 0),
    text_end BIGINT NOT NULL,
    name VARCHAR,
    country VARCHAR,
    sector VARCHAR,
    antecedent VARCHAR,
    confidence DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    actor_id VARCHAR,
    CHECK (text_end > text_start)
);
INSERT INTO mention_party BY NAME FROM mention_party_before;
DROP TABLE mention_party_before;
COMMENT ON TABLE mention_party IS 'The parties of mentions; one row a party. Lists of actors and recipients are not exploded into pairs.';
COMMENT ON COLUMN mention_party.mention_id IS 'The mention; see mention.mention_id.';
COMMENT ON COLUMN mention_party.role IS 'actor (who does it), recipient (to whom) or attributed_to (who says so).';
COMMENT ON COLUMN mention_party.position IS 'Place in the list of its role, 0-based.';
COMMENT ON COLUMN mention_party.text IS 'The words that name the party.';
COMMENT ON COLUMN mention_party.text_start IS 'Where these words start in article.text, code points, 0-based.';
COMMENT ON COLUMN mention_party.text_end IS 'Where these words end in article.text, code points, exclusive.';
COMMENT ON COLUMN mention_party.name IS 'Canonical name; NULL when not resolved.';
COMMENT ON COLUMN mention_party.country IS 'ISO 3166 alpha-3, or a PLOVER non-state code such as IGO; NULL when unknown.';
COMMENT ON COLUMN mention_party.sector IS 'PLOVER sector code; see dim_sector.sector; NULL when unknown.';
COMMENT ON COLUMN mention_party.antecedent IS 'For pronouns and nominals: the words they stand for; NULL otherwise.';
COMMENT ON COLUMN mention_party.confidence IS 'How sure the coder is of who this is, 0 to 1.';
COMMENT ON COLUMN mention_party.actor_id IS 'The actor; see dim_actor.actor_id. NULL when not resolved to a name.';

ALTER TABLE mention_count RENAME TO mention_count_before;
CREATE TABLE mention_count (
    mention_id VARCHAR NOT NULL,
    position BIGINT NOT NULL CHECK (position >= 0),
    role VARCHAR NOT NULL CHECK (role IN ('killed', 'injured', 'arrested', 'displaced', 'abducted', 'crowd')),
    n BIGINT NOT NULL CHECK (n >= 0),
    text VARCHAR NOT NULL,
    text_start BIGINT NOT NULL CHECK (text_start >= 0),
    text_end BIGINT NOT NULL,
    lower BIGINT CHECK (lower >= 0),
    upper BIGINT CHECK (upper >= 0),
    CHECK (text_end > text_start)
);
INSERT INTO mention_count BY NAME FROM mention_count_before;
DROP TABLE mention_count_before;
COMMENT ON TABLE mention_count IS 'Numbers of people bound to mentions; one row a number.';
COMMENT ON COLUMN mention_count.mention_id IS 'The mention; see mention.mention_id.';
COMMENT ON COLUMN mention_count.position IS 'Place in the list, 0-based.';
COMMENT ON COLUMN mention_count.role IS 'killed, injured, arrested, displaced, abducted or crowd.';
COMMENT ON COLUMN mention_count.n IS 'Number of people as told; the lower bound where only bounds are told.';
COMMENT ON COLUMN mention_count.text IS 'The words that tell the number.';
COMMENT ON COLUMN mention_count.text_start IS 'Where these words start in article.text, code points, 0-based.';
COMMENT ON COLUMN mention_count.text_end IS 'Where these words end in article.text, code points, exclusive.';
COMMENT ON COLUMN mention_count.lower IS 'Lower bound, people; NULL when none is told.';
COMMENT ON COLUMN mention_count.upper IS 'Upper bound, people; NULL when none is told.';

ALTER TABLE quote RENAME TO quote_before;
CREATE TABLE quote (
    quote_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    revision_id VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    text_start BIGINT NOT NULL CHECK (text_start >= 0),
    text_end BIGINT NOT NULL,
    speaker_text VARCHAR,
    speaker_text_start BIGINT,
    speaker_text_end BIGINT,
    speaker_name VARCHAR,
    speaker_country VARCHAR,
    speaker_sector VARCHAR,
    speaker_antecedent VARCHAR,
    speaker_confidence DOUBLE CHECK (speaker_confidence BETWEEN 0 AND 1),
    verb_text VARCHAR,
    verb_text_start BIGINT,
    verb_text_end BIGINT,
    CHECK (text_end > text_start)
);
INSERT INTO quote BY NAME FROM quote_before;
DROP TABLE quote_before;
COMMENT ON TABLE quote IS 'Words given as somebody''s own; one row a quote.';
COMMENT ON COLUMN quote.quote_id IS 'Identifier made of the content.';
COMMENT ON COLUMN quote.article_id IS 'The article; see article.article_id.';
COMMENT ON COLUMN quote.revision_id IS 'The reading that the spans count in.';
COMMENT ON COLUMN quote.text IS 'The words, without quotation marks.';
COMMENT ON COLUMN quote.text_start IS 'Where they start in article.text, code points, 0-based.';
COMMENT ON COLUMN quote.text_end IS 'Where they end in article.text, code points, exclusive.';
COMMENT ON COLUMN quote.speaker_text IS 'Words that name the speaker; NULL when nobody is named.';
COMMENT ON COLUMN quote.speaker_text_start IS 'Where these words start in article.text, code points, 0-based.';
COMMENT ON COLUMN quote.speaker_text_end IS 'Where these words end in article.text, code points, exclusive.';
COMMENT ON COLUMN quote.speaker_name IS 'Canonical name of the speaker; NULL when not resolved.';
COMMENT ON COLUMN quote.speaker_country IS 'Country of the speaker, ISO 3166 alpha-3, or a PLOVER non-state code; NULL when unknown.';
COMMENT ON COLUMN quote.speaker_sector IS 'PLOVER sector code of the speaker; NULL when unknown.';
COMMENT ON COLUMN quote.speaker_antecedent IS 'For pronouns and nominals: the words they stand for; NULL otherwise.';
COMMENT ON COLUMN quote.speaker_confidence IS 'How sure the coder is of the speaker, 0 to 1; NULL without speaker.';
COMMENT ON COLUMN quote.verb_text IS 'The verb that gives the words; NULL when there is none.';
COMMENT ON COLUMN quote.verb_text_start IS 'Where the verb starts in article.text, code points, 0-based.';
COMMENT ON COLUMN quote.verb_text_end IS 'Where the verb ends in article.text, code points, exclusive.';

ALTER TABLE event RENAME TO event_before;
CREATE TABLE event (
    event_id VARCHAR NOT NULL,
    number BIGINT NOT NULL CHECK (number >= 1),
    event_type VARCHAR NOT NULL,
    mode VARCHAR,
    quad_class VARCHAR NOT NULL CHECK (quad_class IN ('verbal_cooperation', 'material_cooperation', 'verbal_conflict', 'material_conflict')),
    intensity DOUBLE NOT NULL CHECK (intensity BETWEEN -10 AND 10),
    cameo_code VARCHAR NOT NULL,
    actors VARCHAR,
    recipients VARCHAR,
    start_on DATE,
    end_on DATE,
    place_id VARCHAR,
    realis VARCHAR NOT NULL CHECK (realis IN ('asserted', 'negated', 'future', 'hypothetical', 'habitual')),
    confidence DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    first_reported_at TIMESTAMP,
    last_reported_at TIMESTAMP,
    n_mentions BIGINT NOT NULL CHECK (n_mentions >= 1),
    n_articles BIGINT NOT NULL CHECK (n_articles >= 1),
    n_sources BIGINT NOT NULL CHECK (n_sources >= 1),
    n_independent_sources BIGINT NOT NULL CHECK (n_independent_sources >= 1),
    best_mention_id VARCHAR NOT NULL,
    CHECK (end_on >= start_on),
    CHECK (n_sources >= n_independent_sources)
);
INSERT INTO event BY NAME FROM event_before;
DROP TABLE event_before;
COMMENT ON TABLE event IS 'One real-world event: the mentions of it across articles, clustered by type, parties, place, time and numbers. Filled by sql/resolve.';
COMMENT ON COLUMN event.event_id IS 'Identifier; stays the same when reports are added. When two events turn out to be one, the older id lives on; see event_alias.';
COMMENT ON COLUMN event.number IS 'Running number in this dataset, by which the older of two ids is told.';
COMMENT ON COLUMN event.event_type IS 'PLOVER root; see dim_event_type.event_type.';
COMMENT ON COLUMN event.mode IS 'PLOVER mode of the best mention that gives one; NULL when none does.';
COMMENT ON COLUMN event.quad_class IS 'Quad class of the event type.';
COMMENT ON COLUMN event.intensity IS 'PLOVER score of the best mention, -10 to +10.';
COMMENT ON COLUMN event.cameo_code IS 'CAMEO code of the best mention.';
COMMENT ON COLUMN event.actors IS 'Names (or words) of the actors in the best mention that tells them, joined with "; "; NULL when nobody is named.';
COMMENT ON COLUMN event.recipients IS 'Names (or words) of the recipients in the best mention that tells them, joined with "; "; NULL when nobody is named.';
COMMENT ON COLUMN event.start_on IS 'First day, from the mention that dates it most exactly; NULL when none gives a date. Never taken from the day of publication.';
COMMENT ON COLUMN event.end_on IS 'Last day, inclusive, from the same mention; NULL when none gives a date.';
COMMENT ON COLUMN event.place_id IS 'The narrowest place that is told; see dim_place.place_id. NULL when unknown.';
COMMENT ON COLUMN event.realis IS 'Strongest telling among the mentions: asserted, habitual, future, negated, hypothetical, in this order.';
COMMENT ON COLUMN event.confidence IS 'Confidence of the surest mention, 0 to 1.';
COMMENT ON COLUMN event.first_reported_at IS 'Publication of the first report, UTC; NULL when no report is dated.';
COMMENT ON COLUMN event.last_reported_at IS 'Publication of the last report, UTC; NULL when no report is dated.';
COMMENT ON COLUMN event.n_mentions IS 'Mentions of it.';
COMMENT ON COLUMN event.n_articles IS 'Articles that report it, copies counted.';
COMMENT ON COLUMN event.n_sources IS 'Sources that report it, copies counted.';
COMMENT ON COLUMN event.n_independent_sources IS 'Independent voices that report it: copies of one story count once, and so do stories that name the same news agency.';
COMMENT ON COLUMN event.best_mention_id IS 'The mention whose sentence tells it best: asserted, sure and complete, then early; see mention.mention_id.';

ALTER TABLE event_report RENAME TO event_report_before;
CREATE TABLE event_report (
    event_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    story_id VARCHAR NOT NULL,
    voice VARCHAR NOT NULL,
    published_at TIMESTAMP,
    is_copy BOOLEAN NOT NULL,
    n_mentions BIGINT NOT NULL CHECK (n_mentions >= 1)
);
INSERT INTO event_report BY NAME FROM event_report_before;
DROP TABLE event_report_before;
COMMENT ON TABLE event_report IS 'Which articles report which event: one row an event and article, copies of a coded article among them. Filled by sql/resolve.';
COMMENT ON COLUMN event_report.event_id IS 'The event; see event.event_id.';
COMMENT ON COLUMN event_report.article_id IS 'The article that reports it; see article.article_id.';
COMMENT ON COLUMN event_report.source_id IS 'Its source; see source.source_id.';
COMMENT ON COLUMN event_report.story_id IS 'Its story; see story.story_id. Reports of one story are copies of one another.';
COMMENT ON COLUMN event_report.voice IS 'Who speaks in the first report of this story: the news agency that the article names, in lower case, else its source.';
COMMENT ON COLUMN event_report.published_at IS 'When the article was published, UTC; NULL when unknown.';
COMMENT ON COLUMN event_report.is_copy IS 'Whether the article is a copy of a coded one, and holds its mentions only through it.';
COMMENT ON COLUMN event_report.n_mentions IS 'Mentions of the event in the article, or in its original.';

ALTER TABLE event_count RENAME TO event_count_before;
CREATE TABLE event_count (
    event_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('killed', 'injured', 'arrested', 'displaced', 'abducted', 'crowd')),
    lowest BIGINT NOT NULL CHECK (lowest >= 0),
    highest BIGINT NOT NULL,
    latest BIGINT NOT NULL,
    n_mentions BIGINT NOT NULL CHECK (n_mentions >= 1),
    CHECK (highest >= lowest)
);
INSERT INTO event_count BY NAME FROM event_count_before;
DROP TABLE event_count_before;
COMMENT ON TABLE event_count IS 'The range of numbers that reports give for an event: one row an event and role. Filled by sql/resolve.';
COMMENT ON COLUMN event_count.event_id IS 'The event; see event.event_id.';
COMMENT ON COLUMN event_count.role IS 'killed, injured, arrested, displaced, abducted or crowd.';
COMMENT ON COLUMN event_count.lowest IS 'Smallest number of people told, lower bounds included.';
COMMENT ON COLUMN event_count.highest IS 'Largest number of people told, upper bounds included.';
COMMENT ON COLUMN event_count.latest IS 'Number of people in the report published last.';
COMMENT ON COLUMN event_count.n_mentions IS 'Mentions that give such a number.';

ALTER TABLE event_change RENAME TO event_change_before;
CREATE TABLE event_change (
    run_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    change VARCHAR NOT NULL CHECK (change IN ('added', 'updated', 'merged', 'removed')),
    merged_into VARCHAR,
    n_mentions_before BIGINT NOT NULL CHECK (n_mentions_before >= 0),
    n_mentions_after BIGINT NOT NULL CHECK (n_mentions_after >= 0),
    CHECK ((change = 'merged') = (merged_into IS NOT NULL))
);
INSERT INTO event_change BY NAME FROM event_change_before;
DROP TABLE event_change_before;
COMMENT ON TABLE event_change IS 'What each run changed in events: one row a run and event. Part of the ledger.';
COMMENT ON COLUMN event_change.run_id IS 'The run; see run.run_id.';
COMMENT ON COLUMN event_change.event_id IS 'The event, also where it is no longer there.';
COMMENT ON COLUMN event_change.change IS 'added; updated (something that event says of it is different); merged (an older event took it up); removed (its last mention went).';
COMMENT ON COLUMN event_change.merged_into IS 'The older event that took it up; NULL when not merged.';
COMMENT ON COLUMN event_change.n_mentions_before IS 'Mentions before the run; 0 when it was not there.';
COMMENT ON COLUMN event_change.n_mentions_after IS 'Mentions after the run; 0 when it is no longer there.';
