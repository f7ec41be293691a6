-- severity: warn
-- A mention names neither an actor nor a recipient.
SELECT mention_id, event_type, trigger_text
FROM checked_mention
ANTI JOIN (FROM checked_mention_party WHERE role <> 'attributed_to') USING (mention_id)
ORDER BY mention_id;
