-- The reports behind the events: of an event its surest ones, at most 12 sentences, and of as many events as fit into
-- the page ($characters of text). Events that more independent sources report come first; among equals, each country
-- has its turn. Marks are the places of the parts in the sentence: t(rigger), a(ctor), r(ecipient), d(ate), p(lace).
WITH turn AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY coalesce(countries[1], '')
            ORDER BY n_reports DESC, day DESC, abs(intensity) * confidence DESC, event_id
        ) AS turn
    FROM report_event
),
ranked AS (
    SELECT event_id, row_number() OVER (ORDER BY n_independent DESC, turn, event_id) AS rank
    FROM turn
),
told AS (
    SELECT
        r.rank,
        m.*,
        substr(a.text, m.sentence_start + 1, m.sentence_end - m.sentence_start) AS sentence,
        a.source_id,
        a.title,
        a.address,
        a.published_at,
        a.published_precision,
        row_number() OVER (PARTITION BY m.event_id ORDER BY m.confidence DESC, m.mention_id) AS place_in_event
    FROM ranked AS r
    JOIN mention AS m USING (event_id)
    JOIN article AS a USING (article_id)
    WHERE r.rank <= $characters / 50  -- the rest cannot fit: a sentence with its title and address is longer
    QUALIFY place_in_event <= 12
),
kept AS (
    SELECT *
    FROM told
    QUALIFY sum(length(sentence) + length(concat(title, address))) OVER (ORDER BY rank, place_in_event) <= $characters
),
party AS (
    SELECT
        p.mention_id,
        string_agg(
            p.role[1] || (p.text_start - k.sentence_start) || ':' || (p.text_end - k.sentence_start), ' '
            ORDER BY p.role, p.position
        ) FILTER (p.role <> 'attributed_to') AS marks,
        string_agg(coalesce(p.name, p.antecedent, p.text), '; ' ORDER BY p.position) FILTER (p.role = 'attributed_to') AS attributed_to
    FROM kept AS k
    JOIN mention_party AS p USING (mention_id)
    GROUP BY p.mention_id
),
copied AS (
    SELECT a.duplicate_of AS article_id, string_agg(DISTINCT coalesce(s.title, a.source_id), ', ') AS also_in
    FROM article AS a
    LEFT JOIN source AS s USING (source_id)
    WHERE a.duplicate_of IN (SELECT article_id FROM kept)
    GROUP BY a.duplicate_of
)
SELECT
    k.event_id,
    k.mention_id,
    k.sentence,
    concat_ws(
        ' ',
        't' || (k.trigger_text_start - k.sentence_start) || ':' || (k.trigger_text_end - k.sentence_start),
        CASE
            WHEN k.when_text_start >= k.sentence_start AND k.when_text_end <= k.sentence_end  -- not of another sentence
            THEN 'd' || (k.when_text_start - k.sentence_start) || ':' || (k.when_text_end - k.sentence_start)
        END,
        'p' || (k.where_text_start - k.sentence_start) || ':' || (k.where_text_end - k.sentence_start),
        p.marks
    ) AS marks,
    p.attributed_to,
    round(k.confidence, 3) AS confidence,
    k.source_id,
    k.title,
    k.address,
    CASE
        WHEN k.published_precision = 'day' THEN strftime(k.published_at, '%Y-%m-%d')
        ELSE strftime(k.published_at, '%Y-%m-%d %H:%M UTC')
    END AS published,
    c.also_in
FROM kept AS k
LEFT JOIN party AS p USING (mention_id)
LEFT JOIN copied AS c USING (article_id)
ORDER BY k.rank, k.place_in_event;
