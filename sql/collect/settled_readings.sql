-- The readings of the source $source_id whose pages need not be asked for again: all that are known, but for teasers
-- whose page gave no answer.
SELECT r.article_id, r.revision_id
FROM (
    SELECT article_id, revision_id FROM article WHERE source_id = $source_id
    UNION ALL
    SELECT article_id, revision_id FROM article_revision WHERE source_id = $source_id
) AS r
JOIN article AS a USING (article_id)
WHERE NOT (
    a.is_truncated
    AND a.address IN (SELECT address FROM reject WHERE source_id = $source_id AND reason = 'unreachable')
);
