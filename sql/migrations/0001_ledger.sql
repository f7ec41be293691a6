-- The ledger: what ran, what came in, how each item ended.

CREATE TABLE migration (
    version BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    applied_at TIMESTAMP NOT NULL,
    PRIMARY KEY (version)
);
COMMENT ON TABLE migration IS 'The changes of the schema that this dataset has been through; one row a migration file.';
COMMENT ON COLUMN migration.version IS 'Number of the migration: the first four digits of its file name.';
COMMENT ON COLUMN migration.name IS 'Name of the file in sql/migrations.';
COMMENT ON COLUMN migration.sha256 IS 'SHA-256 of the file when it was applied, hexadecimal. An edited file is refused.';
COMMENT ON COLUMN migration.applied_at IS 'When it was applied, UTC.';

CREATE TABLE run (
    run_id VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    state VARCHAR NOT NULL CHECK (state IN ('running', 'completed', 'failed', 'interrupted')),
    version VARCHAR NOT NULL,
    coder_version VARCHAR NOT NULL,
    detail VARCHAR,
    n_collected BIGINT CHECK (n_collected >= 0),
    n_loaded BIGINT CHECK (n_loaded >= 0),
    n_revised BIGINT CHECK (n_revised >= 0),
    n_unchanged BIGINT CHECK (n_unchanged >= 0),
    n_duplicate BIGINT CHECK (n_duplicate >= 0),
    n_rejected BIGINT CHECK (n_rejected >= 0),
    PRIMARY KEY (run_id)
);
COMMENT ON TABLE run IS 'One row a run of Wireroom. The counts prove that nothing was lost: collected = loaded + revised + unchanged + duplicate + rejected.';
COMMENT ON COLUMN run.run_id IS 'Identifier of the run, given by the flow.';
COMMENT ON COLUMN run.started_at IS 'When the run started, UTC.';
COMMENT ON COLUMN run.finished_at IS 'When the run ended, UTC; NULL while it runs or when it was killed.';
COMMENT ON COLUMN run.state IS 'running, completed, failed, or interrupted (killed; noticed by the next run).';
COMMENT ON COLUMN run.version IS 'Version of Wireroom.';
COMMENT ON COLUMN run.coder_version IS 'Version of the coder and its data.';
COMMENT ON COLUMN run.detail IS 'For people: what went wrong; NULL when nothing did.';
COMMENT ON COLUMN run.n_collected IS 'Items that came in, counted by the flow before anything was decided; NULL until loaded.';
COMMENT ON COLUMN run.n_loaded IS 'Items that became a new article; NULL until loaded.';
COMMENT ON COLUMN run.n_revised IS 'Items that gave a new reading, or a new coding, of a known article; NULL until loaded.';
COMMENT ON COLUMN run.n_unchanged IS 'Items that were known as they are; NULL until loaded.';
COMMENT ON COLUMN run.n_duplicate IS 'Items whose words another article already holds; NULL until loaded.';
COMMENT ON COLUMN run.n_rejected IS 'Items that went no further; NULL until loaded.';

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
    CHECK (state <> 'duplicate' OR duplicate_of IS NOT NULL),
    PRIMARY KEY (run_id, item)
);
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

CREATE TABLE run_source (
    run_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    n_captures BIGINT NOT NULL CHECK (n_captures >= 0),
    PRIMARY KEY (run_id, source_id)
);
COMMENT ON TABLE run_source IS 'The sources that each run asked; one row a source and run, also where nothing came.';
COMMENT ON COLUMN run_source.run_id IS 'The run; see run.run_id.';
COMMENT ON COLUMN run_source.source_id IS 'The source; see source.source_id.';
COMMENT ON COLUMN run_source.n_captures IS 'Captures received from it in this run, new or known.';

CREATE TABLE source (
    source_id VARCHAR NOT NULL,
    title VARCHAR,
    kind VARCHAR NOT NULL CHECK (kind IN ('feed', 'file', 'folder', 'item')),
    address VARCHAR,
    country VARCHAR CHECK (length(country) = 3),
    language VARCHAR CHECK (length(language) = 2),
    PRIMARY KEY (source_id)
);
COMMENT ON TABLE source IS 'Where news comes from: a feed of sources.toml, a file, folder or address that was given, or a name that an item gives itself.';
COMMENT ON COLUMN source.source_id IS 'Identifier in sources.toml, the name of the file or folder that was given, or the name in the item.';
COMMENT ON COLUMN source.title IS 'Title for people, from sources.toml; NULL when none is given.';
COMMENT ON COLUMN source.kind IS 'feed, file, folder, or item (named by an item, such as a line of a JSON Lines file).';
COMMENT ON COLUMN source.address IS 'URL or path as it was given; NULL for kind item.';
COMMENT ON COLUMN source.country IS 'Country of the publisher, ISO 3166 alpha-3, from sources.toml; NULL when none is given.';
COMMENT ON COLUMN source.language IS 'Language, ISO 639-1, from sources.toml; NULL when none is given.';

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
    PRIMARY KEY (capture_id)
);
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

CREATE TABLE reject (
    reject_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    address VARCHAR,
    stage VARCHAR NOT NULL CHECK (stage IN ('collect', 'parse', 'normalize', 'code')),
    reason VARCHAR NOT NULL CHECK (reason IN ('unreachable', 'http_error', 'forbidden_address', 'unreadable', 'too_large', 'empty', 'binary', 'unknown_format', 'malformed', 'no_text', 'coder_error')),
    detail VARCHAR NOT NULL,
    capture_id VARCHAR,
    position BIGINT CHECK (position >= 0),
    PRIMARY KEY (reject_id)
);
COMMENT ON TABLE reject IS 'Items that went no further, and why. The same fault of the same bytes is one row, however often it comes; run_item says when.';
COMMENT ON COLUMN reject.reject_id IS 'Identifier made of the content.';
COMMENT ON COLUMN reject.source_id IS 'The source; see source.source_id.';
COMMENT ON COLUMN reject.address IS 'Address of the item; NULL when it has none.';
COMMENT ON COLUMN reject.stage IS 'Where it stopped: collect, parse, normalize or code.';
COMMENT ON COLUMN reject.reason IS 'Why, from a closed list.';
COMMENT ON COLUMN reject.detail IS 'For people: what happened and what to do.';
COMMENT ON COLUMN reject.capture_id IS 'The capture that holds the bytes; NULL when nothing was received.';
COMMENT ON COLUMN reject.position IS 'Place of the entry in the capture, or line of the file, 0-based; NULL for the whole capture.';
