-- How nearly a copy is its original, and what tells copies from other articles in later runs.

ALTER TABLE article ADD COLUMN duplicate_degree DOUBLE;
ALTER TABLE article ADD COLUMN duplicate_ground VARCHAR;
COMMENT ON COLUMN article.duplicate_degree IS 'How much of this copy stands in its original: the share of its runs of three words, 0 to 1, estimated unless the words are equal; NULL when this is no copy, or too short to tell.';
COMMENT ON COLUMN article.duplicate_ground IS 'Why it is taken for a copy: text (equal words), near (the texts are alike) or title (equal titles at one source within a week); NULL when this is no copy.';

UPDATE article SET duplicate_degree = 1, duplicate_ground = 'text' WHERE duplicate_of IS NOT NULL;

CREATE TABLE signature (
    article_id VARCHAR NOT NULL,
    revision_id VARCHAR NOT NULL,
    title_key VARCHAR,
    n_shingles BIGINT NOT NULL CHECK (n_shingles >= 0),
    minima BIGINT[] NOT NULL,
    PRIMARY KEY (article_id)
);
COMMENT ON TABLE signature IS 'What tells whether another article is a copy of this one, also in a later run; one row an article, for its latest reading.';
COMMENT ON COLUMN signature.article_id IS 'The article; see article.article_id.';
COMMENT ON COLUMN signature.revision_id IS 'The reading that was signed.';
COMMENT ON COLUMN signature.title_key IS 'Equal for equal titles, whatever outlet stands behind them; NULL when the title has fewer than four words.';
COMMENT ON COLUMN signature.n_shingles IS 'Different runs of three words in the text; 0 when the text has fewer than 30 words.';
COMMENT ON COLUMN signature.minima IS 'MinHash of these runs: the share of equal values is the share of common runs. Empty when the text has fewer than 30 words.';
