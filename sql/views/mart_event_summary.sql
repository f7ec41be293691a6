-- Real-world events for people: what happened, how many reported it, from when to when, and the best sentence.
CREATE OR REPLACE VIEW mart_event_summary AS
WITH told AS (
    SELECT
        event_id,
        max(lowest) FILTER (role = 'killed') AS n_killed_lowest,
        max(highest) FILTER (role = 'killed') AS n_killed_highest,
        max(lowest) FILTER (role = 'injured') AS n_injured_lowest,
        max(highest) FILTER (role = 'injured') AS n_injured_highest,
        max(lowest) FILTER (role = 'arrested') AS n_arrested_lowest,
        max(highest) FILTER (role = 'arrested') AS n_arrested_highest,
        max(lowest) FILTER (role = 'displaced') AS n_displaced_lowest,
        max(highest) FILTER (role = 'displaced') AS n_displaced_highest,
        max(lowest) FILTER (role = 'abducted') AS n_abducted_lowest,
        max(highest) FILTER (role = 'abducted') AS n_abducted_highest,
        max(lowest) FILTER (role = 'crowd') AS n_crowd_lowest,
        max(highest) FILTER (role = 'crowd') AS n_crowd_highest
    FROM event_count
    GROUP BY event_id
)
SELECT
    e.event_id,
    e.event_type,
    e.mode,
    e.quad_class,
    e.intensity,
    e.cameo_code,
    e.actors,
    e.recipients,
    e.start_on,
    e.end_on,
    p.name AS place,
    p.country,
    p.latitude,
    p.longitude,
    e.realis,
    t.n_killed_lowest,
    t.n_killed_highest,
    t.n_injured_lowest,
    t.n_injured_highest,
    t.n_arrested_lowest,
    t.n_arrested_highest,
    t.n_displaced_lowest,
    t.n_displaced_highest,
    t.n_abducted_lowest,
    t.n_abducted_highest,
    t.n_crowd_lowest,
    t.n_crowd_highest,
    e.confidence,
    e.first_reported_at,
    e.last_reported_at,
    e.n_mentions,
    e.n_articles,
    e.n_sources,
    e.n_independent_sources,
    e.best_mention_id,
    substr(a.text, m.sentence_start + 1, m.sentence_end - m.sentence_start) AS sentence,
    a.source_id,
    a.title,
    a.address,
    a.article_id
FROM event AS e
JOIN mention AS m ON m.mention_id = e.best_mention_id
JOIN article AS a ON a.article_id = m.article_id
LEFT JOIN dim_place AS p ON p.place_id = e.place_id
LEFT JOIN told AS t ON t.event_id = e.event_id;

COMMENT ON VIEW mart_event_summary IS 'One row a real-world event, flat: the mentions of it across articles, with the best sentence. To see all of its mentions, look for its event_id in mart_event.';
COMMENT ON COLUMN mart_event_summary.event_id IS 'The event; see event.event_id.';
COMMENT ON COLUMN mart_event_summary.event_type IS 'PLOVER root, such as ASSAULT.';
COMMENT ON COLUMN mart_event_summary.mode IS 'PLOVER mode within the root; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.quad_class IS 'verbal_cooperation, material_cooperation, verbal_conflict or material_conflict.';
COMMENT ON COLUMN mart_event_summary.intensity IS 'PLOVER conflict-cooperation score, -10 to +10.';
COMMENT ON COLUMN mart_event_summary.cameo_code IS 'Closest CAMEO code.';
COMMENT ON COLUMN mart_event_summary.actors IS 'Who did it: canonical names, else whom a pronoun stands for, else the words, joined with "; "; NULL when nobody is named.';
COMMENT ON COLUMN mart_event_summary.recipients IS 'To whom: canonical names, else whom a pronoun stands for, else the words, joined with "; "; NULL when nobody is named.';
COMMENT ON COLUMN mart_event_summary.start_on IS 'First day of the event; NULL when no report gives a date.';
COMMENT ON COLUMN mart_event_summary.end_on IS 'Last day of the event, inclusive; NULL when no report gives a date.';
COMMENT ON COLUMN mart_event_summary.place IS 'Name of the narrowest place that is told; NULL when none is resolved.';
COMMENT ON COLUMN mart_event_summary.country IS 'Country of the place, ISO 3166 alpha-3; NULL when unknown.';
COMMENT ON COLUMN mart_event_summary.latitude IS 'Of the place, degrees, WGS 84; NULL when unknown.';
COMMENT ON COLUMN mart_event_summary.longitude IS 'Of the place, degrees, WGS 84; NULL when unknown.';
COMMENT ON COLUMN mart_event_summary.realis IS 'Strongest telling among the mentions: asserted, habitual, future, negated or hypothetical.';
COMMENT ON COLUMN mart_event_summary.n_killed_lowest IS 'People killed, the smallest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_killed_highest IS 'People killed, the largest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_injured_lowest IS 'People injured, the smallest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_injured_highest IS 'People injured, the largest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_arrested_lowest IS 'People arrested, the smallest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_arrested_highest IS 'People arrested, the largest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_displaced_lowest IS 'People displaced, the smallest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_displaced_highest IS 'People displaced, the largest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_abducted_lowest IS 'People abducted, the smallest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_abducted_highest IS 'People abducted, the largest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_crowd_lowest IS 'People in the crowd, the smallest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.n_crowd_highest IS 'People in the crowd, the largest number told; NULL when none is told.';
COMMENT ON COLUMN mart_event_summary.confidence IS 'How sure the coder is of the surest mention, 0 to 1.';
COMMENT ON COLUMN mart_event_summary.first_reported_at IS 'Publication of the first report, UTC; NULL when no report is dated.';
COMMENT ON COLUMN mart_event_summary.last_reported_at IS 'Publication of the last report, UTC; NULL when no report is dated.';
COMMENT ON COLUMN mart_event_summary.n_mentions IS 'Mentions of it.';
COMMENT ON COLUMN mart_event_summary.n_articles IS 'Articles that report it, copies counted.';
COMMENT ON COLUMN mart_event_summary.n_sources IS 'Sources that report it, copies counted.';
COMMENT ON COLUMN mart_event_summary.n_independent_sources IS 'Independent voices that report it: copies of one story, and stories of one news agency, count once.';
COMMENT ON COLUMN mart_event_summary.best_mention_id IS 'The mention that tells it best; see mention.mention_id.';
COMMENT ON COLUMN mart_event_summary.sentence IS 'The sentence of that mention, cut out of its article: the evidence.';
COMMENT ON COLUMN mart_event_summary.source_id IS 'The source of that article; see source.source_id.';
COMMENT ON COLUMN mart_event_summary.title IS 'Title of that article; NULL when none.';
COMMENT ON COLUMN mart_event_summary.address IS 'Link to that article; NULL when none is known.';
COMMENT ON COLUMN mart_event_summary.article_id IS 'That article; see article.article_id.';
