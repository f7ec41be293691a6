-- How the balance of cooperation and conflict moves, month by month, for the ten countries that do most.
WITH busiest AS (
    SELECT country FROM mart_daily_balance GROUP BY country ORDER BY sum(n_mentions) DESC, country LIMIT 10
)
SELECT country, date_trunc('month', date_on)::DATE AS month_start_on, sum(n_mentions)::BIGINT AS mentions,
    round(sum(balance * n_mentions) / sum(n_mentions), 3) AS balance
FROM mart_daily_balance
SEMI JOIN busiest USING (country)
GROUP BY ALL
ORDER BY country, month_start_on;
