-- What was rejected and why: how often each reason was met at each source.
SELECT source_id, stage, reason, count(*) AS rejects, max(last_seen_at) AS last_seen_at, min(detail) AS one_detail
FROM mart_reject
GROUP BY ALL
ORDER BY rejects DESC, source_id, reason;
