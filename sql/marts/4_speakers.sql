-- Who is quoted how often, anew for those of whom the load took or added words. Needs touched_speaker.

-- All of them in a dataset that comes from a schema without this table.
INSERT INTO touched_speaker
SELECT coalesce(speaker_name, speaker_antecedent, speaker_text), speaker_country
FROM quote
WHERE speaker_text IS NOT NULL AND NOT EXISTS (FROM mart_speaker);

DELETE FROM mart_speaker
USING touched_speaker AS t
WHERE mart_speaker.speaker = t.speaker AND mart_speaker.speaker_country IS NOT DISTINCT FROM t.speaker_country;

INSERT INTO mart_speaker BY NAME
WITH said AS (
    SELECT *, coalesce(speaker_name, speaker_antecedent, speaker_text) AS speaker FROM quote WHERE speaker_text IS NOT NULL
)
SELECT
    q.speaker,
    q.speaker_country,
    count(*) AS n_quotes,
    count(DISTINCT q.article_id) AS n_articles,
    count(DISTINCT a.source_id) AS n_sources,
    min(a.published_on) AS first_quoted_on,
    max(a.published_on) AS last_quoted_on,
    arg_max(q.text, (coalesce(a.published_at, TIMESTAMP '1900-01-01'), q.quote_id)) AS last_quote
FROM said AS q
JOIN article AS a USING (article_id)
JOIN (SELECT DISTINCT * FROM touched_speaker) AS t
    ON t.speaker = q.speaker AND t.speaker_country IS NOT DISTINCT FROM q.speaker_country
GROUP BY q.speaker, q.speaker_country
ORDER BY q.speaker, q.speaker_country;

DROP TABLE touched_speaker;
