-- Rows of $table with the month in which the article of their mention was published.
SELECT coalesce(strftime(article.published_on, '%Y-%m'), 'undated') AS month, row.*
FROM query_table($table) AS row
LEFT JOIN mention ON mention.mention_id = row.mention_id
LEFT JOIN article ON article.article_id = mention.article_id
ORDER BY ALL;
