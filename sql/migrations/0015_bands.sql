-- Texts that are alike have a band in common: kept beside the minima, so that a night need not work out those of a month.

ALTER TABLE signature RENAME TO signature_before;
CREATE TABLE signature (
    article_id VARCHAR NOT NULL,
    revision_id VARCHAR NOT NULL,
    title_key VARCHAR,
    n_shingles BIGINT NOT NULL CHECK (n_shingles >= 0),
    minima BIGINT[] NOT NULL,
    bands BIGINT[] NOT NULL
);
INSERT INTO signature BY NAME
SELECT
    *,
    list_transform(  -- as transforms/duplicates.py has it
        range(len(minima) // 3),
        lambda band: (
            band
            + minima[3 * band + 1] * 381178423
            + minima[3 * band + 2] * 484126651
            + minima[3 * band + 3] * 203980339
        ) % 4294967291
    ) AS bands
FROM signature_before;
DROP TABLE signature_before;
COMMENT ON TABLE signature IS 'What tells whether another article is a copy of this one, also in a later run; one row an article, for its latest reading.';
COMMENT ON COLUMN signature.article_id IS 'The article; see article.article_id.';
COMMENT ON COLUMN signature.revision_id IS 'The reading that was signed.';
COMMENT ON COLUMN signature.title_key IS 'Equal for equal titles, whatever outlet stands behind them; NULL when the title has fewer than four words.';
COMMENT ON COLUMN signature.n_shingles IS 'Different runs of three words in the text; 0 when the text has fewer than 30 words.';
COMMENT ON COLUMN signature.minima IS 'MinHash of these runs: the share of equal values is the share of common runs. Empty when the text has fewer than 30 words.';
COMMENT ON COLUMN signature.bands IS 'A number for each three of the minima: only texts with one in common are compared. Empty when the text has fewer than 30 words.';
