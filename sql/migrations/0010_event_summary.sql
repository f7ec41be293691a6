-- The real-world events for people as a table: as a view it read the texts of all articles for each question. The next
-- run fills it.

DROP VIEW IF EXISTS mart_event_summary;

CREATE TABLE mart_event_summary (
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
    place VARCHAR,
    country VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    realis VARCHAR NOT NULL,
    n_killed_lowest BIGINT,
    n_killed_highest BIGINT,
    n_injured_lowest BIGINT,
    n_injured_highest BIGINT,
    n_arrested_lowest BIGINT,
    n_arrested_highest BIGINT,
    n_displaced_lowest BIGINT,
    n_displaced_highest BIGINT,
    n_abducted_lowest BIGINT,
    n_abducted_highest BIGINT,
    n_crowd_lowest BIGINT,
    n_crowd_highest BIGINT,
    confidence DOUBLE NOT NULL,
    first_reported_at TIMESTAMP,
    last_reported_at TIMESTAMP,
    n_mentions BIGINT NOT NULL,
    n_articles BIGINT NOT NULL,
    n_sources BIGINT NOT NULL,
    n_independent_sources BIGINT NOT NULL,
    best_mention_id VARCHAR NOT NULL,
    sentence VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    title VARCHAR,
    address VARCHAR,
    article_id VARCHAR NOT NULL
);
COMMENT ON TABLE mart_event_summary IS 'One row a real-world event, flat: the mentions of it across articles, with the best sentence. To see all of its mentions, look for its event_id in mart_event. Kept up to date by sql/marts.';
COMMENT ON COLUMN mart_event_summary.event_id IS 'The event; see event.event_id.';
COMMENT ON COLUMN mart_event_summary.event_type IS 'PLOVER root, such as ASSAULT.';
COMMENT ON COLUMN mart_event_summary.mode IS 'PLOVER mode within the root; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.quad_class IS 'verbal_cooperation, material_cooperation, verbal_conflict or material_conflict.';
COMMENT ON COLUMN mart_event_summary.intensity IS 'PLOVER conflict-cooperation score, -10 to +10.';
COMMENT ON COLUMN mart_event_summary.cameo_code IS 'Closest CAMEO code.';
COMMENT ON COLUMN mart_event_summary.actors IS 'Who did it: canonical names, else whom a pronoun stands for, else the words, joined with "; "; NULL when nobody is named.';
COMMENT ON COLUMN mart_event_summary.recipients IS 'To whom: canonical names, else whom a pronoun stands for, else the words, joined with "; "; NULL when nobody is named.';
COMMENT ON COLUMN mart_event_summary.start_on IS 'First day of the event; NULL when no report gives a date.';
COMMENT ON COLUMN mart_event_summary.end_on IS 'Last day of the event, inclusive; NULL when no report gives a date.';
COMMENT ON COLUMN mart_event_summary.place IS 'Name of the narrowest place that is told; NULL when none is resolved.';
COMMENT ON COLUMN mart_event_summary.country IS 'Country of the place, ISO 3166 alpha-3; NULL when unknown.';
COMMENT ON COLUMN mart_event_summary.latitude IS 'Of the place, degrees, WGS 84; NULL when unknown.';
COMMENT ON COLUMN mart_event_summary.longitude IS 'Of the place, degrees, WGS 84; NULL when unknown.';
COMMENT ON COLUMN mart_event_summary.realis IS 'Strongest telling among the mentions: asserted, habitual, future, negated or hypothetical.';
COMMENT ON COLUMN mart_event_summary.n_killed_lowest IS 'People killed, the smallest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_killed_highest IS 'People killed, the largest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_injured_lowest IS 'People injured, the smallest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_injured_highest IS 'People injured, the largest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_arrested_lowest IS 'People arrested, the smallest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_arrested_highest IS 'People arrested, the largest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_displaced_lowest IS 'People displaced, the smallest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_displaced_highest IS 'People displaced, the largest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_abducted_lowest IS 'People abducted, the smallest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_abducted_highest IS 'People abducted, the largest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_crowd_lowest IS 'People in the crowd, the smallest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_crowd_highest IS 'People in the crowd, the largest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.confidence IS 'How sure the coder is of the surest mention, 0 to 1.';
COMMENT ON COLUMN mart_event_summary.first_reported_at IS 'Publication of the first report, UTC; NULL when no report is dated.';
COMMENT ON COLUMN mart_event_summary.last_reported_at IS 'Publication of the last report, UTC; NULL when no report is dated.';
COMMENT ON COLUMN mart_event_summary.n_mentions IS 'Mentions of it.';
COMMENT ON COLUMN mart_event_summary.n_articles IS 'Articles that report it, copies counted.';
COMMENT ON COLUMN mart_event_summary.n_sources IS 'Sources that report it, copies counted.';
COMMENT ON COLUMN mart_event_summary.n_independent_sources IS 'Independent voices that report it: copies of one story, and stories of one news agency, count once.';
COMMENT ON COLUMN mart_event_summary.best_mention_id IS 'The mention that tells it best; see mention.mention_id.';
COMMENT ON COLUMN mart_event_summary.sentence IS 'The sentence of that mention, cut out of its article: the evidence.';
COMMENT ON COLUMN mart_event_summary.source_id IS 'The source of that article; see source.source_id.';
COMMENT ON COLUMN mart_event_summary.title IS 'Title of that article; NULL when none.';
COMMENT ON COLUMN mart_event_summary.address IS 'Link to that article; NULL when none is known.';
COMMENT ON COLUMN mart_event_summary.article_id IS 'That article; see article.article_id.';
