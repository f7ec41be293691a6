// "How was this counted?": the query that gives the same numbers, for the choice as it stands.

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const indented = (text) => text.replace(/^(?=.)/gm, "    ");
const folded = (sql) => `lower(strip_accents(${sql}))`;

/** Write the query of a part of the page ("totals", "cards", "days", "places", "pairs", "evidence", "quotes"). */
function queryOf(all, name, choice) {
  if (name === "quotes") return `${all.sql.quotes};`;
  const parts = [["report_event", all.sql.events]];
  if (name === "evidence") return `${withParts(parts)}${all.sql.evidence};`;
  if (wordsOf(choice).length) parts.push(["evidence", all.sql.evidence]);
  const conditions = conditionsOf(choice);
  const where = conditions.length ? `\nWHERE ${conditions.join("\n    AND ")}` : "";
  parts.push(["chosen", `SELECT *\nFROM report_event${where}`]);
  return `${withParts(parts)}${all.sql[name]};`;
}

function withParts(parts) {
  return `WITH ${parts.map(([name, sql]) => `${name} AS (\n${indented(sql)}\n)`).join(",\n")}\n\n`;
}

/** Write the choice as conditions on report_event; each says what the test of the same field in filter.js asks. */
function conditionsOf(choice) {
  const found = [];
  for (const [field, column] of [["type", "event_type"], ["realis", "realis"], ["quad", "quad_class"]]) {
    if (choice[field]) found.push(`${column} = ${quoted(choice[field])}`);
  }
  if (choice.confidence) found.push(`confidence >= ${Number(choice.confidence) || 0}`);
  if (choice.day) found.push(`day::VARCHAR = ${quoted(choice.day)}`);
  if (choice.since) found.push(`day::VARCHAR >= ${quoted(choice.since)}`);
  if (choice.source) found.push(`list_contains(sources, ${quoted(choice.source)})`);
  if (choice.country) found.push(`list_contains(countries, ${quoted(choice.country)})`);
  if (choice.pair) {
    const [actor, recipient] = choice.pair.split(">");
    found.push(`list_contains(actor_countries, ${quoted(actor)})`);
    found.push(`list_contains(recipient_countries, ${quoted(recipient ?? "")})`);
  }
  if (choice.who) {
    const names = folded("array_to_string(actors || recipients, chr(10))");
    found.push(`contains(${names}, ${quoted(fold(choice.who.trim()))})`);
  }
  for (const word of wordsOf(choice)) {
    const fields = folded("concat_ws(chr(10), event_type, mode, place, array_to_string(actors || recipients, chr(10)))");
    const told = `contains(${folded("concat_ws(' ', title, sentence)")}, ${quoted(word)})`;
    found.push(
      `(contains(${fields}, ${quoted(word)})\n`
      + `        OR event_id IN (SELECT event_id FROM evidence WHERE ${told}))`,
    );
  }
  return found;
}
