// What happened: a card an event, told from its fields, unfolding to every report of it in the page.

const CARDS = 12; // shown at first, and added each time more are asked for
const MARKS = {
  t: ["trigger", "trigger"], a: ["actor", "actor"], r: ["recipient", "recipient"], d: ["date", "date"], p: ["place", "place"],
};

function showCards(all, found, shown) {
  const rows = Array.from(found.subarray(0, shown));
  byId("cards").replaceChildren(
    ...(rows.length ? rows.map((row) => card(all, row)) : [h("p", { class: "notice" }, "No event fits this choice.")]),
  );
  const left = found.length - rows.length;
  byId("more-cards").hidden = left <= 0;
  byId("more-cards").textContent = `Show more (${number(left)} left)`;
}

function card(all, row) {
  const kind = all.kinds[all.kind[row]];
  const actors = partiesOf(all, "actors", row);
  const recipients = partiesOf(all, "recipients", row);
  const body = h("div", { class: "reports" });
  const element = h(
    "details",
    { class: `card ${QUADS[kind.quad]}` },
    h(
      "summary",
      {},
      h("h3", {}, headline(all, row, kind, actors, recipients)),
      h("p", { class: "facts" }, facts(all, row, kind)),
      h("p", { class: "weight" },
        h("b", {}, number(all.independent[row])), all.independent[row] === 1 ? " source" : " sources",
        h("span", {}, count(all.reports[row], "report"))),
    ),
    body,
  );
  element.addEventListener("toggle", () => {
    if (element.open && !body.hasChildNodes()) body.append(...reports(all, row));
  });
  return element;
}

/** Tell the event in a line: who, what, to whom, where. Parties that act upon each other stand on one side. */
function headline(all, row, kind, actors, recipients) {
  const isMutual = actors.length > 1 && sameNames(actors, recipients);
  const others = isMutual ? [] : recipients;
  const place = all.places[all.place[row]];
  return [
    ...(actors.length ? named(actors) : [h("i", {}, "Somebody")]),
    " ",
    others.length ? kind.told : kind.toldAlone,
    ...(others.length ? [" ", ...named(others)] : []),
    ...(place.name ? [" in ", h("span", { class: "text place" }, place.name)] : []),
  ];
}

const sameNames = (a, b) => a.length === b.length && a.every((one, i) => one.name === b[i].name);

/** List parties with their codes: "China CHN and Pakistan Army PAK·MIL". */
function named(parties) {
  return parties.flatMap((party, i) => {
    const code = [party.country, party.sector].filter(Boolean).join("\u00b7");
    return [
      i ? (i === parties.length - 1 ? " and " : ", ") : null,
      h("span", { class: "text" }, party.name),
      ...(code ? [" ", h("span", { class: "code" }, code)] : []),
    ];
  });
}

function facts(all, row, kind) {
  const place = all.places[all.place[row]];
  const [start, end] = all.times[all.time[row]];
  const numbers = (all.numbers.get(row) ?? []).map(({ role, lowest, highest }) =>
    `${lowest === highest ? number(lowest) : `${number(lowest)}\u2013${number(highest)}`} ${role === "crowd" ? "in the crowd" : role}`);
  const told = [
    h("span", { class: "type" }, kind.type, kind.mode && h("span", {}, ` ${kind.mode}`)),
    h("span", { title: "PLOVER intensity, from \u221210 (conflict) to +10 (cooperation)" }, `intensity ${signed(kind.intensity)}`),
    h("span", {}, start ? sayDays(start, end) : "day not told"),
    place.country && h("span", {}, nameOf(all, place.country)),
    h("span", {}, kind.realis),
    ...numbers.map((one) => h("strong", {}, one)),
    h("span", { title: "How sure the coder is, from 0 to 1" }, `confidence ${(all.confidence[row] / 1000).toFixed(2)}`),
  ];
  return told.filter(Boolean);
}

/** The sentences behind an event, or where to ask for them. */
function reports(all, row) {
  const rows = all.evidenceOf.get(row);
  if (!rows) {
    return [
      h("p", {}, "The page has no room for the sentences of every event. The dataset has them:"),
      h("pre", { tabindex: 0 }, commandFor(all, row)),
    ];
  }
  const key = Object.values(MARKS).map(([name, label]) => h("mark", { class: name }, label));
  return [
    h("p", { class: "key" }, "Marked: ", key.flatMap((mark) => [mark, " "])),
    h("ol", {}, rows.map((i) => report(all, i))),
  ];
}

function report(all, i) {
  const { evidence } = all;
  const [source, title, address, published, alsoIn] = evidence.articles[evidence.article[i]];
  const about = [
    h("b", {}, all.sourceNames[source] ?? source),
    published || "no date",
    title ? h("cite", {}, address ? link(address, title) : title) : address && link(address, address),
    alsoIn && `also printed by ${alsoIn}`,
    evidence.attributed[i] && `according to ${evidence.attributed[i]}`,
    `confidence ${(evidence.confidence[i] / 1000).toFixed(2)}`,
  ].filter(Boolean);
  return h(
    "li",
    {},
    h("blockquote", {}, marked(evidence.sentence[i], evidence.marks[i])),
    h("p", { class: "about" }, about.flatMap((part, n) => [n ? " \u00b7 " : null, part])),
    h("code", { class: "command" }, `wireroom explain ${evidence.mention[i]}`),
  );
}

/** Mark the parts of a sentence. Places count code points, and parts may lie within each other. */
function marked(sentence, marks) {
  const points = Array.from(sentence);
  const spans = marks.split(" ").filter(Boolean).map((mark) => {
    const [start, end] = mark.slice(1).split(":").map((at) => Math.min(Math.max(Number(at), 0), points.length));
    return { name: MARKS[mark[0]][0], start, end };
  });
  const cuts = [...new Set([0, points.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, i) => {
    const text = points.slice(from, cuts[i + 1]).join("");
    const names = [...new Set(spans.filter(({ start, end }) => start <= from && end >= cuts[i + 1]).map(({ name }) => name))];
    return names.length ? h("mark", { class: names.join(" "), title: names.join(", ") }, text) : text;
  });
}

/** The query that gives the sentences of an event which the page does not hold. */
function commandFor(all, row) {
  const kind = all.kinds[all.kind[row]];
  const side = (name) => partiesOf(all, name, row).map((party) => party.name).join("; ");
  const conditions = [`event_type = ${quoted(kind.type)}`, `published_on = ${quoted(all.days[all.day[row]])}`];
  for (const name of ["actors", "recipients"]) {
    conditions.push(side(name) ? `${name} = ${quoted(side(name))}` : `${name} IS NULL`);
  }
  return `SELECT mention_id, sentence, source_id, address\nFROM mart_event\nWHERE ${conditions.join("\n    AND ")};`;
}
