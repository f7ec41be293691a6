-- The events that most independent voices report, with their best sentence.
SELECT event_type, realis, actors, recipients, start_on, place, n_independent_sources, n_articles, sentence
FROM mart_event_summary
ORDER BY n_independent_sources DESC, n_articles DESC, event_id
LIMIT 20;
