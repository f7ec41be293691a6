-- Stories for people: what was carried most.
CREATE OR REPLACE VIEW mart_story AS
SELECT
    s.story_id,
    s.title,
    s.n_articles,
    s.n_sources,
    s.first_published_at,
    s.last_published_at,
    s.first_published_at::DATE AS first_published_on,
    a.source_id,
    a.address,
    a.language,
    a.tone,
    a.article_id
FROM story AS s
JOIN article AS a ON a.article_id = s.lead_article_id;

COMMENT ON VIEW mart_story IS 'One row a story: an article and its copies. The top stories are those with the most sources.';
COMMENT ON COLUMN mart_story.story_id IS 'The story; see story.story_id.';
COMMENT ON COLUMN mart_story.title IS 'Title of the lead article; NULL when it has none.';
COMMENT ON COLUMN mart_story.n_articles IS 'Articles in it, the lead among them.';
COMMENT ON COLUMN mart_story.n_sources IS 'Sources that carried it.';
COMMENT ON COLUMN mart_story.first_published_at IS 'Earliest publication among its articles, UTC; NULL when none is dated.';
COMMENT ON COLUMN mart_story.last_published_at IS 'Latest publication among its articles, UTC; NULL when none is dated.';
COMMENT ON COLUMN mart_story.first_published_on IS 'Day of first_published_at, UTC; NULL when unknown.';
COMMENT ON COLUMN mart_story.source_id IS 'The source of the lead article; see source.source_id.';
COMMENT ON COLUMN mart_story.address IS 'Link to the lead article; NULL when none is known.';
COMMENT ON COLUMN mart_story.language IS 'Language of the lead article, ISO 639-1; NULL when unknown.';
COMMENT ON COLUMN mart_story.tone IS 'Mean valence of its words, -1 to +1; NULL when not coded.';
COMMENT ON COLUMN mart_story.article_id IS 'The lead article; see article.article_id.';
