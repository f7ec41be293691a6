// The page put together: a choice is made, everything is counted anew, and the address says so.

async function start() {
  let all;
  try {
    all = prepare(await unpack(byId("data")));
  } catch (error) {
    byId("trouble").hidden = false;
    byId("trouble").textContent = `This browser cannot unpack the page (${error.message}). A browser of 2023 or later can.`;
    return;
  }
  const form = byId("filter");
  const view = { choice: readChoice(location.hash), cards: CARDS, speakers: SPEAKERS };
  fillFields(all, form);

  const choose = (field, value) => change({ [field]: view.choice[field] === value ? "" : value });

  function change(changes) {
    view.choice = readChoice(`#${writeChoice({ ...view.choice, ...changes })}`);
    history.replaceState(null, "", `#${writeChoice(view.choice)}`);
    view.cards = CARDS;
    view.speakers = SPEAKERS;
    show();
  }

  function show() {
    const { choice } = view;
    const widths = measure(); // before anything is drawn: measuring in between would lay out the page each time
    for (const field of form.querySelectorAll("[name]")) {
      if (document.activeElement !== field || field.tagName === "SELECT") field.value = choice[field.name] ?? "";
    }
    const found = findEvents(all, choice);
    const days = countDays(all, found);
    const places = countPlaces(all, found);
    const pairs = countPairs(all, found);
    view.found = found;
    view.tables = {
      days: () => daysTable(all, days),
      places: () => placesTable(all, places, choose),
      pairs: () => pairsTable(all, pairs, choose),
    };
    showTotal(all, found, choice, change);
    showCards(all, found, view.cards);
    showDays(all, days, choice.day, choose, widths.days);
    showTypes(all, days, choose);
    showMap(all, places, found.length, choice.country, choose, widths.map);
    showPairs(all, pairs, choice.pair, choose);
    showQuotes(all, findQuotes(all, choice), view.speakers);
    document.querySelectorAll("details[open][data-table], details[open][data-query]").forEach(unfold);
    view.resize = () => {
      const now = measure();
      showDays(all, days, choice.day, choose, now.days);
      showMap(all, places, found.length, choice.country, choose, now.map);
    };
  }

  function unfold(details) {
    const { table: tableName, query } = details.dataset;
    if (tableName) details.querySelector(".scroll").replaceChildren(view.tables[tableName]());
    if (query) details.querySelector("pre").textContent = queryOf(all, query, view.choice);
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => change({ [event.target.name]: event.target.value }));
  byId("clear").addEventListener("click", () => change(Object.fromEntries(FIELDS.map((field) => [field, ""]))));
  byId("more-cards").addEventListener("click", () => showCards(all, view.found, (view.cards += CARDS)));
  byId("more-quotes").addEventListener("click", () => showQuotes(all, findQuotes(all, view.choice), (view.speakers += SPEAKERS)));
  byId("map").addEventListener("click", (event) => {
    const { country } = event.target.dataset;
    if (country) choose("country", country);
  });
  byId("pairs").addEventListener("keydown", moveInMatrix);
  document.querySelectorAll("[data-field]").forEach((button) =>
    button.addEventListener("click", () => choose(button.dataset.field, button.dataset.value)));
  document.querySelectorAll("details[data-table], details[data-query]").forEach((details) =>
    details.addEventListener("toggle", () => details.open && unfold(details)));
  window.addEventListener("hashchange", () => {
    view.choice = readChoice(location.hash);
    show();
  });
  let width = innerWidth;
  window.addEventListener("resize", () => {
    if (innerWidth !== width) requestAnimationFrame(() => view.resize());
    width = innerWidth;
  });
  window.addEventListener("beforeprint", () => document.querySelectorAll(".card").forEach((card) => (card.open = true)));
  byId("map").querySelectorAll("[data-country]").forEach((path) => path.append(s("title", {}, nameOf(all, path.dataset.country))));
  if (innerWidth < NARROW) byId("fold").open = false;
  show();
  document.documentElement.dataset.ready = "yes";
  setTimeout(() => foldedEvidence(all), 200); // so that the first search finds it done
}

const measure = () => ({ days: byId("days").clientWidth, map: byId("map").clientWidth });

function fillFields(all, form) {
  const options = (name, none, entries) => form.elements[name].append(h("option", { value: "" }, none),
    ...entries.map(([value, label]) => h("option", { value }, label)));
  const countries = all.countriesSeen.map((code) => [code, nameOf(all, code)]).sort((a, b) => a[1].localeCompare(b[1]));
  options("country", "all countries", countries);
  options("type", "all types", all.types.map((type) => [type, type.toLowerCase()]));
  options("realis", "all tellings", [...new Set(all.kinds.map((kind) => kind.realis))].sort().map((one) => [one, one]));
  options("confidence", "any", [0.5, 0.6, 0.7, 0.8, 0.9].map((least) => [String(least), `${least} or more`]));
  const back = (days) => all.days[Math.max(all.days.length - days, 0)];
  options("since", count(all.days.length, "day"), [[back(7), "the last 7"], [back(1), "the last"]]);
  options("source", "all sources", [...all.sources].sort().map((id) => [id, all.sourceNames[id] ?? id]));
}

function showTotal(all, found, choice, change) {
  let reports = 0;
  for (const row of found) reports += all.reports[row];
  byId("total").textContent = `${count(found.length, "event")} in ${count(reports, "report")}`;
  const chosen = FIELDS.filter((field) => choice[field]);
  const labels = { country: (code) => nameOf(all, code), day: sayDay, quad: words, type: (type) => type.toLowerCase(),
    pair: (pair) => pair.split(">").map((code) => nameOf(all, code)).join(" upon "), since: (day) => `since ${sayDay(day)}`, confidence: (least) => `confidence ${least} or more` };
  byId("chips").replaceChildren(...chosen.map((field) => {
    const label = labels[field]?.(choice[field]) ?? choice[field];
    return h("button", { type: "button", class: "chip", "aria-label": `Take out: ${label}`, click: () => change({ [field]: "" }) }, label, " \u00d7");
  }));
  byId("chosen-short").textContent = chosen.length ? `(${chosen.length} chosen)` : "";
  byId("clear").hidden = !chosen.length;
}

start();
