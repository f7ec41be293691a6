-- Articles, their earlier readings, their quotes and stories.

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
    published_ground VARCHAR CHECK (published_ground IN ('feed', 'page', 'field', 'address', 'dateline')),
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
    duplicate_of VARCHAR CHECK (duplicate_of <> article_id),
    story_id VARCHAR,
    tone DOUBLE CHECK (tone BETWEEN -1 AND 1),
    coder_version VARCHAR,
    CHECK ((published_at IS NULL) = (published_precision IS NULL)),
    CHECK (duplicate_of IS NULL OR coder_version IS NULL),
    PRIMARY KEY (article_id)
);
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
    published_ground VARCHAR CHECK (published_ground IN ('feed', 'page', 'field', 'address', 'dateline')),
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
    PRIMARY KEY (revision_id, article_id)
);
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

CREATE TABLE quote (
    quote_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    revision_id VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    text_start BIGINT NOT NULL CHECK (text_start >= 0),
    text_end BIGINT NOT NULL,
    speaker_text VARCHAR,
    speaker_text_start BIGINT,
    speaker_text_end BIGINT,
    speaker_name VARCHAR,
    speaker_country VARCHAR,
    speaker_sector VARCHAR,
    speaker_antecedent VARCHAR,
    speaker_confidence DOUBLE CHECK (speaker_confidence BETWEEN 0 AND 1),
    verb_text VARCHAR,
    verb_text_start BIGINT,
    verb_text_end BIGINT,
    CHECK (text_end > text_start),
    PRIMARY KEY (quote_id)
);
COMMENT ON TABLE quote IS 'Words given as somebody''s own; one row a quote.';
COMMENT ON COLUMN quote.quote_id IS 'Identifier made of the content.';
COMMENT ON COLUMN quote.article_id IS 'The article; see article.article_id.';
COMMENT ON COLUMN quote.revision_id IS 'The reading that the spans count in.';
COMMENT ON COLUMN quote.text IS 'The words, without quotation marks.';
COMMENT ON COLUMN quote.text_start IS 'Where they start in article.text, code points, 0-based.';
COMMENT ON COLUMN quote.text_end IS 'Where they end in article.text, code points, exclusive.';
COMMENT ON COLUMN quote.speaker_text IS 'Words that name the speaker; NULL when nobody is named.';
COMMENT ON COLUMN quote.speaker_text_start IS 'Where these words start in article.text, code points, 0-based.';
COMMENT ON COLUMN quote.speaker_text_end IS 'Where these words end in article.text, code points, exclusive.';
COMMENT ON COLUMN quote.speaker_name IS 'Canonical name of the speaker; NULL when not resolved.';
COMMENT ON COLUMN quote.speaker_country IS 'Country of the speaker, ISO 3166 alpha-3, or a PLOVER non-state code; NULL when unknown.';
COMMENT ON COLUMN quote.speaker_sector IS 'PLOVER sector code of the speaker; NULL when unknown.';
COMMENT ON COLUMN quote.speaker_antecedent IS 'For pronouns and nominals: the words they stand for; NULL otherwise.';
COMMENT ON COLUMN quote.speaker_confidence IS 'How sure the coder is of the speaker, 0 to 1; NULL without speaker.';
COMMENT ON COLUMN quote.verb_text IS 'The verb that gives the words; NULL when there is none.';
COMMENT ON COLUMN quote.verb_text_start IS 'Where the verb starts in article.text, code points, 0-based.';
COMMENT ON COLUMN quote.verb_text_end IS 'Where the verb ends in article.text, code points, exclusive.';

CREATE TABLE story (
    story_id VARCHAR NOT NULL,
    lead_article_id VARCHAR NOT NULL,
    title VARCHAR,
    n_articles BIGINT NOT NULL CHECK (n_articles >= 1),
    n_sources BIGINT NOT NULL CHECK (n_sources >= 1),
    first_published_at TIMESTAMP,
    last_published_at TIMESTAMP,
    PRIMARY KEY (story_id)
);
COMMENT ON TABLE story IS 'The articles that tell the same thing in the same words; one row a story, also for an article that stands alone.';
COMMENT ON COLUMN story.story_id IS 'Identifier made of the identity of the lead article.';
COMMENT ON COLUMN story.lead_article_id IS 'The article that is coded; the others are copies of it.';
COMMENT ON COLUMN story.title IS 'Title of the lead article; NULL when it has none.';
COMMENT ON COLUMN story.n_articles IS 'Articles in it, the lead among them.';
COMMENT ON COLUMN story.n_sources IS 'Sources that carried it.';
COMMENT ON COLUMN story.first_published_at IS 'Earliest publication among its articles, UTC; NULL when none is dated.';
COMMENT ON COLUMN story.last_published_at IS 'Latest publication among its articles, UTC; NULL when none is dated.';
