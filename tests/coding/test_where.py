"""Places in sentences, and which one of a name is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from transforms.coding.gazetteer import load_gazetteer
from transforms.coding.where import PlaceContext, find_place_spans, make_where, resolve_place

if TYPE_CHECKING:
    from spacy.language import Language

NOTHING = PlaceContext()


@pytest.mark.parametrize(
    ("words", "context", "name", "kind", "country"),
    [
        ("Paris", NOTHING, "Paris", "city", "FRA"),
        ("Paris", PlaceContext(other_places=("Texas",)), "Paris", "city", "USA"),
        ("Paris", PlaceContext(sentence_countries={"USA": 1}), "Paris", "city", "FRA"),
        ("Paris, Texas", NOTHING, "Paris", "city", "USA"),
        ("London", PlaceContext(sentence_countries={"CAN": 1}), "London", "city", "GBR"),
        ("London, Ontario", NOTHING, "London", "city", "CAN"),
        ("Tripoli", NOTHING, "Tripoli", "city", "LBY"),
        ("Tripoli", PlaceContext(article_countries={"LBN": 5, "USA": 1}), "Tripoli", "city", "LBN"),
        ("Birmingham, Alabama", NOTHING, "Birmingham", "city", "USA"),
        ("Birmingham, Ala.", NOTHING, "Birmingham", "city", "USA"),
        ("Birmingham", NOTHING, "Birmingham", "city", "GBR"),
        ("Birmingham", PlaceContext(sentence_countries={"USA": 1}), "Birmingham", "city", "USA"),
        ("San José, Costa Rica", NOTHING, "San José", "city", "CRI"),
        ("San Jose, Calif.", NOTHING, "San Jose", "city", "USA"),
        ("Georgia", NOTHING, "Georgia", "country", "GEO"),
        ("Georgia", PlaceContext(article_countries={"USA": 6}, other_places=("Atlanta",)), "Georgia", "admin1", "USA"),
        ("Washington", NOTHING, "Washington", "city", "USA"),
        ("Washington state", NOTHING, "Washington", "admin1", "USA"),
        ("Kharkiv", NOTHING, "Kharkiv", "city", "UKR"),
        ("northeastern Kharkiv region", NOTHING, "Kharkiv", "admin1", "UKR"),
        ("Punjab", PlaceContext(sentence_countries={"PAK": 1}), "Punjab", "admin1", "PAK"),
        ("Punjab", PlaceContext(sentence_countries={"IND": 1}), "Punjab", "admin1", "IND"),
        ("Red Sea", NOTHING, "Red Sea", "sea", None),
        ("Unheard-of-ville, Texas", NOTHING, "Texas", "admin1", "USA"),
        ("Paris, London", NOTHING, "Paris", "city", "FRA"),
    ],
)
def test_resolve(words: str, context: PlaceContext, name: str, kind: str, country: str | None) -> None:
    found = resolve_place(words, context, load_gazetteer())
    assert found is not None
    place, confidence = found
    assert (place.name, place.kind, place.country) == (name, kind, country)
    assert 0 < confidence <= 1


def test_population_is_a_weaker_ground_than_a_neighbour() -> None:
    gazetteer = load_gazetteer()
    alone = resolve_place("Tripoli", NOTHING, gazetteer)
    placed = resolve_place("Tripoli, Lebanon", NOTHING, gazetteer)
    assert alone is not None
    assert placed is not None
    assert alone[1] < placed[1]


@pytest.mark.parametrize("words", ["Xyzzyville", "police", "Police", "most", "reading", "", ",", "Of"])
def test_unknown(words: str) -> None:
    assert resolve_place(words, NOTHING, load_gazetteer()) is None


def test_doubtful_names_need_a_preposition_of_place() -> None:
    gazetteer = load_gazetteer()
    assert resolve_place("Reading", NOTHING, gazetteer, is_locative=False) is None
    assert resolve_place("Reading", NOTHING, gazetteer, is_locative=True) is not None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Missiles struck a block in the northeastern Kharkiv region.", [("northeastern Kharkiv region", True)]),
        ("A bomb went off in Birmingham, Alabama, police said.", [("Birmingham, Alabama", True)]),
        ("Protesters gathered in Paris, London and Rome.", [("Paris", True), ("London", True), ("Rome", True)]),
        ("Talks were held in San José, Costa Rica, last week.", [("San José, Costa Rica", True)]),
        ("Fighting raged on the outskirts of Aleppo.", [("Aleppo", True)]),
        ("Moscow accused Kyiv of shelling Belgorod.", [("Moscow", False), ("Kyiv", False), ("Belgorod", False)]),
        ("A convoy was ambushed north of Timbuktu.", [("Timbuktu", True)]),
        ("The Turkish minister spoke.", []),
    ],
)
def test_spans(nlp: Language, sentence: str, expected: list[tuple[str, bool]]) -> None:
    doc = nlp(sentence)
    found = find_place_spans(doc, load_gazetteer())
    assert [(doc[start:end].text, is_locative) for start, end, is_locative in found] == expected


def test_spans_of_a_sentence_count_in_the_document(nlp: Language) -> None:
    doc = nlp("The town was quiet. Troops shelled a market in Aleppo.")
    ((start, end, _),) = find_place_spans(list(doc.sents)[1], load_gazetteer())
    assert doc[start:end].text == "Aleppo"


def test_record() -> None:
    found = resolve_place("Kyiv", NOTHING, load_gazetteer())
    where = make_where("Kyiv", 3, 7, found)
    assert (where.name, where.country, where.geonames_id) == ("Kyiv", "UKR", 703448)
    assert make_where("Xyz", 3, 6, None).country is None
