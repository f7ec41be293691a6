-- Who is quoted most, by how many sources, and what they said last.
SELECT speaker, speaker_country, n_quotes, n_sources, last_quoted_on, last_quote
FROM mart_speaker
ORDER BY n_quotes DESC, speaker, speaker_country
LIMIT 20;
