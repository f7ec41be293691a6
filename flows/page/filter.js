// The choice of the reader: kept in the address, and applied to every event in one walk.

const FIELDS = ["words", "country", "who", "type", "realis", "confidence", "source", "since", "quad", "day", "pair"];

/** Read the choice from the address; what is not understood is left out. */
function readChoice(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  return Object.fromEntries(FIELDS.filter((field) => given.get(field)).map((field) => [field, given.get(field)]));
}

/** Write the choice as it stands in the address. */
function writeChoice(choice) {
  return new URLSearchParams(FIELDS.filter((field) => choice[field]).map((field) => [field, choice[field]])).toString();
}

/** Find the events of the choice: their rows, in order. */
function findEvents(all, choice) {
  const fits = testsOf(all, choice);
  const found = new Uint32Array(all.n);
  let n = 0;
  for (let row = 0; row < all.n; row++) {
    let ok = true;
    for (let i = 0; ok && i < fits.length; i++) ok = fits[i](row);
    if (ok) found[n++] = row;
  }
  return found.subarray(0, n);
}

/** Make the tests that an event must pass. What they ask of a kind, party or place is answered once, not per event. */
function testsOf(all, choice) {
  const { kinds, parties, places, kind, place } = all;
  const tests = [];
  if (choice.type || choice.realis || choice.quad) {
    const fits = flags(kinds, (one) =>
      (!choice.type || one.type === choice.type)
      && (!choice.realis || one.realis === choice.realis)
      && (!choice.quad || QUADS[one.quad] === choice.quad));
    tests.push((row) => fits[kind[row]]);
  }
  if (choice.confidence) {
    const least = Math.round(Number(choice.confidence) * 1000) || 0;
    tests.push((row) => all.confidence[row] >= least);
  }
  if (choice.day) {
    const day = all.days.indexOf(choice.day);
    tests.push((row) => all.day[row] === day);
  }
  if (choice.since) {
    const first = all.days.findIndex((day) => day >= choice.since);
    tests.push((row) => first >= 0 && all.day[row] >= first);
  }
  if (choice.source) {
    const fits = flags(all.sources, (one) => one === choice.source);
    tests.push((row) => holds(all.source, row, fits));
  }
  if (choice.country) {
    const partyFits = flags(parties, (one) => one.country === choice.country);
    const placeFits = flags(places, (one) => one.country === choice.country);
    tests.push((row) => placeFits[place[row]] || takesPart(all, row, partyFits));
  }
  if (choice.pair) {
    const [actor, recipient] = choice.pair.split(">");
    const actorFits = flags(parties, (one) => one.country === actor);
    const recipientFits = flags(parties, (one) => one.country === recipient);
    tests.push((row) => holds(all.actors, row, actorFits) && holds(all.recipients, row, recipientFits));
  }
  if (choice.who) {
    const wanted = fold(choice.who.trim());
    const fits = flags(all.partyNames, (name) => name.includes(wanted));
    tests.push((row) => takesPart(all, row, fits));
  }
  for (const word of wordsOf(choice)) {
    const kindFits = flags(kinds, (one) => fold(one.type).includes(word) || fold(one.mode).includes(word));
    const partyFits = flags(all.partyNames, (name) => name.includes(word));
    const placeFits = flags(places, (one) => fold(one.name).includes(word));
    const told = eventsTelling(all, word);
    tests.push((row) => told[row] || kindFits[kind[row]] || placeFits[place[row]] || takesPart(all, row, partyFits));
  }
  return tests;
}

const wordsOf = (choice) => fold(choice.words ?? "").split(/\s+/).filter(Boolean);

const flags = (list, test) => Uint8Array.from(list, (one) => (test(one) ? 1 : 0));

function holds(list, row, fits) {
  for (let i = list.start[row]; i < list.start[row + 1]; i++) if (fits[list.of[i]]) return true;
  return false;
}

const takesPart = (all, row, fits) => holds(all.actors, row, fits) || holds(all.recipients, row, fits);

/** Tell which events have a sentence or title in the page that holds the word. */
function eventsTelling(all, word) {
  const told = new Uint8Array(all.n);
  const texts = foldedEvidence(all);
  for (let i = 0; i < texts.length; i++) if (texts[i].includes(word)) told[all.evidence.event[i]] = 1;
  return told;
}

/** The sentences and titles in the page, folded once. */
function foldedEvidence(all) {
  all.folded ??= all.evidence.sentence.map((text, i) => {
    const title = all.evidence.articles[all.evidence.article[i]][1];
    return fold(`${title} ${text}`);
  });
  return all.folded;
}
