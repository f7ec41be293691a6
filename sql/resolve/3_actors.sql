-- The actors seen in the mentions of the run. Where mentions disagree on an actor's sector, the smallest wins.

CREATE OR REPLACE TEMP TABLE new_actor AS
SELECT actor_id, any_value(name) AS name, any_value(country) AS country, min(sector) AS sector
FROM mention_party
WHERE actor_id IN (
    SELECT p.actor_id
    FROM mention_party AS p
    JOIN mention AS m USING (mention_id)
    WHERE m.event_id IS NULL  -- those of this run
)
GROUP BY actor_id;

DELETE FROM dim_actor
WHERE actor_id IN (SELECT actor_id FROM (FROM new_actor EXCEPT FROM dim_actor));

INSERT INTO dim_actor BY NAME
SELECT * FROM new_actor ANTI JOIN dim_actor USING (actor_id) ORDER BY actor_id;

DROP TABLE new_actor;
