-- Marts that answer at once however much there is: the parties and numbers of a mention beside it, and daily tables that
-- are kept up to date at each load; and articles that their publisher took back.

ALTER TABLE mention ADD COLUMN actors VARCHAR;
ALTER TABLE mention ADD COLUMN actor_countries VARCHAR;
ALTER TABLE mention ADD COLUMN actor_sectors VARCHAR;
ALTER TABLE mention ADD COLUMN recipients VARCHAR;
ALTER TABLE mention ADD COLUMN recipient_countries VARCHAR;
ALTER TABLE mention ADD COLUMN recipient_sectors VARCHAR;
ALTER TABLE mention ADD COLUMN attributed_to VARCHAR;
ALTER TABLE mention ADD COLUMN n_killed BIGINT;
ALTER TABLE mention ADD COLUMN n_injured BIGINT;
ALTER TABLE mention ADD COLUMN n_arrested BIGINT;
ALTER TABLE mention ADD COLUMN n_displaced BIGINT;
ALTER TABLE mention ADD COLUMN n_abducted BIGINT;
ALTER TABLE mention ADD COLUMN n_crowd BIGINT;
COMMENT ON COLUMN mention.actors IS 'Who does it: canonical names, or the words where not resolved, joined with "; "; NULL when nobody is named. From mention_party.';
COMMENT ON COLUMN mention.actor_countries IS 'Countries of the actors where known, ISO 3166 alpha-3 or PLOVER non-state codes, joined with "; ". From mention_party.';
COMMENT ON COLUMN mention.actor_sectors IS 'PLOVER sector codes of the actors where known, joined with "; ". From mention_party.';
COMMENT ON COLUMN mention.recipients IS 'To whom: canonical names, or the words where not resolved, joined with "; "; NULL when nobody is named. From mention_party.';
COMMENT ON COLUMN mention.recipient_countries IS 'Countries of the recipients where known, ISO 3166 alpha-3 or PLOVER non-state codes, joined with "; ". From mention_party.';
COMMENT ON COLUMN mention.recipient_sectors IS 'PLOVER sector codes of the recipients where known, joined with "; ". From mention_party.';
COMMENT ON COLUMN mention.attributed_to IS 'Who says so, where the report attributes it; NULL otherwise. From mention_party.';
COMMENT ON COLUMN mention.n_killed IS 'People killed, the largest number told with it; NULL when none is told. From mention_count.';
COMMENT ON COLUMN mention.n_injured IS 'People injured, the largest number told with it; NULL when none is told. From mention_count.';
COMMENT ON COLUMN mention.n_arrested IS 'People arrested, the largest number told with it; NULL when none is told. From mention_count.';
COMMENT ON COLUMN mention.n_displaced IS 'People displaced, the largest number told with it; NULL when none is told. From mention_count.';
COMMENT ON COLUMN mention.n_abducted IS 'People abducted, the largest number told with it; NULL when none is told. From mention_count.';
COMMENT ON COLUMN mention.n_crowd IS 'People in the crowd, the largest number told with it; NULL when none is told. From mention_count.';

UPDATE mention
SET
    actors = told.actors,
    actor_countries = told.actor_countries,
    actor_sectors = told.actor_sectors,
    recipients = told.recipients,
    recipient_countries = told.recipient_countries,
    recipient_sectors = told.recipient_sectors,
    attributed_to = told.attributed_to
FROM (
    SELECT
        mention_id,
        string_agg(coalesce(name, text), '; ' ORDER BY position) FILTER (role = 'actor') AS actors,
        string_agg(country, '; ' ORDER BY position) FILTER (role = 'actor') AS actor_countries,
        string_agg(sector, '; ' ORDER BY position) FILTER (role = 'actor') AS actor_sectors,
        string_agg(coalesce(name, text), '; ' ORDER BY position) FILTER (role = 'recipient') AS recipients,
        string_agg(country, '; ' ORDER BY position) FILTER (role = 'recipient') AS recipient_countries,
        string_agg(sector, '; ' ORDER BY position) FILTER (role = 'recipient') AS recipient_sectors,
        string_agg(coalesce(name, text), '; ' ORDER BY position) FILTER (role = 'attributed_to') AS attributed_to
    FROM mention_party
    GROUP BY mention_id
) AS told
WHERE told.mention_id = mention.mention_id;

UPDATE mention
SET
    n_killed = told.n_killed,
    n_injured = told.n_injured,
    n_arrested = told.n_arrested,
    n_displaced = told.n_displaced,
    n_abducted = told.n_abducted,
    n_crowd = told.n_crowd
FROM (
    SELECT
        mention_id,
        max(n) FILTER (role = 'killed') AS n_killed,
        max(n) FILTER (role = 'injured') AS n_injured,
        max(n) FILTER (role = 'arrested') AS n_arrested,
        max(n) FILTER (role = 'displaced') AS n_displaced,
        max(n) FILTER (role = 'abducted') AS n_abducted,
        max(n) FILTER (role = 'crowd') AS n_crowd
    FROM mention_count
    GROUP BY mention_id
) AS told
WHERE told.mention_id = mention.mention_id;

-- DuckDB cannot make a column of a table with rows and a key NOT NULL within a transaction; it is never NULL.
ALTER TABLE article ADD COLUMN is_withdrawn BOOLEAN DEFAULT false;
COMMENT ON COLUMN article.is_withdrawn IS 'Whether its publisher took it back; then nothing is drawn from it, and its earlier reading is in article_revision.';
ALTER TABLE article_revision ADD COLUMN is_withdrawn BOOLEAN DEFAULT false;
COMMENT ON COLUMN article_revision.is_withdrawn IS 'Whether this reading only said that the article was taken back.';

DROP VIEW IF EXISTS mart_daily_country_pair;

CREATE TABLE mart_daily_country_pair (
    date_on DATE NOT NULL,
    actor_country VARCHAR NOT NULL,
    recipient_country VARCHAR NOT NULL,
    event_type VARCHAR NOT NULL,
    quad_class VARCHAR NOT NULL,
    n_mentions BIGINT NOT NULL,
    n_events BIGINT NOT NULL,
    mean_intensity DOUBLE NOT NULL
);
COMMENT ON TABLE mart_daily_country_pair IS 'One row a day, actor country, recipient country and event type: asserted mentions that are dated to the day. The only place where lists of parties become pairs. Months and years are left out. Kept up to date by sql/marts.';
COMMENT ON COLUMN mart_daily_country_pair.date_on IS 'The day of the events.';
COMMENT ON COLUMN mart_daily_country_pair.actor_country IS 'Country of an actor, ISO 3166 alpha-3 or a PLOVER non-state code.';
COMMENT ON COLUMN mart_daily_country_pair.recipient_country IS 'Country of a recipient, ISO 3166 alpha-3 or a PLOVER non-state code.';
COMMENT ON COLUMN mart_daily_country_pair.event_type IS 'PLOVER root; see dim_event_type.event_type.';
COMMENT ON COLUMN mart_daily_country_pair.quad_class IS 'Quad class of the event type.';
COMMENT ON COLUMN mart_daily_country_pair.n_mentions IS 'Asserted mentions that are dated to the day.';
COMMENT ON COLUMN mart_daily_country_pair.n_events IS 'Real-world events that these mentions tell of.';
COMMENT ON COLUMN mart_daily_country_pair.mean_intensity IS 'Mean PLOVER score of the mentions, -10 (conflict) to +10 (cooperation).';

CREATE TABLE mart_daily_place (
    date_on DATE NOT NULL,
    place_id VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    country VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    event_type VARCHAR NOT NULL,
    quad_class VARCHAR NOT NULL,
    n_mentions BIGINT NOT NULL,
    n_events BIGINT NOT NULL,
    mean_intensity DOUBLE NOT NULL
);
COMMENT ON TABLE mart_daily_place IS 'One row a day, place and event type: asserted mentions that are dated to the day and placed. Kept up to date by sql/marts.';
COMMENT ON COLUMN mart_daily_place.date_on IS 'The day of the events.';
COMMENT ON COLUMN mart_daily_place.place_id IS 'The place; see dim_place.place_id.';
COMMENT ON COLUMN mart_daily_place.place IS 'Name of the place.';
COMMENT ON COLUMN mart_daily_place.country IS 'Country of the place, ISO 3166 alpha-3; NULL when unknown.';
COMMENT ON COLUMN mart_daily_place.latitude IS 'Degrees, WGS 84; NULL when unknown.';
COMMENT ON COLUMN mart_daily_place.longitude IS 'Degrees, WGS 84; NULL when unknown.';
COMMENT ON COLUMN mart_daily_place.event_type IS 'PLOVER root; see dim_event_type.event_type.';
COMMENT ON COLUMN mart_daily_place.quad_class IS 'Quad class of the event type.';
COMMENT ON COLUMN mart_daily_place.n_mentions IS 'Asserted mentions that are dated to the day.';
COMMENT ON COLUMN mart_daily_place.n_events IS 'Real-world events that these mentions tell of.';
COMMENT ON COLUMN mart_daily_place.mean_intensity IS 'Mean PLOVER score of the mentions, -10 (conflict) to +10 (cooperation).';

CREATE TABLE mart_daily_actor (
    date_on DATE NOT NULL,
    actor_id VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    country VARCHAR,
    role VARCHAR NOT NULL,
    event_type VARCHAR NOT NULL,
    quad_class VARCHAR NOT NULL,
    n_mentions BIGINT NOT NULL,
    n_events BIGINT NOT NULL,
    mean_intensity DOUBLE NOT NULL
);
COMMENT ON TABLE mart_daily_actor IS 'One row a day, actor, role and event type: asserted mentions that are dated to the day, of parties that are resolved to a name. Kept up to date by sql/marts.';
COMMENT ON COLUMN mart_daily_actor.date_on IS 'The day of the events.';
COMMENT ON COLUMN mart_daily_actor.actor_id IS 'The actor; see dim_actor.actor_id.';
COMMENT ON COLUMN mart_daily_actor.actor IS 'Canonical name.';
COMMENT ON COLUMN mart_daily_actor.country IS 'ISO 3166 alpha-3 or a PLOVER non-state code; NULL when unknown.';
COMMENT ON COLUMN mart_daily_actor.role IS 'actor (who does it) or recipient (to whom).';
COMMENT ON COLUMN mart_daily_actor.event_type IS 'PLOVER root; see dim_event_type.event_type.';
COMMENT ON COLUMN mart_daily_actor.quad_class IS 'Quad class of the event type.';
COMMENT ON COLUMN mart_daily_actor.n_mentions IS 'Asserted mentions that are dated to the day.';
COMMENT ON COLUMN mart_daily_actor.n_events IS 'Real-world events that these mentions tell of.';
COMMENT ON COLUMN mart_daily_actor.mean_intensity IS 'Mean PLOVER score of the mentions, -10 (conflict) to +10 (cooperation).';

CREATE TABLE mart_daily_balance (
    date_on DATE NOT NULL,
    country VARCHAR NOT NULL,
    n_verbal_cooperation BIGINT NOT NULL,
    n_material_cooperation BIGINT NOT NULL,
    n_verbal_conflict BIGINT NOT NULL,
    n_material_conflict BIGINT NOT NULL,
    balance DOUBLE NOT NULL,
    n_mentions BIGINT NOT NULL,
    n_events BIGINT NOT NULL,
    mean_intensity DOUBLE NOT NULL
);
COMMENT ON TABLE mart_daily_balance IS 'One row a day and country: how much of what it did was cooperation, and how much conflict. Asserted mentions that are dated to the day, of actors whose country is known. Kept up to date by sql/marts.';
COMMENT ON COLUMN mart_daily_balance.date_on IS 'The day of the events.';
COMMENT ON COLUMN mart_daily_balance.country IS 'Country of the actors, ISO 3166 alpha-3 or a PLOVER non-state code.';
COMMENT ON COLUMN mart_daily_balance.n_verbal_cooperation IS 'Mentions of verbal cooperation.';
COMMENT ON COLUMN mart_daily_balance.n_material_cooperation IS 'Mentions of material cooperation.';
COMMENT ON COLUMN mart_daily_balance.n_verbal_conflict IS 'Mentions of verbal conflict.';
COMMENT ON COLUMN mart_daily_balance.n_material_conflict IS 'Mentions of material conflict.';
COMMENT ON COLUMN mart_daily_balance.balance IS 'Cooperation less conflict, as a share of all mentions: -1 (all conflict) to +1 (all cooperation).';
COMMENT ON COLUMN mart_daily_balance.n_mentions IS 'Asserted mentions that are dated to the day.';
COMMENT ON COLUMN mart_daily_balance.n_events IS 'Real-world events that these mentions tell of.';
COMMENT ON COLUMN mart_daily_balance.mean_intensity IS 'Mean PLOVER score of the mentions, -10 (conflict) to +10 (cooperation).';

CREATE TABLE mart_reporting_delay (
    month_start_on DATE NOT NULL,
    source_id VARCHAR NOT NULL,
    n_mentions BIGINT NOT NULL,
    mean_delay_days DOUBLE NOT NULL,
    median_delay_days DOUBLE NOT NULL,
    share_same_day DOUBLE NOT NULL,
    share_within_week DOUBLE NOT NULL
);
COMMENT ON TABLE mart_reporting_delay IS 'One row a month of publication and source: how many days after the event it reports. Asserted mentions that are dated to the day and not after publication. Kept up to date by sql/marts.';
COMMENT ON COLUMN mart_reporting_delay.month_start_on IS 'First day of the month of publication.';
COMMENT ON COLUMN mart_reporting_delay.source_id IS 'The source; see source.source_id.';
COMMENT ON COLUMN mart_reporting_delay.n_mentions IS 'Mentions that count.';
COMMENT ON COLUMN mart_reporting_delay.mean_delay_days IS 'Mean days from the event to the publication.';
COMMENT ON COLUMN mart_reporting_delay.median_delay_days IS 'Median days from the event to the publication.';
COMMENT ON COLUMN mart_reporting_delay.share_same_day IS 'Share of mentions published on the day of the event, 0 to 1.';
COMMENT ON COLUMN mart_reporting_delay.share_within_week IS 'Share of mentions published within seven days, 0 to 1.';
