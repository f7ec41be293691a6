-- Stories: an article and its copies. Rows that stay as they are are not written again.

UPDATE article
SET story_id = found.story_id
FROM (
    SELECT article_id, 'st_' || substr(sha256(coalesce(duplicate_of, article_id)), 1, 16) AS story_id
    FROM article
) AS found
WHERE found.article_id = article.article_id AND found.story_id IS DISTINCT FROM article.story_id;

CREATE OR REPLACE TEMP TABLE new_story AS
SELECT
    lead.story_id,
    lead.article_id AS lead_article_id,
    lead.title,
    count(*) AS n_articles,
    count(DISTINCT member.source_id) AS n_sources,
    min(member.published_at) AS first_published_at,
    max(member.published_at) AS last_published_at
FROM article AS lead
JOIN article AS member ON member.story_id = lead.story_id
WHERE lead.duplicate_of IS NULL
GROUP BY lead.story_id, lead.article_id, lead.title;

DELETE FROM story
WHERE story_id IN (SELECT story_id FROM (FROM story EXCEPT FROM new_story));

INSERT INTO story BY NAME
SELECT * FROM new_story ANTI JOIN story USING (story_id) ORDER BY story_id;

DROP TABLE new_story;
