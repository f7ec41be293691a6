-- Who said what.
SELECT speaker, quote, published_on
FROM mart_quote
WHERE speaker IS NOT NULL
ORDER BY published_on DESC NULLS LAST, quote_id
LIMIT 10;
