-- Events whose reports disagree most on the dead: the largest number told beside the smallest.
SELECT start_on, place, n_killed_lowest, n_killed_highest, n_independent_sources, event_id
FROM mart_casualty
WHERE n_killed_highest > n_killed_lowest
ORDER BY n_killed_highest - n_killed_lowest DESC, event_id
LIMIT 20;
