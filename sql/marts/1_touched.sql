-- The days and months that the run changes something of. Needs gone_mention, and mention with the events of this run.

CREATE OR REPLACE TEMP TABLE touched_day AS
SELECT when_start AS date_on
FROM gone_mention
WHERE when_start = when_end
UNION
SELECT m.when_start
FROM mention AS m
SEMI JOIN touched_event USING (event_id)
WHERE m.when_start = m.when_end
UNION
-- A dataset that comes from a schema without these tables.
SELECT when_start FROM mention WHERE when_start = when_end AND NOT EXISTS (FROM mart_daily_balance);

CREATE OR REPLACE TEMP TABLE touched_month AS
SELECT date_trunc('month', published_on)::DATE AS month_start_on
FROM gone_mention
WHERE published_on IS NOT NULL
UNION
SELECT date_trunc('month', a.published_on)::DATE
FROM mention AS m
SEMI JOIN touched_event USING (event_id)
JOIN article AS a USING (article_id)
WHERE a.published_on IS NOT NULL
UNION
SELECT date_trunc('month', published_on)::DATE
FROM article
WHERE published_on IS NOT NULL AND NOT EXISTS (FROM mart_reporting_delay);

-- What the daily tables count: told as a fact, and dated to the day.
CREATE OR REPLACE TEMP TABLE dated_mention AS
SELECT mention_id, event_id, when_start AS date_on, event_type, quad_class, intensity, place_id
FROM mention
WHERE realis = 'asserted' AND when_start = when_end AND when_start IN (FROM touched_day);

CREATE OR REPLACE TEMP TABLE dated_party AS
SELECT d.*, p.role, p.country, p.actor_id, p.text_start
FROM dated_mention AS d
JOIN mention_party AS p USING (mention_id)
WHERE p.role <> 'attributed_to';
