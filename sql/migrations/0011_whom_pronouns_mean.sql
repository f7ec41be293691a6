-- A party that is told by a pronoun is listed as the one whom it stands for: "he" says nothing in a table.
UPDATE mention
SET actors = p.actors, recipients = p.recipients, attributed_to = p.attributed_to
FROM (
    SELECT
        mention_id,
        string_agg(coalesce(name, antecedent, text), '; ' ORDER BY position) FILTER (role = 'actor') AS actors,
        string_agg(coalesce(name, antecedent, text), '; ' ORDER BY position) FILTER (role = 'recipient') AS recipients,
        string_agg(coalesce(name, antecedent, text), '; ' ORDER BY position) FILTER (role = 'attributed_to') AS attributed_to
    FROM mention_party
    GROUP BY mention_id
    HAVING bool_or(antecedent IS NOT NULL)
) AS p
WHERE mention.mention_id = p.mention_id;

COMMENT ON COLUMN mention.actors IS 'Who does it: canonical names, else whom a pronoun stands for, else the words, joined with "; "; NULL when nobody is named. From mention_party.';
COMMENT ON COLUMN mention.recipients IS 'To whom: canonical names, else whom a pronoun stands for, else the words, joined with "; "; NULL when nobody is named. From mention_party.';
