// Between whom: a matrix of the countries that act and are acted upon most. It is a table, so it needs no other one.

const SIDE = 12; // rows and columns at most
const PAIRS_IN_TABLE = 200;

function countPairs(all, found) {
  const { actors, recipients, partyCountry, countriesSeen: countries } = all;
  const size = countries.length;
  const events = new Uint32Array(size * size);
  const sums = new Float64Array(size * size);
  for (const row of found) {
    const { intensity } = all.kinds[all.kind[row]];
    for (let i = actors.start[row]; i < actors.start[row + 1]; i++) {
      const actor = partyCountry[actors.of[i]];
      if (actor < 0 || isAgain(actors, i, row, partyCountry)) continue;
      for (let j = recipients.start[row]; j < recipients.start[row + 1]; j++) {
        const recipient = partyCountry[recipients.of[j]];
        if (recipient < 0 || recipient === actor || isAgain(recipients, j, row, partyCountry)) continue;
        events[actor * size + recipient]++;
        sums[actor * size + recipient] += intensity;
      }
    }
  }
  const pairs = [];
  events.forEach((n, cell) => {
    if (n) pairs.push({ actor: countries[Math.floor(cell / size)], recipient: countries[cell % size], events: n, mean: sums[cell] / n });
  });
  return pairs.sort((a, b) => b.events - a.events); // equal ones stay in the order of their codes
}

/** Tell whether an earlier party on the same side is of the same country. */
function isAgain(list, at, row, partyCountry) {
  for (let i = list.start[row]; i < at; i++) if (partyCountry[list.of[i]] === partyCountry[list.of[at]]) return true;
  return false;
}

function showPairs(all, pairs, chosenPair, choose) {
  const box = byId("pairs");
  if (!pairs.length) {
    box.replaceChildren(h("p", { class: "notice" }, "No event of this choice is told between two countries."));
    return;
  }
  const actors = leading(pairs, "actor");
  const recipients = leading(pairs, "recipient");
  const cellOf = new Map(pairs.map((pair) => [`${pair.actor}>${pair.recipient}`, pair]));
  const head = h("tr", {}, h("th", { scope: "col" }, "acts \u2193 upon \u2192"),
    recipients.map((code) => h("th", { scope: "col", title: nameOf(all, code) }, h("abbr", { title: nameOf(all, code) }, code))));
  const rows = actors.map((actor) => h("tr", {},
    h("th", { scope: "row" }, h("span", { class: "full" }, nameOf(all, actor)), h("abbr", { class: "short", title: nameOf(all, actor) }, actor)),
    recipients.map((recipient) => h("td", {}, pairCell(all, cellOf.get(`${actor}>${recipient}`), chosenPair, choose)))));
  box.replaceChildren(h("table", { class: "matrix" },
    h("caption", {}, "Mean intensity and number of events, the countries with most events"),
    h("thead", {}, head), h("tbody", {}, rows)));
}

function leading(pairs, side) {
  const sums = new Map();
  for (const pair of pairs) sums.set(pair[side], (sums.get(pair[side]) ?? 0) + pair.events);
  return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, SIDE).map(([code]) => code);
}

function pairCell(all, pair, chosenPair, choose) {
  if (!pair) return null;
  const value = `${pair.actor}>${pair.recipient}`;
  const label = `${nameOf(all, pair.actor)} upon ${nameOf(all, pair.recipient)}: `
    + `mean intensity ${signed(pair.mean)}, ${count(pair.events, "event")}`;
  const button = h("button", { type: "button", class: pair.mean < 0 ? "conflict" : "cooperation", "aria-label": label, title: label,
    "aria-pressed": String(value === chosenPair), "data-pair": value, click: () => choose("pair", value) },
  h("b", {}, signed(pair.mean)), h("small", {}, number(pair.events)));
  button.style.setProperty("--share", `${Math.round(Math.min(Math.abs(pair.mean) / 10, 1) * 80 + 6)}%`);
  return button;
}

/** Arrow keys go from cell to cell. */
function moveInMatrix(event) {
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const step = steps[event.key];
  const cell = event.target.closest("td");
  if (!step || !cell) return;
  event.preventDefault();
  let [row, column] = [cell.parentElement.rowIndex, cell.cellIndex];
  const rows = cell.closest("table").rows;
  for (;;) {
    row += step[0];
    column += step[1];
    const next = rows[row]?.cells[column];
    if (!next || next.tagName === "TH") return;
    const button = next.querySelector("button");
    if (button) return void button.focus();
  }
}

function pairsTable(all, pairs, choose) {
  const columns = [["acts", false], ["upon", false], ["events", true], ["mean intensity", true]];
  const rows = pairs.slice(0, PAIRS_IN_TABLE).map((pair) => [
    nameOf(all, pair.actor),
    h("button", { type: "button", class: "plain", click: () => choose("pair", `${pair.actor}>${pair.recipient}`) }, nameOf(all, pair.recipient)),
    number(pair.events), signed(pair.mean),
  ]);
  return table(columns, rows);
}
