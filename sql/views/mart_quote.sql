-- Who said what, verbatim, with the article it stands in.
CREATE OR REPLACE VIEW mart_quote AS
SELECT
    q.quote_id,
    coalesce(q.speaker_name, q.speaker_antecedent, q.speaker_text) AS speaker,
    q.speaker_country,
    q.speaker_sector,
    q.verb_text AS verb,
    q.text AS quote,
    a.source_id,
    a.title,
    a.address,
    a.published_on,
    a.article_id,
    a.story_id
FROM quote AS q
JOIN article AS a USING (article_id);

COMMENT ON VIEW mart_quote IS 'One row a quote, with its speaker and its article.';
COMMENT ON COLUMN mart_quote.quote_id IS 'The quote; see quote.quote_id.';
COMMENT ON COLUMN mart_quote.speaker IS 'Canonical name of the speaker, else whom a pronoun stands for, else the words; NULL when nobody is named.';
COMMENT ON COLUMN mart_quote.speaker_country IS 'Country of the speaker, ISO 3166 alpha-3 or a PLOVER non-state code; NULL when unknown.';
COMMENT ON COLUMN mart_quote.speaker_sector IS 'PLOVER sector code of the speaker; NULL when unknown.';
COMMENT ON COLUMN mart_quote.verb IS 'The verb that gives the words; NULL when there is none.';
COMMENT ON COLUMN mart_quote.quote IS 'The words, without quotation marks.';
COMMENT ON COLUMN mart_quote.source_id IS 'The source; see source.source_id.';
COMMENT ON COLUMN mart_quote.title IS 'Title of the article; NULL when none.';
COMMENT ON COLUMN mart_quote.address IS 'Link to the article; NULL when none is known.';
COMMENT ON COLUMN mart_quote.published_on IS 'Day the article was published, UTC; NULL when unknown.';
COMMENT ON COLUMN mart_quote.article_id IS 'The article; see article.article_id.';
COMMENT ON COLUMN mart_quote.story_id IS 'The story; see story.story_id.';
