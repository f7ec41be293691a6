-- All rows of $table.
FROM query_table($table)
ORDER BY ALL;
