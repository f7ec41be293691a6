-- Mentions with their parties and numbers, and the events they tell of.

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
    CHECK (sentence_end > sentence_start),
    CHECK (trigger_text_end > trigger_text_start),
    CHECK (when_end >= when_start),
    CHECK ((when_start IS NULL) = (when_end IS NULL)),
    PRIMARY KEY (mention_id)
);
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
    CHECK (text_end > text_start),
    PRIMARY KEY (mention_id, role, position)
);
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
    CHECK (text_end > text_start),
    PRIMARY KEY (mention_id, position)
);
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

CREATE TABLE event (
    event_id VARCHAR NOT NULL,
    event_type VARCHAR NOT NULL,
    mode VARCHAR,
    quad_class VARCHAR NOT NULL,
    intensity DOUBLE NOT NULL,
    cameo_code VARCHAR NOT NULL,
    actors VARCHAR,
    recipients VARCHAR,
    start_on DATE,
    end_on DATE,
    place_id VARCHAR,
    realis VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    n_mentions BIGINT NOT NULL CHECK (n_mentions >= 1),
    n_articles BIGINT NOT NULL CHECK (n_articles >= 1),
    n_sources BIGINT NOT NULL CHECK (n_sources >= 1),
    best_mention_id VARCHAR NOT NULL,
    PRIMARY KEY (event_id)
);
COMMENT ON TABLE event IS 'One real-world event: the mentions of it across articles. Resolved by sql/resolve from type, parties, date and place.';
COMMENT ON COLUMN event.event_id IS 'Identifier made of what the mentions agree on.';
COMMENT ON COLUMN event.event_type IS 'PLOVER root; see dim_event_type.event_type.';
COMMENT ON COLUMN event.mode IS 'Mode of the surest mention; NULL when it has none.';
COMMENT ON COLUMN event.quad_class IS 'Quad class of the surest mention.';
COMMENT ON COLUMN event.intensity IS 'PLOVER score of the surest mention, -10 to +10.';
COMMENT ON COLUMN event.cameo_code IS 'CAMEO code of the surest mention.';
COMMENT ON COLUMN event.actors IS 'Names (or words) of the actors, sorted, joined with "; "; NULL when nobody is named.';
COMMENT ON COLUMN event.recipients IS 'Names (or words) of the recipients, sorted, joined with "; "; NULL when nobody is named.';
COMMENT ON COLUMN event.start_on IS 'First day; NULL when no date is known.';
COMMENT ON COLUMN event.end_on IS 'Last day, inclusive; NULL when no date is known.';
COMMENT ON COLUMN event.place_id IS 'The place; see dim_place.place_id. NULL when unknown.';
COMMENT ON COLUMN event.realis IS 'Strongest telling among the mentions: asserted, habitual, future, negated, hypothetical, in this order.';
COMMENT ON COLUMN event.confidence IS 'Confidence of the surest mention, 0 to 1.';
COMMENT ON COLUMN event.n_mentions IS 'Mentions of it.';
COMMENT ON COLUMN event.n_articles IS 'Articles that mention it, copies not counted.';
COMMENT ON COLUMN event.n_sources IS 'Sources that mention it, copies counted.';
COMMENT ON COLUMN event.best_mention_id IS 'The surest mention; see mention.mention_id.';
