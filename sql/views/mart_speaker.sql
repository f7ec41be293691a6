-- Who is quoted how often, and by how many sources.
CREATE OR REPLACE VIEW mart_speaker AS
SELECT
    coalesce(q.speaker_name, q.speaker_antecedent, q.speaker_text) AS speaker,
    q.speaker_country,
    count(*) AS n_quotes,
    count(DISTINCT q.article_id) AS n_articles,
    count(DISTINCT a.source_id) AS n_sources,
    min(a.published_on) AS first_quoted_on,
    max(a.published_on) AS last_quoted_on,
    arg_max(q.text, (coalesce(a.published_at, TIMESTAMP '1900-01-01'), q.quote_id)) AS last_quote
FROM quote AS q
JOIN article AS a USING (article_id)
WHERE q.speaker_text IS NOT NULL
GROUP BY ALL;

COMMENT ON VIEW mart_speaker IS 'One row a speaker and country: how often, and in how many sources, his or her words are given. The quotes themselves are in mart_quote.';
COMMENT ON COLUMN mart_speaker.speaker IS 'Canonical name, else whom a pronoun stands for, else the words.';
COMMENT ON COLUMN mart_speaker.speaker_country IS 'ISO 3166 alpha-3 or a PLOVER non-state code; NULL when unknown.';
COMMENT ON COLUMN mart_speaker.n_quotes IS 'Quotes.';
COMMENT ON COLUMN mart_speaker.n_articles IS 'Articles with such a quote, copies not counted.';
COMMENT ON COLUMN mart_speaker.n_sources IS 'Sources of these articles.';
COMMENT ON COLUMN mart_speaker.first_quoted_on IS 'Publication of the first of them, UTC; NULL when none is dated.';
COMMENT ON COLUMN mart_speaker.last_quoted_on IS 'Publication of the last of them, UTC; NULL when none is dated.';
COMMENT ON COLUMN mart_speaker.last_quote IS 'The words that were published last.';
