// Where: points by place, as large as their reports, coloured by the quad class that most of these are of.

const POINTS = 400; // the largest
const PLACES_IN_TABLE = 200;

function countPlaces(all, found) {
  const byPlace = new Map();
  for (const row of found) {
    const place = all.place[row];
    if (all.places[place].x === null) continue;
    let one = byPlace.get(place);
    if (!one) byPlace.set(place, (one = { ...all.places[place], events: 0, reports: 0, quads: [0, 0, 0, 0] }));
    one.events++;
    one.reports += all.reports[row];
    one.quads[all.kinds[all.kind[row]].quad] += all.reports[row];
  }
  return [...byPlace.values()].sort((a, b) => b.reports - a.reports || (a.name < b.name ? -1 : 1));
}

const mainQuad = (place) => place.quads.indexOf(Math.max(...place.quads));

function showMap(all, places, nFound, chosenCountry, choose, boxWidth) {
  const map = byId("map");
  for (const path of map.querySelectorAll(".land path")) {
    path.classList.toggle("chosen", Boolean(chosenCountry) && path.dataset.country === chosenCountry);
  }
  const most = Math.max(1, ...places.map((place) => place.reports));
  const unit = map.viewBox.baseVal.width / Math.max(boxWidth, 280); // so that points stay as large on a telephone
  const radius = (reports) => unit * Math.max(2.6, (unit > 1.4 ? 11 : 17) * Math.sqrt(reports / most));
  const points = places.slice(0, POINTS).map((place) =>
    s("circle", { class: QUADS[mainQuad(place)], cx: place.x, cy: place.y, r: radius(place.reports).toFixed(1),
      click: () => choose("country", place.country) },
    s("title", {}, `${place.name}, ${nameOf(all, place.country)}: ${count(place.reports, "report")} of ${count(place.events, "event")}`)));
  map.querySelector(".points").replaceChildren(...points);
  const placed = places.reduce((sum, place) => sum + place.events, 0);
  const top = places.slice(0, 3).map((place) => `${place.name} (${place.reports})`).join(", ");
  byId("map-note").textContent = `${number(placed)} of ${count(nFound, "event")} have a place on the map`
    + (top ? `; most reports: ${top}.` : ".");
  map.setAttribute("aria-label", `World map. ${byId("map-note").textContent}`);
}

function placesTable(all, places, choose) {
  const columns = [["place", false], ["country", false], ["reports", true], ["events", true], ["mostly", false]];
  const rows = places.slice(0, PLACES_IN_TABLE).map((place) => [
    place.name,
    h("button", { type: "button", class: "plain", click: () => choose("country", place.country) }, nameOf(all, place.country)),
    number(place.reports), number(place.events), words(QUADS[mainQuad(place)]),
  ]);
  return table(columns, rows);
}
