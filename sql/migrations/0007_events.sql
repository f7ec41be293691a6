-- Events that are clustered across articles: what is known of each, who reported it, and what became of their ids.

CREATE TABLE dim_actor (
    actor_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    country VARCHAR,
    sector VARCHAR,
    PRIMARY KEY (actor_id)
);
COMMENT ON TABLE dim_actor IS 'The actors that parties and speakers were resolved to: one row a canonical name and country. Filled by sql/resolve.';
COMMENT ON COLUMN dim_actor.actor_id IS 'ac_ and a digest of name and country.';
COMMENT ON COLUMN dim_actor.name IS 'Canonical name.';
COMMENT ON COLUMN dim_actor.country IS 'ISO 3166 alpha-3, or a PLOVER non-state code such as IGO; NULL when unknown.';
COMMENT ON COLUMN dim_actor.sector IS 'PLOVER sector code, the first in the alphabet where mentions disagree; see dim_sector.sector; NULL when none.';

ALTER TABLE mention_party ADD COLUMN actor_id VARCHAR;
UPDATE mention_party
SET actor_id = 'ac_' || substr(sha256(concat_ws(chr(31), name, coalesce(country, ''))), 1, 16)
WHERE name IS NOT NULL;
COMMENT ON COLUMN mention_party.actor_id IS 'The actor; see dim_actor.actor_id. NULL when not resolved to a name.';

INSERT INTO dim_actor
SELECT actor_id, any_value(name), any_value(country), min(sector)
FROM mention_party
WHERE actor_id IS NOT NULL
GROUP BY actor_id
ORDER BY actor_id;

ALTER TABLE dim_country ADD COLUMN geonames_id BIGINT;
COMMENT ON COLUMN dim_country.geonames_id IS 'GeoNames identifier of the country as a place; NULL where it has none.';

CREATE TABLE event_report (
    event_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    story_id VARCHAR NOT NULL,
    voice VARCHAR NOT NULL,
    published_at TIMESTAMP,
    is_copy BOOLEAN NOT NULL,
    n_mentions BIGINT NOT NULL CHECK (n_mentions >= 1),
    PRIMARY KEY (event_id, article_id)
);
COMMENT ON TABLE event_report IS 'Which articles report which event: one row an event and article, copies of a coded article among them. Filled by sql/resolve.';
COMMENT ON COLUMN event_report.event_id IS 'The event; see event.event_id.';
COMMENT ON COLUMN event_report.article_id IS 'The article that reports it; see article.article_id.';
COMMENT ON COLUMN event_report.source_id IS 'Its source; see source.source_id.';
COMMENT ON COLUMN event_report.story_id IS 'Its story; see story.story_id. Reports of one story are copies of one another.';
COMMENT ON COLUMN event_report.voice IS 'Who speaks in the first report of this story: the news agency that the article names, in lower case, else its source.';
COMMENT ON COLUMN event_report.published_at IS 'When the article was published, UTC; NULL when unknown.';
COMMENT ON COLUMN event_report.is_copy IS 'Whether the article is a copy of a coded one, and holds its mentions only through it.';
COMMENT ON COLUMN event_report.n_mentions IS 'Mentions of the event in the article, or in its original.';

CREATE TABLE event_count (
    event_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('killed', 'injured', 'arrested', 'displaced', 'abducted', 'crowd')),
    lowest BIGINT NOT NULL CHECK (lowest >= 0),
    highest BIGINT NOT NULL,
    latest BIGINT NOT NULL,
    n_mentions BIGINT NOT NULL CHECK (n_mentions >= 1),
    CHECK (highest >= lowest),
    PRIMARY KEY (event_id, role)
);
COMMENT ON TABLE event_count IS 'The range of numbers that reports give for an event: one row an event and role. Filled by sql/resolve.';
COMMENT ON COLUMN event_count.event_id IS 'The event; see event.event_id.';
COMMENT ON COLUMN event_count.role IS 'killed, injured, arrested, displaced, abducted or crowd.';
COMMENT ON COLUMN event_count.lowest IS 'Smallest number of people told, lower bounds included.';
COMMENT ON COLUMN event_count.highest IS 'Largest number of people told, upper bounds included.';
COMMENT ON COLUMN event_count.latest IS 'Number of people in the report published last.';
COMMENT ON COLUMN event_count.n_mentions IS 'Mentions that give such a number.';

CREATE TABLE event_alias (
    alias_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    CHECK (alias_id <> event_id),
    PRIMARY KEY (alias_id)
);
COMMENT ON TABLE event_alias IS 'Ids of events that turned out to be the same as an older one; the older id lives on.';
COMMENT ON COLUMN event_alias.alias_id IS 'The id that is no longer in event.';
COMMENT ON COLUMN event_alias.event_id IS 'The event that its mentions belong to now; see event.event_id.';

CREATE TABLE event_change (
    run_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    change VARCHAR NOT NULL CHECK (change IN ('added', 'updated', 'merged', 'removed')),
    merged_into VARCHAR,
    n_mentions_before BIGINT NOT NULL CHECK (n_mentions_before >= 0),
    n_mentions_after BIGINT NOT NULL CHECK (n_mentions_after >= 0),
    CHECK ((change = 'merged') = (merged_into IS NOT NULL)),
    PRIMARY KEY (run_id, event_id)
);
COMMENT ON TABLE event_change IS 'What each run changed in events: one row a run and event. Part of the ledger.';
COMMENT ON COLUMN event_change.run_id IS 'The run; see run.run_id.';
COMMENT ON COLUMN event_change.event_id IS 'The event, also where it is no longer there.';
COMMENT ON COLUMN event_change.change IS 'added; updated (something that event says of it is different); merged (an older event took it up); removed (its last mention went).';
COMMENT ON COLUMN event_change.merged_into IS 'The older event that took it up; NULL when not merged.';
COMMENT ON COLUMN event_change.n_mentions_before IS 'Mentions before the run; 0 when it was not there.';
COMMENT ON COLUMN event_change.n_mentions_after IS 'Mentions after the run; 0 when it is no longer there.';

-- event is derived from mentions, so it is made anew; the resolver fills in what the earlier schema did not know when
-- a run next touches the event.
CREATE TABLE event_before AS FROM event;
DROP TABLE event;
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
    CHECK (n_sources >= n_independent_sources),
    PRIMARY KEY (event_id)
);
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

INSERT INTO event BY NAME
SELECT
    e.*,
    row_number() OVER (ORDER BY e.event_id) AS number,
    r.first_reported_at,
    r.last_reported_at,
    1 AS n_independent_sources
FROM event_before AS e
JOIN (
    SELECT m.event_id, min(a.published_at) AS first_reported_at, max(a.published_at) AS last_reported_at
    FROM mention AS m
    JOIN article AS a USING (article_id)
    GROUP BY m.event_id
) AS r USING (event_id)
ORDER BY e.event_id;
DROP TABLE event_before;
