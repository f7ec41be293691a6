"""Say where: find the places in a sentence, and tell which place of that name is meant.

A name is settled by what stands beside it ("Paris, Texas"), then by the countries of the sentence and the article,
then by the dateline, and last by the number of people. A small town needs more than a country to beat a famous
namesake: a president of the United States who lands in Paris is not in Texas.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from transforms.coding.gazetteer import Gazetteer, Place, fold
from transforms.records import Where

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_NEVER_LABELS = frozenset(
    {"CARDINAL", "DATE", "EVENT", "LANGUAGE", "MONEY", "NORP", "ORDINAL", "PERCENT", "QUANTITY", "TIME"}
)
_PARTY = re.compile(r"[DIR]-[A-Z]")  # "R-Fla.": a senator's party and state
_MOST_WORDS = 7
# Standing of a place before anything is known of the text. A city's grows with its people: 15,000 make .52, ten
# million .88.
_STANDING = {"country": 1.0, "region": 0.75, "sea": 0.75, "admin1": 0.6}
_GREAT_CITY = 1_000_000  # people; a smaller one is rarely meant by the name of a province: Ontario, California
_IN_THE_SHADE = 0.3


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What the article tells about where it plays. Countries are ISO 3166 alpha-3."""

    sentence_countries: Mapping[str, int] = field(default_factory=dict)  # country to mentions
    article_countries: Mapping[str, int] = field(default_factory=dict)  # country to mentions
    dateline_countries: tuple[str, ...] = ()  # a weak hint: where the reporter sat
    other_places: tuple[str, ...] = ()  # other names of places in the sentence


def resolve_place(
    words: str, context: PlaceContext, gazetteer: Gazetteer, is_locative: bool = True
) -> tuple[Place, float] | None:
    """Tell which place the words mean, and how sure that is (0..1); None where no place of that name is known.

    "CITY, STATE" and "CITY, COUNTRY" are read as one; a village that nobody knows becomes its state or country.
    """
    head, _, tail = words.partition(",")
    if tail.strip():
        found = _resolve_pair(head, tail.strip(), context, gazetteer)
        if found:
            return found
        words = head
    places = gazetteer.candidates(words)
    key = fold(words)
    is_shaky = key in gazetteer.words.doubtful and all(place.kind in ("city", "admin1") for place in places)
    if not places or (is_shaky and not is_locative) or not any(mark.isupper() for mark in words):
        return None
    return _choose(key, places, context, gazetteer, is_shaky)


def make_where(text: str, start: int, end: int, found: tuple[Place, float] | None) -> Where:
    """Make the record; without a place it keeps the words."""
    if found is None:
        return Where(text, start, end)
    place, confidence = found
    return Where(
        text, start, end, place.name, place.country, place.latitude, place.longitude, place.geonames_id, confidence
    )


def _resolve_pair(head: str, tail: str, context: PlaceContext, gazetteer: Gazetteer) -> tuple[Place, float] | None:
    """Read "CITY, STATE"; None where the tail is no state, country or region."""
    wholes = [place for place in gazetteer.candidates(_spell_state(tail, gazetteer)) if place.kind != "city"]
    if not wholes:
        return None
    inside = [place for place in gazetteer.candidates(head) if any(_is_inside(place, whole) for whole in wholes)]
    if inside:
        return max(inside, key=lambda place: (place.kind == "city", place.population)), 0.95
    whole = _choose(fold(tail), tuple(wholes), context, gazetteer, False)
    return (whole[0], min(whole[1], 0.5)) if whole else None


def _is_inside(place: Place, whole: Place) -> bool:
    if place == whole or place.country != whole.country or place.country is None or place.kind == "country":
        return False
    return whole.state is None or place.state == whole.state


def _spell_state(tail: str, gazetteer: Gazetteer) -> str:
    """Write out the news' short names of US states: "Ala." is Alabama."""
    return gazetteer.states.get(tail.replace(" ", "").lower().rstrip("."), tail)


def _choose(
    key: str, places: tuple[Place, ...], context: PlaceContext, gazetteer: Gazetteer, is_shaky: bool
) -> tuple[Place, float] | None:
    """Weigh the places of one name against the context."""
    states, countries = _read_others(context.other_places, gazetteer, key)
    most = max(place.population for place in places)
    total = sum(context.article_countries.values()) or 1
    has_region = any(place.kind == "admin1" for place in places)
    scored = []
    for place in places:
        support = 0.0
        if place.country is not None:
            support += 1.5 * (place.country in context.sentence_countries)
            support += 1.2 * context.article_countries.get(place.country, 0) / total
            support += 0.8 * (place.country in countries)
            support += 0.4 * (place.country in context.dateline_countries)
        if place.kind == "city" and place.population < most:
            ratio = math.log10(most / max(place.population, 1))
            support *= min(1.0, max(0.08, 1 - ratio / 1.2))
        if has_region and place.kind == "city" and place.population < _GREAT_CITY:
            support *= _IN_THE_SHADE
        if place.state is not None and place.state in states:
            support += 2.5
        standing = _STANDING.get(place.kind) or math.log10(place.population + 1) / 8
        named = fold(place.name) == key
        scored.append((standing + support + 0.4 * named, support, named, place))
    scored.sort(key=lambda one: -one[0])
    score, support, named, best = scored[0]
    margin = 1.0
    if len(scored) > 1:
        rival = scored[1][3]
        margin = score - scored[1][0]
        if best.population and rival.population:  # fame counts for more than its share of the score
            margin += max(0.0, math.log10(best.population / rival.population) / 4)
        if rival.country == best.country and best.country is not None:
            margin = max(margin, 0.5)  # city or province of one name: the country is right either way
    confidence = 0.5 + 0.45 * min(1.0, margin)
    if is_shaky and best.kind == "admin1" and support < 0.2:
        return None
    if best.kind == "city" and support < 0.2:
        if not named and best.population < 100_000:  # an old or foreign name of a small town: more likely a surname
            return None
        if is_shaky or best.population < 50_000:
            confidence *= 0.6
    return best, round(confidence, 3)


def _read_others(names: tuple[str, ...], gazetteer: Gazetteer, key: str) -> tuple[set[str], set[str]]:
    """Collect the US states and the countries that the other names can only mean."""
    states, countries = set(), set()
    for name in names:
        if fold(name) == key:
            continue
        places = gazetteer.candidates(name)
        owners = {place.country for place in places}
        if len(owners) == 1:
            countries |= {owner for owner in owners if owner}
        states |= {place.state for place in places if place.kind == "admin1" and place.state}
    return states, countries


def find_place_spans(sentence: Doc | Span, gazetteer: Gazetteer) -> list[tuple[int, int, bool]]:
    """Find the names of places: (start token, end token, is it said to be where something is), in the doc's counting.

    Names of places by the entity recognizer, and proper nouns after prepositions of place that the gazetteer knows.
    "The city of X", "northeastern X region" and "CITY, STATE" are one span each.
    """
    doc, begin, stop = _bounds(sentence)
    spans: list[tuple[int, int]] = []
    for entity in sentence.ents:
        if entity.label_ in _PLACE_LABELS and not _PARTY.match(entity.text):
            spans.append((entity.start, entity.end))
    for token in sentence:
        if token.dep_ == "pobj" and token.pos_ == "PROPN" and token.head.lower_ in gazetteer.words.locative:
            start, end = _name_around(token, begin, stop)
            if not any(one < end and start < other for one, other in spans):
                name = doc[start:end].text
                if gazetteer.candidates(name):
                    spans.append((start, end))
    merged = _merge_pairs(doc, sorted(_trim(doc, span) for span in spans), gazetteer, stop)
    found: list[tuple[int, int, bool]] = []
    for start, end in merged:
        wide = _extend(doc, start, end, begin, stop, gazetteer)
        if not found or wide[0] >= found[-1][1]:
            found.append((*wide, _is_locative(doc[wide[0] : wide[1]], gazetteer)))
    return found


def _bounds(sentence: Doc | Span) -> tuple[Doc, int, int]:
    if isinstance(sentence, Doc):
        return sentence, 0, len(sentence)
    return sentence.doc, sentence.start, sentence.end


def _name_around(token: Token, begin: int, stop: int) -> tuple[int, int]:
    """Give the run of proper nouns that ends in a token's phrase; nothing that is a date, a people or a number."""
    doc, start, end = token.doc, token.i, token.i + 1
    while start > begin and doc[start - 1].pos_ == "PROPN" and doc[start - 1].dep_ == "compound":
        start -= 1
    if any(one.ent_type_ in _NEVER_LABELS for one in doc[start:end]):
        return token.i, token.i
    return start, end


def _trim(doc: Doc, span: tuple[int, int]) -> tuple[int, int]:
    """Take the article and the possessive off."""
    start, end = span
    while end - start > 1 and doc[end - 1].tag_ in ("POS", "''", ","):
        end -= 1
    while end - start > 1 and doc[start].lower_ in ("the", "a", "an"):
        start += 1
    return start, end


def _merge_pairs(doc: Doc, spans: list[tuple[int, int]], gazetteer: Gazetteer, stop: int) -> list[tuple[int, int]]:
    """Make one span of "CITY, STATE", and leave lists of places alone."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start == merged[-1][1] + 1 and doc[start - 1].text == ",":
            first, tail = doc[merged[-1][0] : merged[-1][1]].text, _spell_state(doc[start:end].text, gazetteer)
            wholes = [place for place in gazetteer.candidates(tail) if place.kind in ("admin1", "country", "region")]
            heads = gazetteer.candidates(first)
            fits = any(_is_inside(head, whole) for head in heads for whole in wholes)
            is_list = end < stop and doc[end].lower_ in ("and", "or")
            is_unknown = not heads and not is_list
            if wholes and "," not in first and (fits or is_unknown) and not (is_list and not fits):
                merged[-1] = (merged[-1][0], end)
                continue
        merged.append((start, end))
    return [(start, end) for start, end in merged if end > start]


def _extend(doc: Doc, start: int, end: int, begin: int, stop: int, gazetteer: Gazetteer) -> tuple[int, int]:
    """Widen a name over "northeastern", "region", "the city of"."""
    words = gazetteer.words
    if end < stop and doc[end].lower_ in (words.unit | words.town) and "," not in doc[start:end].text:
        end += 1
    while start > begin and doc[start - 1].lower_ in words.prefix:
        start -= 1
    if start - 2 >= begin and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in (words.unit | words.town):
        start -= 2
        while start > begin and doc[start - 1].lower_ in words.prefix:
            start -= 1
    elif start - 1 >= begin and doc[start - 1].lower_ in (words.unit | words.town) and doc[start].pos_ == "PROPN":
        start -= 1
    return start, end


def _is_locative(span: Span, gazetteer: Gazetteer) -> bool:
    """Tell whether a preposition of place governs the span, through lists and "the outskirts of"."""
    token, words = span.root, gazetteer.words
    is_attribute = token.dep_ in ("compound", "nmod", "amod") and token.head.pos_ == "NOUN"
    is_part = token.head.lower_ in words.unit | words.town | words.part
    if is_attribute and not is_part and any(p.kind == "country" for p in gazetteer.candidates(span.text)):
        return False  # "the U.S. compound" stands anywhere
    for _ in range(_MOST_WORDS):
        if token.dep_ in ("conj", "appos", "compound", "nmod", "amod") and token.head is not token:
            token = token.head
        elif (
            token.dep_ == "pobj"
            and token.head.lower_ == "of"
            and token.head.head.lower_ in (words.part | words.town | words.unit)
        ):
            noun = token.head.head
            if noun.dep_ in ("advmod", "npadvmod"):  # "north of Kyiv"
                return True
            token = noun
        else:
            break
    return token.dep_ == "pobj" and token.head.lower_ in words.locative
