-- How many runs were killed one after the other, up to now; a run that ended in any other way starts the count anew.
SELECT count(*) AS runs
FROM run
WHERE state IN ('running', 'interrupted')
    AND started_at > (SELECT coalesce(max(started_at), TIMESTAMP '1970-01-01') FROM run WHERE finished_at IS NOT NULL);
