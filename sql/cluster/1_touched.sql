-- What must be clustered in this run: mentions that are new, that lost a neighbour, or whose story is another now.

-- When an event was, for comparing: what is told, else the day of publication, which no event is ever dated by.
CREATE OR REPLACE TEMP MACRO clock(first_day, last_day, published_on) AS
    coalesce(first_day || '/' || last_day, 'published ' || published_on, 'never');

CREATE OR REPLACE TEMP TABLE touched_mention AS
SELECT mention_id, event_type FROM mention WHERE event_id IS NULL
UNION
SELECT m.mention_id, m.event_type
FROM mention AS m
JOIN article AS a USING (article_id)
SEMI JOIN gone_mention AS g
    ON g.event_type = m.event_type
    AND clock(g.when_start, g.when_end, g.published_on) = clock(m.when_start, m.when_end, a.published_on)
UNION
SELECT m.mention_id, m.event_type
FROM mention AS m
JOIN event_report AS r USING (event_id, article_id)
JOIN article AS a USING (article_id)
WHERE a.story_id <> r.story_id;

CREATE OR REPLACE TEMP TABLE clustered (mention_id VARCHAR, cluster VARCHAR);

-- What happens again and again is no event of a day.
INSERT INTO clustered
SELECT mention_id, mention_id
FROM touched_mention
JOIN mention USING (mention_id)
WHERE realis = 'habitual';
