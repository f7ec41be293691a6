-- How fast each source reports: days from event to publication, fastest first.
SELECT source_id, sum(n_mentions)::BIGINT AS mentions,
    round(sum(mean_delay_days * n_mentions) / sum(n_mentions), 2) AS mean_delay_days,
    round(sum(share_same_day * n_mentions) / sum(n_mentions), 2) AS share_same_day
FROM mart_reporting_delay
GROUP BY source_id
ORDER BY mean_delay_days, source_id;
