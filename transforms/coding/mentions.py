"""One parsed sentence becomes mentions: candidates with parties, realis, time, place, numbers, confidence."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, replace

from spacy.tokens import Span as SpacySpan

from transforms.coding.attach import head_of_span, nearest
from transforms.coding.candidates import Candidate
from transforms.coding.confidence import Weights, setting_signals, weigh
from transforms.coding.contexts import read_contexts
from transforms.coding.counts import FoundCount, find_counts
from transforms.coding.judging import Judged
from transforms.coding.nominals import is_of_home
from transforms.coding.ontology import SPOKEN, Ontology
from transforms.coding.resources import Resources
from transforms.coding.speech import find_saying
from transforms.coding.tree import Tree
from transforms.coding.when import find_times, make_when, resolve_time
from transforms.coding.where import PlaceContext, find_place_spans, make_where, resolve_place
from transforms.records import Count, Mention, Party, Realis, Span, When, Where, make_id

_TIME_REACH = 5  # steps through the parse that words of time may stand away from the event
_PLACE_REACH = 6
_LOCALS = frozenset({"COP", "CVL", "EDU", "LAB", "OPP"})  # who act where they live, wherever the article plays
_OF_THERE = 0.7  # how sure it is that the people of a sector are those of the place
# "For the first time since 2023", "the worst attack since May" tell of how long it was otherwise.
_FIRST_SINCE = re.compile(r"\b(first|only|least|most|\w+est)\b(\s+\w+){1,3}\s*(since\s*)?$", re.IGNORECASE)
_LONG_AGO, _SOON = 240, 150  # days
# What each type is counted by: a president who resigns after a massacre has not killed.
_CASUALTIES = frozenset({"killed", "injured", "arrested", "displaced", "abducted", "crowd"})
_COUNTED = {
    **dict.fromkeys(("ASSAULT", "COERCE", "PROTEST"), _CASUALTIES),
    **dict.fromkeys(("AID", "RETREAT"), _CASUALTIES - {"killed", "injured"}),
}
_NEAR_CONTEXT = 12  # tokens on both sides of the trigger that tell the context


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known about the article while its sentences are coded."""

    article_id: str
    revision_id: str
    text: str
    published_on: dt.date | None
    places: PlaceContext
    quoted: tuple[tuple[int, int], ...]  # spans of direct speech, in characters
    coder_version: str


@dataclass(frozen=True, slots=True)
class Time:
    """Words of time, and the days that they mean."""

    head: int  # the token that they hang on
    past: When  # read as past
    future: When


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The times, places and numbers of one sentence, and the token each hangs on."""

    times: tuple[Time, ...]
    places: tuple[tuple[int, Where], ...]  # where something is said to be
    towns: tuple[tuple[int, Where], ...]  # named otherwise: "shelled Kharkiv"
    counts: tuple[FoundCount, ...]


def look_at_times(sentence: SpacySpan, tree: Tree, reading: Reading) -> tuple[Time, ...]:
    """Find the words of time of a sentence."""
    times = []
    for words in find_times(sentence.text):
        if words.relation == "since" and _FIRST_SINCE.search(sentence.text[: words.start]):
            continue
        head = head_of_span(tree, tree.start + words.start, tree.start + words.end)
        if head is not None:
            past = resolve_time(words, reading.published_on, "past")
            future = resolve_time(words, reading.published_on, "future")
            times.append(Time(head, make_when(words, past, tree.start), make_when(words, future, tree.start)))
    return tuple(times)


def look_around(
    sentence: SpacySpan, tree: Tree, times: tuple[Time, ...], reading: Reading, know: Resources
) -> Surroundings:
    """Find the places and numbers of a sentence, beside its times."""
    spans = find_place_spans(sentence, know.gazetteer)
    context = _sentence_context(sentence, spans, reading, know)
    places, towns = [], []
    for first, end, is_locative in spans:
        span = sentence.doc[first:end]
        head = head_of_span(tree, span.start_char, span.end_char)
        if head is None:
            continue
        found = resolve_place(span.text, context, know.gazetteer, is_locative)
        where = make_where(span.text, span.start_char, span.end_char, found)
        if is_locative:
            places.append((head, where))
        elif found is not None and found[0].kind != "country":
            towns.append((head, where))
    counts = [replace(c, governor=c.governor - sentence.start) for c in find_counts(sentence)]
    return Surroundings(times, tuple(places), tuple(towns), tuple(counts))


def _sentence_context(
    sentence: SpacySpan, spans: list[tuple[int, int, bool]], reading: Reading, know: Resources
) -> PlaceContext:
    countries: Counter[str] = Counter()
    for entity in sentence.ents:
        if entity.label_ in ("GPE", "NORP"):
            who = know.actors.resolve(entity.text)
            if who is not None and who.country is not None:
                countries[who.country] += 1
    names = tuple(sentence.doc[first:end].text for first, end, _ in spans)
    return replace(reading.places, sentence_countries=countries, other_places=names)


def make_mention(
    tree: Tree, judged: Judged, around: Surroundings, scene: Where | None, reading: Reading, know: Resources
) -> Mention:
    """Fill in a mention: what was judged, with the times, places and numbers of the sentence that belong to it.

    `scene` is where the sentences just before play: "police" whom nothing else places are of there.
    """
    candidate, realis = judged.candidate, judged.realis
    pattern = candidate.pattern
    anchors = (*candidate.trigger, candidate.carrier)
    said_with = find_saying(tree, candidate.carrier, know.speech) if pattern.event_type in SPOKEN else None
    when = _when(tree, around, anchors if said_with is None else (*anchors, said_with), realis)
    if when is not None and pattern.event_type in SPOKEN and when.text_start > tree.starts[candidate.carrier]:
        when = None if _is_of_content(when, around, reading.published_on) else when
    where = _where(tree, around, candidate, anchors)
    # Who gathers at a summit has come from elsewhere.
    home = None if pattern.mode == "multilateral" else where or scene
    counts = _counts(around, candidate, pattern.event_type)
    contexts = read_contexts(_near(tree, candidate), pattern.contexts, know.contexts)
    first, last = candidate.trigger[0], candidate.trigger[-1]
    trigger = Span(tree.span_text(reading.text, first, last), tree.starts[first], tree.ends[last])
    ontology: Ontology = know.ontology
    cameo = ontology.cameo(pattern.event_type, pattern.mode, contexts)
    return Mention(
        mention_id=make_id(
            "m",
            reading.revision_id,
            trigger.start,
            trigger.end,
            pattern.event_type,
            *(p.start for p in judged.actors + judged.recipients),
        ),
        article_id=reading.article_id,
        revision_id=reading.revision_id,
        sentence_start=tree.start,
        sentence_end=tree.end,
        event_type=pattern.event_type,
        mode=pattern.mode,
        contexts=contexts,
        quad_class=ontology.roots[pattern.event_type].quad_class,
        intensity=ontology.intensity(pattern.event_type, pattern.mode),
        cameo_code=cameo,
        goldstein=ontology.goldstein(cameo),
        trigger=trigger,
        actors=_of_there(judged.actors, home, know),
        recipients=_of_there(judged.recipients, home, know),
        realis=realis,
        when=when,
        where=where,
        attributed_to=judged.source,
        counts=counts,
        confidence=round(judged.confidence, 3),
        type_confidence=round(pattern.weight, 3),
        coder_version=reading.coder_version,
    )


def _of_there(parties: tuple[Party, ...], where: Where | None, know: Resources) -> tuple[Party, ...]:
    """Give parties without a country that of the place: "police" in Nairobi are Kenya's, "gunmen" may be anybody's."""
    return tuple(_one_of_there(p, where, know) for p in parties)


def _one_of_there(party: Party, where: Where | None, know: Resources) -> Party:
    if party.name is not None or not is_of_home(party) or where is None or where.country is None:
        return party
    if party.country is not None and not _is_lent(party, know):
        return party
    return replace(party, country=where.country, confidence=round(_OF_THERE * party.confidence, 3))


def _is_lent(party: Party, know: Resources) -> bool:
    """Tell whether locals have their country only from the rest of the article: "police" in Greece are Greek."""
    if party.sector not in _LOCALS:
        return False
    who = know.actors.resolve(party.antecedent or party.text)
    return who is None or who.country is None


def setting_values(mention: Mention) -> dict[str, dict[str, float]]:
    """List what speaks for the date and the place of a mention as it was made, where it has them."""
    found = {"date": mention.when, "place": mention.where}
    return {k: setting_signals(v.confidence, mention.confidence) for k, v in found.items() if v is not None}


def weigh_setting(mention: Mention, weights: Weights) -> Mention:
    """Put how sure date and place are in their own right into a mention."""
    values = setting_values(mention)
    when, where = mention.when, mention.where
    if when is not None:
        when = replace(when, confidence=round(weigh(values["date"], weights.date), 3))
    if where is not None:
        where = replace(where, confidence=round(weigh(values["place"], weights.place), 3))
    return replace(mention, when=when, where=where)


def _when(tree: Tree, around: Surroundings, anchors: tuple[int, ...], realis: Realis) -> When | None:
    place = nearest(tree, [time.head for time in around.times], anchors, _TIME_REACH)
    if place is None:
        return None
    time = around.times[place]
    is_ahead = realis in (Realis.FUTURE, Realis.HYPOTHETICAL) and not _is_told_of_past(tree, time.head)
    return time.future if is_ahead else time.past


def _is_told_of_past(tree: Tree, i: int) -> bool:
    """Tell the Friday of "wrote on Friday that they would march" from that of "planned a march on Friday"."""
    verb = tree.clause_of(i)
    return tree.tags[verb] == "VBD" and tree.child(verb, "ccomp", "xcomp", "advcl") is not None


def _is_of_content(when: When, around: Surroundings, published: dt.date | None) -> bool:
    """Tell whether a date is that of what is said: "threatened in November to impose a duty on Jan. 1"."""
    if when.start is None or published is None:
        return False
    future = next((time.future.start for time in around.times if time.past == when), None)
    if future is None or future <= published:
        return False
    return (published - when.start).days > _LONG_AGO and (future - published).days < _SOON


def _where(tree: Tree, around: Surroundings, candidate: Candidate, anchors: tuple[int, ...]) -> Where | None:
    targets = (*anchors, *candidate.recipients) if candidate.pattern.event_type == "ASSAULT" else anchors
    places = around.places
    if candidate.pattern.event_type in SPOKEN:  # "called on Russia" did not happen in Russia
        places = tuple(p for p in places if p[0] not in candidate.recipients)
    place = nearest(tree, [head for head, _ in places], targets, _PLACE_REACH)
    if place is not None:
        return places[place][1]
    if candidate.pattern.event_type == "ASSAULT":  # a town that is attacked is where it happens
        return next((where for head, where in around.towns if head in candidate.recipients), None)
    return None


def _counts(around: Surroundings, candidate: Candidate, event_type: str) -> tuple[Count, ...]:
    near = {*candidate.trigger, candidate.carrier, *candidate.recipients, *candidate.outcomes}
    roles = _COUNTED.get(event_type, frozenset())
    return tuple(
        Count(c.role, c.n, c.text, c.start, c.end, c.lower, c.upper)
        for c in around.counts
        if c.role in roles and (c.governor in near or len(around.counts) == 1)
    )


def _near(tree: Tree, candidate: Candidate) -> list[str]:
    first = max(0, candidate.trigger[0] - _NEAR_CONTEXT)
    return tree.lemmas[first : candidate.trigger[-1] + _NEAR_CONTEXT + 1]
