-- The cards: the events of the choice in their order, with the numbers of people that their reports give.
SELECT c.*, t.numbers
FROM chosen AS c
LEFT JOIN (
    SELECT
        event_id,
        string_agg(
            concat(lowest, CASE WHEN highest > lowest THEN concat('-', highest) END, ' ', role), ', '
            ORDER BY role
        ) AS numbers
    FROM event_count
    GROUP BY event_id
) AS t USING (event_id)
ORDER BY c.n_independent DESC, c.n_reports DESC, c.day DESC, abs(c.intensity) * c.confidence DESC, c.event_id;
