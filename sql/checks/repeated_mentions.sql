-- severity: warn
-- One trigger gives the same event type twice in an article, with the same parties.
WITH told AS (
    SELECT
        m.mention_id, m.article_id, m.event_type, m.trigger_text_start,
        string_agg(p.role || p.text_start, ' ' ORDER BY p.role, p.text_start) AS parties
    FROM checked_mention AS m
    LEFT JOIN checked_mention_party AS p USING (mention_id)
    GROUP BY ALL
)
SELECT article_id, event_type, trigger_text_start, count(*) AS n_mentions, min(mention_id) AS mention_id
FROM told
GROUP BY article_id, event_type, trigger_text_start, parties
HAVING count(*) > 1
ORDER BY ALL;
