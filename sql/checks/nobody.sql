-- severity: warn
-- A mention names neither an actor nor a recipient.
SELECT mention_id, event_type, trigger_text
FROM mention
SEMI JOIN checked USING (article_id)
ANTI JOIN (FROM mention_party WHERE role <> 'attributed_to') USING (mention_id)
ORDER BY mention_id;
