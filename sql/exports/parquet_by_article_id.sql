-- Rows of $table with the month in which their article was published.
SELECT coalesce(strftime(article.published_on, '%Y-%m'), 'undated') AS month, row.*
FROM query_table($table) AS row
LEFT JOIN article ON article.article_id = row.article_id
ORDER BY ALL;
