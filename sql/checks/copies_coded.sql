-- severity: error
-- A copy of another article was coded: its events count twice.
SELECT a.article_id, a.duplicate_of, m.mention_id
FROM checked_article AS a
JOIN mention AS m USING (article_id)
WHERE a.duplicate_of IS NOT NULL
ORDER BY m.mention_id;
