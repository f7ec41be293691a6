-- Rows of $table with the month of their date_on.
SELECT coalesce(strftime(date_on, '%Y-%m'), 'undated') AS month, *
FROM query_table($table)
ORDER BY ALL;
