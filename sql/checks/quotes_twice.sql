-- severity: error
-- The same words of an article are two quotes.
SELECT article_id, text_start, text_end, count(*) AS n_quotes
FROM checked_quote
GROUP BY article_id, text_start, text_end
HAVING count(*) > 1
ORDER BY ALL;
