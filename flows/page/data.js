// The data of the page, as flows/report_columns.py packs it, unpacked into columns that are quick to walk.

/** Read the packed data: base64 of gzipped JSON. */
async function unpack(element) {
  const binary = atob(element.textContent.trim());
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** Turn lengths and members into starts and members: those of row i are of[start[i]] … of[start[i + 1] - 1]. */
function startsOf(list) {
  const start = new Uint32Array(list.n.length + 1);
  for (let i = 0; i < list.n.length; i++) start[i + 1] = start[i] + list.n[i];
  return { start, of: Uint32Array.from(list.of) };
}

/** Name the columns of the page. Rows of events are in the order in which the page shows them. */
function prepare(data) {
  const { events, evidence } = data;
  const kinds = events.kinds.map(([type, mode, quad, intensity, cameo, realis, told, toldAlone]) => ({
    type, mode, quad: QUADS.indexOf(quad), intensity, cameo, realis, told, toldAlone,
  }));
  const parties = events.parties.map(([name, country, sector]) => ({ name, country, sector }));
  const places = events.places.map(([name, country, x, y]) => ({ name, country, x, y }));
  const all = {
    n: events.kind.length,
    days: data.days,
    countries: data.countries,
    sourceNames: data.sources,
    sql: data.sql,
    quotes: data.quotes.map(([speaker, country, sector, verb, quote, source, title, address, day]) => ({
      speaker, country, sector, verb, quote, source, title, address, day,
    })),
    kinds, parties, places,
    times: events.times,
    sources: events.sources,
    kind: Uint16Array.from(events.kind),
    place: Uint32Array.from(events.place),
    time: Uint32Array.from(events.time),
    day: Uint16Array.from(events.day),
    confidence: Uint16Array.from(events.confidence),
    independent: Uint32Array.from(events.independent),
    reports: Uint32Array.from(events.reports),
    actors: startsOf(events.actors),
    recipients: startsOf(events.recipients),
    source: startsOf(events.source),
    numbers: new Map(),
    evidence,
    evidenceOf: new Map(),
  };
  for (const [row, role, lowest, highest] of events.numbers) push(all.numbers, row, { role, lowest, highest });
  evidence.event.forEach((row, i) => push(all.evidenceOf, row, i));
  all.types = [...new Set(kinds.map((kind) => kind.type))].sort();
  all.partyNames = parties.map((one) => fold(one.name));
  all.countriesSeen = [...new Set([...parties, ...places].map((one) => one.country).filter(Boolean))].sort();
  const codeOf = new Map(all.countriesSeen.map((country, i) => [country, i]));
  all.partyCountry = Int16Array.from(parties, (one) => codeOf.get(one.country) ?? -1);
  all.typeOfKind = Uint8Array.from(kinds, (one) => all.types.indexOf(one.type));
  return all;
}

function push(map, key, value) {
  if (map.has(key)) map.get(key).push(value);
  else map.set(key, [value]);
}

/** Give the parties of an event on one side, "actors" or "recipients". */
function partiesOf(all, side, row) {
  const { start, of } = all[side];
  return Array.from(of.subarray(start[row], start[row + 1]), (place) => all.parties[place]);
}

const nameOf = (all, country) => all.countries[country] ?? country;
