"""Numbers of people and what happened to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from transforms.coding.counts import find_counts, make_count
from transforms.coding.numberwords import load_number_data, read_number

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "A car bomb tore through the market, killing at least 12 people and wounding 30 others.",
            ["killed 12 12 - at least 12", "injured 30 - - 30"],
        ),
        ("Two soldiers were killed in the ambush.", ["killed 2 - - Two"]),
        ("A soldier was killed in the ambush.", ["killed 1 - - A soldier"]),
        ("The death toll rose to 45 on Monday.", ["killed 45 - - 45"]),
        ("The blast left 12 dead and 30 wounded.", ["killed 12 - - 12", "injured 30 - - 30"]),
        ("More than 1,000 demonstrators marched to the palace.", ["crowd 1000 1000 - More than 1,000"]),
        ("Between 10 and 15 rebels were killed, the army said.", ["killed 10 10 15 Between 10 and 15"]),
        ("10 to 15 fighters were wounded.", ["injured 10 10 15 10 to 15"]),
        ("Nearly 300 people were injured.", ["injured 300 - 300 Nearly 300"]),
        ("Some 20 people were arrested after the rally.", ["arrested 20 - - Some 20"]),
        ("Hundreds of people gathered in the square.", ["crowd 200 200 - Hundreds"]),
        ("Police detained dozens of activists.", ["arrested 24 24 - dozens"]),
        ("Thousands fled their homes.", ["displaced 2000 2000 - Thousands"]),
        ("The fighting has displaced 1.5 million people.", ["displaced 1500000 - - 1.5 million"]),
        ("Gunmen kidnapped 50 schoolgirls from a dormitory.", ["abducted 50 - - 50"]),
        ("At least two hundred and fifty were killed.", ["killed 250 250 - At least two hundred and fifty"]),
        ("Five people were found dead.", ["killed 5 - - Five"]),
        ("12 killed in Kabul blast", ["killed 12 - - 12"]),
        ("A crowd of about 5,000 gathered.", ["crowd 5000 - - about 5,000"]),
        ("Ten gunmen killed a police officer.", ["killed 1 - - a police officer"]),
        ("Twenty-one people, including three children, were killed.", ["killed 21 - - Twenty-one"]),
        (
            "Shells killed 3 soldiers, two police officers and a child.",
            ["killed 3 - - 3", "killed 2 - - two", "killed 1 - - a child"],
        ),
    ],
)
def test_counts(nlp: Language, sentence: str, expected: list[str]) -> None:
    doc = nlp(sentence)
    found = find_counts(doc)
    for one in found:
        assert doc.text[one.start : one.end] == one.text
        assert 0 <= one.governor < len(doc)
    said = [f"{one.role} {one.n} {_dash(one.lower)} {_dash(one.upper)} {one.text}" for one in found]
    assert said == expected


def _dash(bound: int | None) -> str:
    return "-" if bound is None else str(bound)


@pytest.mark.parametrize(
    "sentence",
    [
        "He was jailed for 12 years and fined $2,000.",
        "The attack destroyed 14 homes.",
        "Russian forces shot down 12 drones.",
        "The minister arrived on June 14.",
        "Shares fell 12 percent after the killing.",
        "They killed 300 sheep.",
        "Nobody was hurt.",
        "",
    ],
)
def test_no_people(nlp: Language, sentence: str) -> None:
    assert find_counts(nlp(sentence)) == []


def test_governor_binds_to_the_verb(nlp: Language) -> None:
    doc = nlp("Troops arrested 14 protesters and killed two villagers.")
    assert [(one.role, doc[one.governor].text) for one in find_counts(doc)] == [
        ("arrested", "arrested"),
        ("killed", "killed"),
    ]


def test_offsets_of_a_sentence_are_the_document_s(nlp: Language) -> None:
    doc = nlp("The town was quiet. Two soldiers were killed.")
    (found,) = find_counts(list(doc.sents)[1])
    assert (found.start, found.end) == (20, 23)
    assert make_count(found, 100).start == 120


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1,200", 1200),
        ("twenty-five", 25),
        ("three hundred", 300),
        ("a hundred and five thousand two hundred", 105200),
        ("1.5 million", 1500000),
        ("two million", 2000000),
        ("1.5", None),
        ("five six", None),
        ("several", None),
        ("", None),
    ],
)
def test_read_number(text: str, value: int | None) -> None:
    assert read_number(text) == value


def test_number_words_are_consistent() -> None:
    data = load_number_data()
    bounds = [word for words in data["bounds"].values() for word in words]
    assert len(bounds) == len(set(bounds))
    assert not set(data["vague"]) & set(data["words"])
