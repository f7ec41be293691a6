-- How each feed is doing, and which captures are pages of a feed's items.

ALTER TABLE capture ADD COLUMN page_of VARCHAR;
COMMENT ON COLUMN capture.page_of IS 'For the page of an item, fetched for its full text: the capture of the feed that named it, see capture.capture_id. NULL for all others.';

CREATE TABLE source_health (
    source_id VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    body_sha256 VARCHAR CHECK (length(body_sha256) = 64),
    first_polled_at TIMESTAMP NOT NULL,
    last_polled_at TIMESTAMP NOT NULL,
    last_succeeded_at TIMESTAMP,
    last_news_at TIMESTAMP,
    usual_interval_seconds DOUBLE CHECK (usual_interval_seconds >= 0),
    n_failures BIGINT NOT NULL CHECK (n_failures >= 0),
    last_failure VARCHAR CHECK (last_failure IN ('hard', 'soft', 'passing')),
    failure_detail VARCHAR,
    not_before_at TIMESTAMP,
    next_poll_at TIMESTAMP NOT NULL,
    is_silent BOOLEAN NOT NULL,
    CHECK ((n_failures = 0) = (last_failure IS NULL)),
    CHECK ((last_failure IS NULL) = (failure_detail IS NULL)),
    PRIMARY KEY (source_id)
);
COMMENT ON TABLE source_health IS 'How each feed that was ever polled is doing, as of its last poll; one row a feed. A feed whose address changes starts anew.';
COMMENT ON COLUMN source_health.source_id IS 'The feed; see source.source_id.';
COMMENT ON COLUMN source_health.address IS 'The address that was polled.';
COMMENT ON COLUMN source_health.etag IS 'ETag of its last answer, sent back at the next poll; NULL when it gave none.';
COMMENT ON COLUMN source_health.last_modified IS 'Last-Modified of its last answer, sent back at the next poll as it came; NULL when it gave none.';
COMMENT ON COLUMN source_health.body_sha256 IS 'SHA-256 of the last body that was received, hexadecimal; NULL until there was one.';
COMMENT ON COLUMN source_health.first_polled_at IS 'When it was first polled, UTC.';
COMMENT ON COLUMN source_health.last_polled_at IS 'When it was last polled, UTC.';
COMMENT ON COLUMN source_health.last_succeeded_at IS 'When it last answered as it should, with or without news, UTC; NULL when it never did.';
COMMENT ON COLUMN source_health.last_news_at IS 'When a poll last brought an item that was new or revised, UTC; NULL when none did.';
COMMENT ON COLUMN source_health.usual_interval_seconds IS 'Usual time between two polls that bring news, in seconds, the latest weighing most; NULL until there were two.';
COMMENT ON COLUMN source_health.n_failures IS 'Polls that failed since the last success.';
COMMENT ON COLUMN source_health.last_failure IS 'How the last poll failed: passing (no answer, or the server is busy), soft (it answers, but with nothing that can be taken) or hard (it stays so until somebody mends the address); NULL when it succeeded.';
COMMENT ON COLUMN source_health.failure_detail IS 'For people: what the last poll failed of; NULL when it succeeded.';
COMMENT ON COLUMN source_health.not_before_at IS 'Until when its server asked to be left alone (Retry-After), UTC; NULL when it did not.';
COMMENT ON COLUMN source_health.next_poll_at IS 'When the next poll is due, UTC: by its usual interval, and ever later while it is silent or fails.';
COMMENT ON COLUMN source_health.is_silent IS 'Whether it had been without news for longer than usual when it was last polled: three usual intervals, and a day at the least.';
