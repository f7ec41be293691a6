-- Every table and column with its comment, marts first.
WITH relation AS (
    SELECT table_name AS name, comment FROM duckdb_tables() WHERE NOT internal AND NOT temporary
    UNION ALL
    SELECT view_name, comment FROM duckdb_views() WHERE NOT internal AND NOT temporary
)
SELECT r.name, r.comment, c.column_name, c.data_type, c.comment
FROM relation AS r
JOIN duckdb_columns() AS c ON c.table_name = r.name
ORDER BY NOT starts_with(r.name, 'mart_'), starts_with(r.name, 'dim_'), r.name, c.column_index;
