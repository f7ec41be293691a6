-- Forget what the runs $run_ids gave, and what came out of their files of the archive, $files: it is read anew.

CREATE OR REPLACE TEMP TABLE forgotten AS
SELECT a.article_id
FROM article AS a
JOIN capture AS c USING (capture_id)
WHERE c.archive_file IN (SELECT unnest($files));

CREATE OR REPLACE TEMP TABLE forgotten_mention AS
SELECT mention_id, event_id FROM mention SEMI JOIN forgotten USING (article_id);

CREATE OR REPLACE TEMP TABLE forgotten_event AS
SELECT DISTINCT event_id FROM forgotten_mention;

DELETE FROM mention_party WHERE mention_id IN (SELECT mention_id FROM forgotten_mention);

DELETE FROM mention_count WHERE mention_id IN (SELECT mention_id FROM forgotten_mention);

DELETE FROM mention WHERE mention_id IN (SELECT mention_id FROM forgotten_mention);

-- What is left of an event is resolved anew with the next load.
UPDATE mention SET event_id = NULL WHERE event_id IN (FROM forgotten_event);

DELETE FROM event WHERE event_id IN (FROM forgotten_event);

DELETE FROM event_report WHERE event_id IN (FROM forgotten_event);

DELETE FROM event_count WHERE event_id IN (FROM forgotten_event);

DELETE FROM event_alias WHERE event_id IN (FROM forgotten_event);

DELETE FROM event_change WHERE run_id IN (SELECT unnest($run_ids));

DELETE FROM quote WHERE article_id IN (FROM forgotten);

DELETE FROM signature WHERE article_id IN (FROM forgotten);

DELETE FROM article WHERE article_id IN (FROM forgotten);

DELETE FROM article_revision
WHERE capture_id IN (SELECT capture_id FROM capture WHERE archive_file IN (SELECT unnest($files)));

DELETE FROM run_item WHERE run_id IN (SELECT unnest($run_ids));

DELETE FROM run_source WHERE run_id IN (SELECT unnest($run_ids));

DELETE FROM run WHERE run_id IN (SELECT unnest($run_ids));

DELETE FROM reject WHERE reject_id NOT IN (SELECT reject_id FROM run_item WHERE reject_id IS NOT NULL);

-- Where these are empty, the next load makes them of all that is there.
DELETE FROM mart_daily_country_pair;

DELETE FROM mart_daily_place;

DELETE FROM mart_daily_actor;

DELETE FROM mart_daily_balance;

DELETE FROM mart_reporting_delay;

DELETE FROM mart_event_summary;

DELETE FROM mart_speaker;

DROP TABLE forgotten;

DROP TABLE forgotten_mention;

DROP TABLE forgotten_event;
