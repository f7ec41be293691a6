-- What re-coding changed: mentions of each event type before and after, told by article, type and trigger words.
-- Needs the dataset as it was, attached as before.
CREATE OR REPLACE TEMP MACRO told_by(mentions, parties, counts) AS TABLE
SELECT
    m.article_id, m.event_type, m.trigger_text,
    row_number() OVER (
        PARTITION BY m.article_id, m.event_type, m.trigger_text ORDER BY m.trigger_text_start, m.mention_id
    ) AS nth,
    (
        m.mode, m.contexts, m.realis, m.cameo_code, m.when_start, m.when_end, m.where_name, m.where_country,
        round(m.confidence, 2), p.parties, c.counts
    ) AS content
FROM query_table(mentions) AS m
LEFT JOIN (
    SELECT
        mention_id,
        string_agg(concat_ws(chr(31), role, text, name, country, sector), chr(30) ORDER BY role, position) AS parties
    FROM query_table(parties)
    GROUP BY mention_id
) AS p USING (mention_id)
LEFT JOIN (
    SELECT mention_id, string_agg(concat_ws(chr(31), role, n), chr(30) ORDER BY position) AS counts
    FROM query_table(counts)
    GROUP BY mention_id
) AS c USING (mention_id);

CREATE OR REPLACE TEMP TABLE change AS
SELECT
    coalesce(event_type, 'all') AS event_type,
    CAST(count(b.nth) AS INTEGER) AS before,
    CAST(count(a.nth) AS INTEGER) AS after,
    CAST(count(*) FILTER (b.nth IS NULL) AS INTEGER) AS added,
    CAST(count(*) FILTER (a.nth IS NULL) AS INTEGER) AS gone,
    CAST(count(*) FILTER (a.nth = b.nth AND a.content IS DISTINCT FROM b.content) AS INTEGER) AS changed
FROM told_by('before.mention', 'before.mention_party', 'before.mention_count') AS b
FULL JOIN told_by('mention', 'mention_party', 'mention_count') AS a USING (article_id, event_type, trigger_text, nth)
GROUP BY GROUPING SETS ((event_type), ());
