-- As 0012_mentions_without_keys.sql, for the tables that grow with the articles.

ALTER TABLE run_item RENAME TO run_item_before;
CREATE TABLE run_item (
    run_id VARCHAR NOT NULL,
    item BIGINT NOT NULL CHECK (item >= 1),
    state VARCHAR NOT NULL CHECK (state IN ('loaded', 'revised', 'unchanged', 'duplicate', 'rejected')),
    source_id VARCHAR NOT NULL,
    capture_id VARCHAR,
    position BIGINT,
    article_id VARCHAR,
    revision_id VARCHAR,
    duplicate_of VARCHAR,
    reject_id VARCHAR,
    CHECK ((state = 'rejected') = (reject_id IS NOT NULL)),
    CHECK ((state = 'rejected') = (article_id IS NULL)),
    CHECK ((article_id IS NULL) = (revision_id IS NULL)),
    CHECK ((state != 'duplicate') OR (duplicate_of IS NOT NULL))
);
INSERT INTO run_item BY NAME FROM run_item_before;
DROP TABLE run_item_before;
COMMENT ON TABLE run_item IS 'How each item of each run ended; one row an item.';
COMMENT ON COLUMN run_item.run_id IS 'The run; see run.run_id.';
COMMENT ON COLUMN run_item.item IS 'Number of the item in its run, 1-based, in the order of source, capture and position.';
COMMENT ON COLUMN run_item.state IS 'loaded, revised, unchanged, duplicate or rejected.';
COMMENT ON COLUMN run_item.source_id IS 'The source it came from; see source.source_id.';
COMMENT ON COLUMN run_item.capture_id IS 'The capture that held it; NULL when nothing was received.';
COMMENT ON COLUMN run_item.position IS 'Place of the entry in its capture, 0-based; NULL when the capture as a whole was rejected.';
COMMENT ON COLUMN run_item.article_id IS 'The article; NULL when rejected.';
COMMENT ON COLUMN run_item.revision_id IS 'The reading of the article; NULL when rejected.';
COMMENT ON COLUMN run_item.duplicate_of IS 'The article that holds the same words; NULL when it is no copy.';
COMMENT ON COLUMN run_item.reject_id IS 'The row in reject; NULL when not rejected.';

ALTER TABLE signature RENAME TO signature_before;
CREATE TABLE signature (
    article_id VARCHAR NOT NULL,
    revision_id VARCHAR NOT NULL,
    title_key VARCHAR,
    n_shingles BIGINT NOT NULL CHECK (n_shingles >= 0),
    minima BIGINT[] NOT NULL
);
INSERT INTO signature BY NAME FROM signature_before;
DROP TABLE signature_before;
COMMENT ON TABLE signature IS 'What tells whether another article is a copy of this one, also in a later run; one row an article, for its latest reading.';
COMMENT ON COLUMN signature.article_id IS 'The article; see article.article_id.';
COMMENT ON COLUMN signature.revision_id IS 'The reading that was signed.';
COMMENT ON COLUMN signature.title_key IS 'Equal for equal titles, whatever outlet stands behind them; NULL when the title has fewer than four words.';
COMMENT ON COLUMN signature.n_shingles IS 'Different runs of three words in the text; 0 when the text has fewer than 30 words.';
COMMENT ON COLUMN signature.minima IS 'MinHash of these runs: the share of equal values is the share of common runs. Empty when the text has fewer than 30 words.';

ALTER TABLE article_revision RENAME TO article_revision_before;
CREATE TABLE article_revision (
    article_id VARCHAR NOT NULL,
    revision_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    capture_id VARCHAR NOT NULL,
    position BIGINT NOT NULL CHECK (position >= 0),
    external_id VARCHAR,
    address VARCHAR,
    title VARCHAR,
    text VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL,
    language VARCHAR,
    published_at TIMESTAMP,
    published_precision VARCHAR CHECK (published_precision IN ('second', 'minute', 'day')),
    published_ground VARCHAR,
    published_raw VARCHAR,
    byline VARCHAR,
    agency VARCHAR,
    dateline_cities VARCHAR[] NOT NULL,
    dateline_date VARCHAR,
    subheads VARCHAR[] NOT NULL,
    keywords VARCHAR[] NOT NULL,
    captions VARCHAR[] NOT NULL,
    segment_times VARCHAR[] NOT NULL,
    update_number BIGINT,
    is_correction BOOLEAN NOT NULL,
    is_truncated BOOLEAN NOT NULL,
    has_mixed_script BOOLEAN NOT NULL,
    is_withdrawn BOOLEAN DEFAULT CAST('f' AS BOOLEAN),
    CHECK (published_ground IN ('feed', 'page', 'field', 'address', 'dateline'))
);
INSERT INTO article_revision BY NAME FROM article_revision_before;
DROP TABLE article_revision_before;
COMMENT ON TABLE article_revision IS 'Earlier readings of articles that were revised; the latest reading is in article.';
COMMENT ON COLUMN article_revision.article_id IS 'The article; see article.article_id.';
COMMENT ON COLUMN article_revision.revision_id IS 'The earlier reading.';
COMMENT ON COLUMN article_revision.source_id IS 'The source; see source.source_id.';
COMMENT ON COLUMN article_revision.capture_id IS 'The capture that this reading was taken from; see capture.capture_id.';
COMMENT ON COLUMN article_revision.position IS 'Place of the entry in its capture, 0-based.';
COMMENT ON COLUMN article_revision.external_id IS 'The publisher''s own identifier (guid, atom:id, or id field); NULL when none.';
COMMENT ON COLUMN article_revision.address IS 'Canonical URL of the article; NULL when none is known.';
COMMENT ON COLUMN article_revision.title IS 'Title; NULL when none.';
COMMENT ON COLUMN article_revision.text IS 'Clean text: paragraphs separated by a blank line, without title, caption, subhead or sign-off. All spans count Unicode code points in it, 0-based, end exclusive.';
COMMENT ON COLUMN article_revision.fingerprint IS 'Equal for equal words, whatever case, spacing and punctuation.';
COMMENT ON COLUMN article_revision.language IS 'Language, ISO 639-1; NULL when the text is too short to tell.';
COMMENT ON COLUMN article_revision.published_at IS 'When it was published, UTC; midnight when only the day is known; NULL when unknown. Never taken from the clock.';
COMMENT ON COLUMN article_revision.published_precision IS 'second, minute or day; NULL when published_at is NULL.';
COMMENT ON COLUMN article_revision.published_ground IS 'On what ground published_at is believed: feed, page, field, address or dateline; NULL when unknown.';
COMMENT ON COLUMN article_revision.published_raw IS 'The date as its publisher wrote it; NULL when none.';
COMMENT ON COLUMN article_revision.byline IS 'Who wrote it, as the publisher gives it; NULL when none.';
COMMENT ON COLUMN article_revision.agency IS 'News agency, from dateline or sign-off; NULL when none.';
COMMENT ON COLUMN article_revision.dateline_cities IS 'Cities of the dateline, in its order; empty when there is none.';
COMMENT ON COLUMN article_revision.dateline_date IS 'Month and day of the dateline, MM-DD; NULL when none.';
COMMENT ON COLUMN article_revision.subheads IS 'Subheads taken out of the text, in order.';
COMMENT ON COLUMN article_revision.keywords IS 'Keywords, from the publisher or the tail of the text.';
COMMENT ON COLUMN article_revision.captions IS 'Captions taken out of the text, in order.';
COMMENT ON COLUMN article_revision.segment_times IS 'Clock times of a live blog, HH:MM, in order.';
COMMENT ON COLUMN article_revision.update_number IS 'Number of the UPDATE flag of a wire; NULL when none.';
COMMENT ON COLUMN article_revision.is_correction IS 'Whether it says that it corrects an earlier reading.';
COMMENT ON COLUMN article_revision.is_truncated IS 'Whether the publisher sent only a teaser.';
COMMENT ON COLUMN article_revision.has_mixed_script IS 'Whether Latin words hold letters of another script.';
COMMENT ON COLUMN article_revision.is_withdrawn IS 'Whether this reading only said that the article was taken back.';

ALTER TABLE article RENAME TO article_before;
CREATE TABLE article (
    article_id VARCHAR NOT NULL,
    revision_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    capture_id VARCHAR NOT NULL,
    position BIGINT NOT NULL CHECK (position >= 0),
    external_id VARCHAR,
    address VARCHAR,
    title VARCHAR,
    text VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL,
    language VARCHAR,
    published_at TIMESTAMP,
    published_precision VARCHAR CHECK (published_precision IN ('second', 'minute', 'day')),
    published_ground VARCHAR,
    published_raw VARCHAR,
    byline VARCHAR,
    agency VARCHAR,
    dateline_cities VARCHAR[] NOT NULL,
    dateline_date VARCHAR,
    subheads VARCHAR[] NOT NULL,
    keywords VARCHAR[] NOT NULL,
    captions VARCHAR[] NOT NULL,
    segment_times VARCHAR[] NOT NULL,
    update_number BIGINT,
    is_correction BOOLEAN NOT NULL,
    is_truncated BOOLEAN NOT NULL,
    has_mixed_script BOOLEAN NOT NULL,
    published_on DATE,
    duplicate_of VARCHAR,
    story_id VARCHAR,
    tone DOUBLE CHECK (tone BETWEEN -1 AND 1),
    coder_version VARCHAR,
    duplicate_degree DOUBLE,
    duplicate_ground VARCHAR,
    is_withdrawn BOOLEAN DEFAULT CAST('f' AS BOOLEAN),
    CHECK (published_ground IN ('feed', 'page', 'field', 'address', 'dateline')),
    CHECK (duplicate_of != article_id),
    CHECK ((published_at IS NULL) = (published_precision IS NULL)),
    CHECK ((duplicate_of IS NULL) OR (coder_version IS NULL))
);
INSERT INTO article BY NAME FROM article_before;
DROP TABLE article_before;
COMMENT ON TABLE article IS 'One row an article, in its latest reading. Copies of another article are kept, but not coded.';
COMMENT ON COLUMN article.article_id IS 'Identity of the article; stays the same when the text is revised.';
COMMENT ON COLUMN article.revision_id IS 'This reading of it; changes with title or text.';
COMMENT ON COLUMN article.source_id IS 'The source; see source.source_id.';
COMMENT ON COLUMN article.capture_id IS 'The capture that this reading was taken from; see capture.capture_id.';
COMMENT ON COLUMN article.position IS 'Place of the entry in its capture, 0-based.';
COMMENT ON COLUMN article.external_id IS 'The publisher''s own identifier (guid, atom:id, or id field); NULL when none.';
COMMENT ON COLUMN article.address IS 'Canonical URL of the article; NULL when none is known.';
COMMENT ON COLUMN article.title IS 'Title; NULL when none.';
COMMENT ON COLUMN article.text IS 'Clean text: paragraphs separated by a blank line, without title, caption, subhead or sign-off. All spans count Unicode code points in it, 0-based, end exclusive.';
COMMENT ON COLUMN article.fingerprint IS 'Equal for equal words, whatever case, spacing and punctuation.';
COMMENT ON COLUMN article.language IS 'Language, ISO 639-1; NULL when the text is too short to tell.';
COMMENT ON COLUMN article.published_at IS 'When it was published, UTC; midnight when only the day is known; NULL when unknown. Never taken from the clock.';
COMMENT ON COLUMN article.published_precision IS 'second, minute or day; NULL when published_at is NULL.';
COMMENT ON COLUMN article.published_ground IS 'On what ground published_at is believed: feed, page, field, address or dateline; NULL when unknown.';
COMMENT ON COLUMN article.published_raw IS 'The date as its publisher wrote it; NULL when none.';
COMMENT ON COLUMN article.byline IS 'Who wrote it, as the publisher gives it; NULL when none.';
COMMENT ON COLUMN article.agency IS 'News agency, from dateline or sign-off; NULL when none.';
COMMENT ON COLUMN article.dateline_cities IS 'Cities of the dateline, in its order; empty when there is none.';
COMMENT ON COLUMN article.dateline_date IS 'Month and day of the dateline, MM-DD; NULL when none.';
COMMENT ON COLUMN article.subheads IS 'Subheads taken out of the text, in order.';
COMMENT ON COLUMN article.keywords IS 'Keywords, from the publisher or the tail of the text.';
COMMENT ON COLUMN article.captions IS 'Captions taken out of the text, in order.';
COMMENT ON COLUMN article.segment_times IS 'Clock times of a live blog, HH:MM, in order.';
COMMENT ON COLUMN article.update_number IS 'Number of the UPDATE flag of a wire; NULL when none.';
COMMENT ON COLUMN article.is_correction IS 'Whether it says that it corrects an earlier reading.';
COMMENT ON COLUMN article.is_truncated IS 'Whether the publisher sent only a teaser.';
COMMENT ON COLUMN article.has_mixed_script IS 'Whether Latin words hold letters of another script.';
COMMENT ON COLUMN article.published_on IS 'Day of published_at, UTC; NULL when unknown.';
COMMENT ON COLUMN article.duplicate_of IS 'The article that holds the same words and is coded instead; NULL when this is no copy.';
COMMENT ON COLUMN article.story_id IS 'The story; see story.story_id. NULL only within a load.';
COMMENT ON COLUMN article.tone IS 'Mean valence of the words, -1 to +1, from the coder; NULL without words or when not coded.';
COMMENT ON COLUMN article.coder_version IS 'Version of the coder that read it; NULL for copies, which are not coded.';
COMMENT ON COLUMN article.duplicate_degree IS 'How much of this copy stands in its original: the share of its runs of three words, 0 to 1, estimated unless the words are equal; NULL when this is no copy, or too short to tell.';
COMMENT ON COLUMN article.duplicate_ground IS 'Why it is taken for a copy: text (equal words), near (the texts are alike) or title (equal titles at one source within a week); NULL when this is no copy.';
COMMENT ON COLUMN article.is_withdrawn IS 'Whether its publisher took it back; then nothing is drawn from it, and its earlier reading is in article_revision.';

ALTER TABLE capture RENAME TO capture_before;
CREATE TABLE capture (
    capture_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    captured_at TIMESTAMP NOT NULL,
    sha256 VARCHAR NOT NULL CHECK (length(sha256) = 64),
    media_type VARCHAR,
    status BIGINT CHECK (status BETWEEN 100 AND 599),
    headers VARCHAR[] NOT NULL,
    archive_file VARCHAR NOT NULL,
    archive_offset BIGINT NOT NULL CHECK (archive_offset >= 0),
    archive_length BIGINT NOT NULL CHECK (archive_length >= 0),
    page_of VARCHAR
);
INSERT INTO capture BY NAME FROM capture_before;
DROP TABLE capture_before;
COMMENT ON TABLE capture IS 'Bytes as received; the body lies in the raw archive. The same bytes from the same address are one capture, however often they come.';
COMMENT ON COLUMN capture.capture_id IS 'Identifier made of source, address and checksum.';
COMMENT ON COLUMN capture.source_id IS 'The source; see source.source_id.';
COMMENT ON COLUMN capture.address IS 'URL, or path relative to the folder that was given.';
COMMENT ON COLUMN capture.captured_at IS 'When these bytes were first received, UTC.';
COMMENT ON COLUMN capture.sha256 IS 'SHA-256 of the body, hexadecimal.';
COMMENT ON COLUMN capture.media_type IS 'Media type as the publisher declares it; NULL when none.';
COMMENT ON COLUMN capture.status IS 'HTTP status; NULL for files.';
COMMENT ON COLUMN capture.headers IS 'HTTP headers as the server sent them, each "Name: value"; empty for files.';
COMMENT ON COLUMN capture.archive_file IS 'File of the raw archive that holds the body, relative to the data folder.';
COMMENT ON COLUMN capture.archive_offset IS 'Where the record starts in that file, in bytes.';
COMMENT ON COLUMN capture.archive_length IS 'Length of the record in that file, in bytes.';
COMMENT ON COLUMN capture.page_of IS 'For the page of an item, fetched for its full text: the capture of the feed that named it, see capture.capture_id. NULL for all others.';

ALTER TABLE story RENAME TO story_before;
CREATE TABLE story (
    story_id VARCHAR NOT NULL,
    lead_article_id VARCHAR NOT NULL,
    title VARCHAR,
    n_articles BIGINT NOT NULL CHECK (n_articles >= 1),
    n_sources BIGINT NOT NULL CHECK (n_sources >= 1),
    first_published_at TIMESTAMP,
    last_published_at TIMESTAMP
);
INSERT INTO story BY NAME FROM story_before;
DROP TABLE story_before;
COMMENT ON TABLE story IS 'The articles that tell the same thing in the same words; one row a story, also for an article that stands alone.';
COMMENT ON COLUMN story.story_id IS 'Identifier made of the identity of the lead article.';
COMMENT ON COLUMN story.lead_article_id IS 'The article that is coded; the others are copies of it.';
COMMENT ON COLUMN story.title IS 'Title of the lead article; NULL when it has none.';
COMMENT ON COLUMN story.n_articles IS 'Articles in it, the lead among them.';
COMMENT ON COLUMN story.n_sources IS 'Sources that carried it.';
COMMENT ON COLUMN story.first_published_at IS 'Earliest publication among its articles, UTC; NULL when none is dated.';
COMMENT ON COLUMN story.last_published_at IS 'Latest publication among its articles, UTC; NULL when none is dated.';
