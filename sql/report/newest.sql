-- The newest day on which something was reported.
SELECT max(coalesce(a.published_on, c.captured_at::DATE)) AS newest
FROM article AS a
JOIN capture AS c USING (capture_id);
