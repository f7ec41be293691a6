-- severity: error
-- An article is coded by no coder, or by another than its mentions.
SELECT article_id, NULL AS mention_id, coder_version, NULL AS mention_coder_version
FROM checked_article
WHERE duplicate_of IS NULL AND coder_version IS NULL AND NOT is_withdrawn
UNION ALL
SELECT article_id, m.mention_id, a.coder_version, m.coder_version
FROM checked_mention AS m
JOIN checked_article AS a USING (article_id)
WHERE m.coder_version <> a.coder_version
ORDER BY article_id, mention_id;
