-- Rows of $table with the month of their start_on.
SELECT coalesce(strftime(start_on, '%Y-%m'), 'undated') AS month, *
FROM query_table($table)
ORDER BY ALL;
