-- How many events the choice holds, and how many reports of them.
SELECT count(*) AS events, coalesce(sum(n_reports), 0)::BIGINT AS reports
FROM chosen;
