-- severity: error
-- A mention has no sentence behind it: the span is empty or outside the text, or the trigger is outside the sentence.
SELECT m.mention_id, m.sentence_start, m.sentence_end, length(a.text) AS text_length, m.trigger_text
FROM checked_mention AS m
JOIN checked_article AS a USING (article_id)
WHERE m.sentence_end > length(a.text)
    OR trim(substr(a.text, m.sentence_start + 1, m.sentence_end - m.sentence_start)) = ''
    OR m.trigger_text_start < m.sentence_start
    OR m.trigger_text_end > m.sentence_end
ORDER BY m.mention_id;
