-- severity: error
-- Words are not what stands in the article at their span. substr counts code points from 1, as Python's slices do from 0.
WITH span AS (
    SELECT
        article_id, 'trigger of ' || mention_id AS what, trigger_text AS words,
        trigger_text_start AS s, trigger_text_end AS e
    FROM checked_mention
    UNION ALL
    SELECT article_id, 'date of ' || mention_id, when_text, when_text_start, when_text_end
    FROM checked_mention WHERE when_text IS NOT NULL
    UNION ALL
    SELECT article_id, 'place of ' || mention_id, where_text, where_text_start, where_text_end
    FROM checked_mention WHERE where_text IS NOT NULL
    UNION ALL
    SELECT m.article_id, p.role || ' of ' || p.mention_id, p.text, p.text_start, p.text_end
    FROM checked_mention_party AS p JOIN checked_mention AS m USING (mention_id)
    UNION ALL
    SELECT m.article_id, 'number of ' || c.mention_id, c.text, c.text_start, c.text_end
    FROM checked_mention_count AS c JOIN checked_mention AS m USING (mention_id)
    UNION ALL
    SELECT article_id, 'words of ' || quote_id, text, text_start, text_end FROM checked_quote
    UNION ALL
    SELECT article_id, 'speaker of ' || quote_id, speaker_text, speaker_text_start, speaker_text_end
    FROM checked_quote WHERE speaker_text IS NOT NULL
    UNION ALL
    SELECT article_id, 'verb of ' || quote_id, verb_text, verb_text_start, verb_text_end
    FROM checked_quote WHERE verb_text IS NOT NULL
)
SELECT span.what, span.article_id, span.words, substr(a.text, span.s + 1, span.e - span.s) AS found
FROM span
JOIN checked_article AS a USING (article_id)
WHERE substr(a.text, span.s + 1, span.e - span.s) IS DISTINCT FROM span.words
ORDER BY span.what, span.article_id;
