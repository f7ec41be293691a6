-- Why an event has its date: the words that every mention was dated by. Shown for the event with the most reports; of any other, wireroom explain EVENT_ID tells it.
WITH chosen AS (
    SELECT event_id, start_on, end_on FROM event WHERE start_on IS NOT NULL ORDER BY n_articles DESC, event_id LIMIT 1
),
report AS (SELECT article_id FROM event_report SEMI JOIN chosen USING (event_id)),
-- By the numbers of their rows: so the texts of all other articles need not be read.
told AS (FROM article WHERE rowid IN (SELECT rowid FROM article SEMI JOIN report USING (article_id)))
SELECT c.event_id, c.start_on AS event_start_on, c.end_on AS event_end_on, m.when_text, m.when_start, m.when_end,
    m.when_precision, a.published_on,
    substr(a.text, m.sentence_start + 1, m.sentence_end - m.sentence_start) AS sentence
FROM chosen AS c
JOIN mention AS m USING (event_id)
JOIN told AS a USING (article_id)
ORDER BY m.when_text IS NULL, a.published_on, m.mention_id;
