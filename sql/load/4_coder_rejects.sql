-- Articles that the coder failed on are rejected, and with them the copies and earlier readings that lean on them. A
-- copy that was recalled because of one of them stays what it was.
-- Needs sifted and staged_reject.

CREATE OR REPLACE TEMP TABLE failed AS
SELECT s.article_id, min(r.reject_id) AS reject_id
FROM sifted AS s
JOIN staged_reject AS r ON r.capture_id = s.capture_id AND r.position = s.position AND r.stage = 'code'
WHERE s.needs_coding
GROUP BY s.article_id;

UPDATE sifted
SET state = 'rejected', reject_id = failed.reject_id, needs_coding = false, is_kept = false, is_earlier = false
FROM failed
WHERE NOT sifted.is_known_reading
    AND (
        sifted.article_id = failed.article_id
        OR sifted.duplicate_of = failed.article_id
        OR (sifted.item < 0 AND sifted.known_duplicate_of = failed.article_id)
    );
