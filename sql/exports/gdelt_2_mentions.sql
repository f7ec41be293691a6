-- The 16 columns of GDELT 2.0 Mentions, in their order. Needs what gdelt_1_pairs.sql makes.
-- Empty, because we do not know it: the number of the sentence, GDELT's tone (ours is another measure), translation.
-- MentionIdentifier is the link, or our id of an article that has none.
CREATE OR REPLACE TEMP TABLE gdelt_mention AS
WITH told AS (
    SELECT
        m.*,
        a.text,
        a.source_id,
        a.published_at,
        CASE WHEN a.address LIKE 'http%' THEN translate(a.address, chr(9) || chr(10) || chr(13) || ' ', '') END AS address,
        strftime(c.captured_at, '%Y%m%d%H%M%S')::BIGINT AS added
    FROM mention AS m
    JOIN article AS a USING (article_id)
    JOIN capture AS c USING (capture_id)
    WHERE m.realis = 'asserted'
)
SELECT
    p.global_event_id AS "GLOBALEVENTID",
    min(t.added) OVER (PARTITION BY p.global_event_id) AS "EventTimeDate",
    t.added AS "MentionTimeDate",
    CASE WHEN t.address IS NULL THEN 2 ELSE 1 END AS "MentionType",
    coalesce(regexp_extract(t.address, '^https?://(?:www\.)?([^/:?#]+)', 1), t.source_id) AS "MentionSourceName",
    coalesce(t.address, t.article_id) AS "MentionIdentifier",
    NULL::BIGINT AS "SentenceID",
    a.text_start AS "Actor1CharOffset",
    r.text_start AS "Actor2CharOffset",
    t.trigger_text_start AS "ActionCharOffset",
    (coalesce(a.is_in_raw_text, true) AND coalesce(r.is_in_raw_text, true))::BIGINT AS "InRawText",
    round(100 * t.confidence)::BIGINT AS "Confidence",
    length(t.text) AS "MentionDocLen",
    NULL::DOUBLE AS "MentionDocTone",
    NULL::VARCHAR AS "MentionDocTranslationInfo",
    NULL::VARCHAR AS "Extras"
FROM gdelt_pair AS p
JOIN told AS t USING (event_id)
LEFT JOIN gdelt_party AS a ON a.mention_id = t.mention_id AND a.role = 'actor' AND a.name = p.actor_1.name
LEFT JOIN gdelt_party AS r ON r.mention_id = t.mention_id AND r.role = 'recipient' AND r.name = p.actor_2.name;
