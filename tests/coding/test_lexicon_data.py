"""The event lexicon's files: valid values, known classes, sorted lists, no frame claimed twice."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from transforms.coding.lexicon import Lexicon, load_lexicon
from transforms.coding.ontology import Ontology, load_ontology

FOLDER = Path(__file__).resolve().parents[2] / "transforms" / "coding" / "data" / "lexicon"
TABLES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
SHARED = ("classes", "light_verbs", "not_events")
ROOTS = [name for name in TABLES if name not in SHARED]
SLOTS = ("object", "subject", "dative", "clause-subject", "poss", "object-poss", "prep:", "object-prep:")
LISTS = ("verbs", "nouns", "subject", "object", "object_not", "contexts")
FRAME = ("subject", "object", "object_not", "prep", "clause", "party_recipient")
PLAIN_VERBS = {
    "ACCUSE": "accuse blame charge condemn criticise criticize denounce indict investigate slam sue summon",
    "AGREE": "agree offer pledge promise",
    "AID": "airlift arm donate give lend provide rescue send supply",
    "ASSAULT": "ambush assassinate attack bomb clash fire invade kidnap kill rape shell shoot stab storm torture",
    "COERCE": "annex arrest ban blockade censor confiscate deport detain hack impose jail raid seize",
    "CONCEDE": "apologise apologize lift pardon relent",
    "CONSULT": "call discuss host mediate meet negotiate phone speak talk telephone visit",
    "COOPERATE": "cooperate exchange extradite share trade",
    "MOBILIZE": "deploy mass mobilise mobilize patrol scramble send",
    "PROTEST": "block boycott burn demonstrate loot march picket protest rally riot",
    "REJECT": "block cancel decline deny dismiss refuse reject veto",
    "REQUEST": "appeal ask call demand order request urge",
    "RETREAT": "disarm free release resign surrender withdraw",
    "SANCTION": "convict cut expel fine impose recall sanction sentence sever suspend",
    "SUPPORT": "back endorse hail praise ratify recognise recognize sign support thank welcome",
    "THREATEN": "threaten warn",
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def word_lists(row: dict[str, Any]) -> list[list[str]]:
    return [row[key] for key in LISTS if key in row] + list(row.get("prep", {}).values())


def is_sorted(words: list[str]) -> bool:
    return words == sorted(set(words))


def test_every_root_of_the_ontology_has_its_file(ontology: Ontology) -> None:
    assert {TABLES[name]["type"].lower() for name in ROOTS} == set(ROOTS)
    assert {name.upper() for name in ROOTS} == set(ontology.roots)


@pytest.mark.parametrize("name", ROOTS)
def test_patterns_hold_valid_values(ontology: Ontology, name: str) -> None:
    for row in TABLES[name]["pattern"]:
        assert row.get("verbs") or row.get("nouns"), row
        assert "mode" not in row or row["mode"] in ontology.roots[TABLES[name]["type"]].modes, row
        assert set(row.get("contexts", [])) <= set(ontology.contexts), row
        assert 0 < row["weight"] <= 1, row
        assert all(slot.startswith(SLOTS) for slot in [*row.get("recipient", []), row.get("actor", "subject")]), row


@pytest.mark.parametrize("name", ROOTS)
def test_lists_are_sorted_lower_case_and_not_empty(name: str) -> None:
    lists = [words for row in TABLES[name]["pattern"] for words in word_lists(row)]
    lists += TABLES[name].get("content", {}).values()
    for words in lists:
        assert words
        assert is_sorted(words), words
        assert all(word == word.lower() == word.strip() for word in words), words


def test_content_tables_name_modes_of_their_root(ontology: Ontology) -> None:
    for name in ROOTS:
        assert set(TABLES[name].get("content", {})) <= set(ontology.roots[TABLES[name]["type"]].modes), name


def test_every_class_is_defined_flat_and_used() -> None:
    named = {
        word[1:]
        for name in ROOTS
        for words in [
            *(words for row in TABLES[name]["pattern"] for words in word_lists(row)),
            *TABLES[name].get("content", {}).values(),
        ]
        for word in words
        if word.startswith("@")
    }
    read_by_code = {"answering", "warplanes"}
    assert named | read_by_code == set(TABLES["classes"])
    for name, words in TABLES["classes"].items():
        assert is_sorted(words), name
        assert not [word for word in words if word.startswith("@")], f"{name}: a class holds words only"


def test_no_frame_is_claimed_twice() -> None:
    claims = defaultdict(list)
    for name in ROOTS:
        for row in TABLES[name]["pattern"]:
            conditions = tuple(str(row.get(key)) for key in FRAME)
            for kind in ("verbs", "nouns"):
                for word in row.get(kind, []):
                    claims[kind, word, conditions].append(name)
    assert not {frame: names for frame, names in claims.items() if len(names) > 1}


def test_light_verbs_know_their_flags() -> None:
    for verb, flags in TABLES["light_verbs"]["verbs"].items():
        assert " " not in verb
        assert set(flags) <= {"announces", "ends", "passive"}, verb


def test_fixed_expressions_are_sorted_phrases() -> None:
    table = TABLES["not_events"]
    assert is_sorted(table["phrases"])
    assert is_sorted(table["subjects"]["lemmas"])
    assert all(len(phrase.split()) > 1 for phrase in table["phrases"])
    assert all(" " not in lemma for lemma in table["subjects"]["lemmas"])


@pytest.mark.parametrize("event_type", sorted(PLAIN_VERBS))
def test_lexicon_covers_the_plain_verbs_of_wire_copy(lexicon: Lexicon, event_type: str) -> None:
    for verb in PLAIN_VERBS[event_type].split():
        assert event_type in {pattern.event_type for pattern in lexicon.verbs.get(verb, ())}, verb


def test_lexicon_is_no_afternoon_list(lexicon: Lexicon) -> None:
    assert len({(p.head, p.particles) for rows in lexicon.verbs.values() for p in rows}) >= 1000
    assert len({(p.head, p.modifiers) for rows in lexicon.nouns.values() for p in rows}) >= 250


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("extradite", "COOPERATE"),
        ("annex", "COERCE"),
        ("convict", "SANCTION"),
        ("resign", "RETREAT"),
        ("pardon", "CONCEDE"),
    ],
)
def test_near_neighbours_fall_as_the_rules_say(lexicon: Lexicon, verb: str, expected: str) -> None:
    assert {pattern.event_type for pattern in lexicon.verbs[verb]} == {expected}
