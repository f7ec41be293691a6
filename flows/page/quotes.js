// Who says what: quotes by speaker; whoever spoke last comes first.

const SPEAKERS = 9;

function findQuotes(all, choice) {
  const wanted = fold((choice.who ?? "").trim());
  const texts = wordsOf(choice);
  return all.quotes.filter((one) =>
    (!choice.country || one.country === choice.country)
    && (!choice.source || one.source === choice.source)
    && (!wanted || fold(one.speaker).includes(wanted))
    && texts.every((word) => fold(`${one.speaker} ${one.title ?? ""} ${one.quote}`).includes(word)));
}

function showQuotes(all, quotes, shown) {
  const speakers = new Map();
  for (const one of quotes) push(speakers, `${one.speaker}|${one.country ?? ""}`, one);
  const groups = [...speakers.values()];
  byId("quotes").replaceChildren(
    ...(groups.length ? groups.slice(0, shown).map((group) => speaker(all, group)) : [h("p", { class: "notice" }, "No quote fits this choice.")]),
  );
  byId("more-quotes").hidden = groups.length <= shown;
  byId("more-quotes").textContent = `Show more (${count(groups.length - shown, "speaker")} left)`;
}

function speaker(all, group) {
  const code = [group[0].country, group[0].sector].filter(Boolean).join("\u00b7");
  return h("article", { class: "speaker" },
    h("h3", {}, h("span", { class: "text" }, group[0].speaker), code ? [" ", h("span", { class: "code" }, code)] : []),
    group.slice(0, 4).map((one) => h("figure", {},
      h("blockquote", {}, one.quote.replace(/,$/, "")),
      h("figcaption", {}, [one.verb, sayDay(one.day), all.sourceNames[one.source] ?? one.source,
        one.address ? link(one.address, one.title ?? one.address) : one.title]
        .filter(Boolean).flatMap((part, i) => [i ? " \u00b7 " : null, part])))),
    group.length > 4 ? h("p", { class: "small" }, `and ${number(group.length - 4)} more`) : null);
}
