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
SET state = 'rejected', reject_id = leaning.reject_id, needs_coding = false, is_kept = false, is_earlier = false
FROM (
    SELECT item, min(reject_id) AS reject_id
    FROM (
        SELECT s.item, f.reject_id FROM sifted AS s JOIN failed AS f USING (article_id)
        UNION ALL
        SELECT s.item, f.reject_id FROM sifted AS s JOIN failed AS f ON f.article_id = s.duplicate_of
        UNION ALL
        SELECT s.item, f.reject_id
        FROM sifted AS s
        JOIN failed AS f ON f.article_id = s.known_duplicate_of
        WHERE s.item < 0
    )
    GROUP BY item
) AS leaning
WHERE NOT sifted.is_known_reading AND leaning.item = sifted.item;
