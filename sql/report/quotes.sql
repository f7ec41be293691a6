-- What was said in this time, the newest first: at most $quotes quotes whose speaker is named, not only "he" or "they".
SELECT
    coalesce(q.speaker_name, q.speaker_antecedent, q.speaker_text) AS speaker,
    q.speaker_country AS country,
    q.speaker_sector AS sector,
    q.verb_text AS verb,
    q.text AS quote,
    a.source_id,
    a.title,
    a.address,
    coalesce(a.published_on, c.captured_at::DATE) AS day
FROM quote AS q
JOIN article AS a USING (article_id)
JOIN capture AS c USING (capture_id)
WHERE coalesce(a.published_on, c.captured_at::DATE) BETWEEN $since AND $until
    AND lower(speaker) NOT IN ('he', 'i', 'it', 'one', 'she', 'they', 'we', 'who', 'you')
    AND ($country IS NULL OR q.speaker_country = $country)
ORDER BY day DESC, a.published_at DESC NULLS LAST, q.quote_id
LIMIT $quotes;
