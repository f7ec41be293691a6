-- severity: warn
-- An event is told as done, but dated after the article was published.
SELECT m.mention_id, m.event_type, m.when_text, m.when_start, a.published_on
FROM checked_mention AS m
JOIN checked_article AS a USING (article_id)
WHERE m.realis = 'asserted' AND m.when_start > a.published_on + 1
ORDER BY m.mention_id;
