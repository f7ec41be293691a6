"""The event lexicon: which words in which frame report which act. Source: `data/lexicon/*.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any

from transforms.datafiles import read_data

_FOLDER = "data/lexicon"
_TABLES_THAT_ARE_NO_ROOT = frozenset({"classes.toml", "light_verbs.toml", "not_events.toml"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """One word in one frame. Conditions left empty hold for everything."""

    event_type: str
    mode: str | None
    head: str  # lemma
    is_noun: bool
    particles: frozenset[str]  # verbs: all must stand with the verb ("step down")
    modifiers: tuple[str, ...]  # nouns: the words before the head ("cease fire", "air strike")
    subjects: frozenset[str]  # the subject must be one of these
    objects: frozenset[str]  # the object must be one of these
    objects_not: frozenset[str]
    preps: dict[str, frozenset[str]]  # one of these prepositions must be there, with one of these objects ("*": any)
    needs_clause: bool
    recipient: tuple[str, ...]  # slots, in order of preference
    actor: str  # slot
    mutual: bool
    party_recipient: bool
    party_actor: bool
    hits_things: bool  # what it strikes counts as recipient, be it a party or not
    contexts: tuple[str, ...]
    weight: float  # prior that a match is such an event, 0..1

    @property
    def specificity(self) -> int:
        """Count the conditions: the more a pattern asks for, the more it says."""
        conditions = (self.particles, self.modifiers, self.subjects, self.objects, self.preps, self.needs_clause)
        return 2 * sum(map(bool, conditions)) + bool(self.objects_not) + self.party_recipient


@dataclass(frozen=True, slots=True)
class LightVerb:
    """A verb that lends its subject to the act its object names ("launched an attack")."""

    announces: bool = False  # the act is still to come
    ends: bool = False  # the act is called off or stops
    passive: bool = False  # the subject suffers the act ("faced an attack")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All patterns by head lemma, the most specific first, and the words that make an act figurative."""

    verbs: dict[str, tuple[Pattern, ...]]
    nouns: dict[str, tuple[Pattern, ...]]
    light_verbs: dict[str, LightVerb]
    classes: dict[str, frozenset[str]]
    figurative_subjects: frozenset[str]
    not_events: dict[str, tuple[tuple[str, ...], ...]]  # first lemma -> whole phrases
    content_modes: dict[str, dict[str, str]]  # root -> lemma that heads what is asked, refused or threatened -> mode
    verb_lemmas: dict[str, str]  # word form -> lemma, where the pipeline errs


def load_lexicon() -> Lexicon:
    """Read and validate all lexicon files; ValueError names file and word of what breaks a rule."""
    folder = resources.files("transforms.coding").joinpath(_FOLDER)
    tables = {
        item.name: tomllib.loads(item.read_text("utf-8")) for item in folder.iterdir() if item.name.endswith(".toml")
    }
    classes = {name: frozenset(words) for name, words in tables["classes.toml"].items()}
    verbs: dict[str, list[Pattern]] = {}
    nouns: dict[str, list[Pattern]] = {}
    for name in sorted(tables.keys() - _TABLES_THAT_ARE_NO_ROOT):
        for row in tables[name]["pattern"]:
            for pattern in _patterns(name, tables[name]["type"], row, classes):
                (nouns if pattern.is_noun else verbs).setdefault(pattern.head, []).append(pattern)
    light = {verb: LightVerb(**flags) for verb, flags in tables["light_verbs.toml"]["verbs"].items()}
    not_events: dict[str, list[tuple[str, ...]]] = {}
    for phrase in tables["not_events.toml"]["phrases"]:
        words = tuple(phrase.split())
        not_events.setdefault(words[0], []).append(words)
    return Lexicon(
        verbs=_ordered(verbs),
        nouns=_ordered(nouns),
        light_verbs=light,
        classes=classes,
        figurative_subjects=frozenset(tables["not_events.toml"]["subjects"]["lemmas"]),
        not_events={first: tuple(phrases) for first, phrases in not_events.items()},
        content_modes={
            table["type"]: {
                lemma: mode for mode, words in table["content"].items() for lemma in _expand(name, words, classes)
            }
            for name, table in tables.items()
            if "content" in table
        },
        verb_lemmas=read_data("coding/data/lemmas.toml")["verbs"],
    )


def plain_pattern(event_type: str, mode: str | None, weight: float) -> Pattern:
    """Make the pattern of an act that grammar names, not a word of the lexicon."""
    return Pattern(
        event_type=event_type,
        mode=mode,
        head="",
        is_noun=False,
        particles=frozenset(),
        modifiers=(),
        subjects=frozenset(),
        objects=frozenset(),
        objects_not=frozenset(),
        preps={},
        needs_clause=False,
        recipient=(),
        actor="subject",
        mutual=False,
        party_recipient=False,
        party_actor=True,
        hits_things=False,
        contexts=(),
        weight=weight,
    )


def _ordered(found: dict[str, list[Pattern]]) -> dict[str, tuple[Pattern, ...]]:
    return {head: tuple(sorted(rows, key=lambda p: (-p.specificity, -p.weight))) for head, rows in found.items()}


def _expand(name: str, words: Iterable[str], classes: dict[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        if word.startswith("@"):
            if word[1:] not in classes:
                raise ValueError(f"{_FOLDER}/{name}: the word class {word!r} is not in classes.toml")
            found |= classes[word[1:]]
        else:
            found.add(word)
    return frozenset(found)


def _patterns(name: str, event_type: str, row: dict[str, Any], classes: dict[str, frozenset[str]]) -> Iterable[Pattern]:
    known = frozenset(
        [
            "verbs",
            "nouns",
            "mode",
            "subject",
            "object",
            "object_not",
            "prep",
            "clause",
            "recipient",
            "actor",
            "mutual",
            "party_recipient",
            "party_actor",
            "hits_things",
            "contexts",
            "weight",
        ]
    )
    if unknown := row.keys() - known:
        raise ValueError(
            f"{_FOLDER}/{name}: unknown key {sorted(unknown)[0]!r} beside {row.get('verbs', row.get('nouns'))}"
        )
    for is_noun, words in ((False, row.get("verbs", ())), (True, row.get("nouns", ()))):
        for word in words:
            parts = word.split()
            yield Pattern(
                event_type=event_type,
                mode=row.get("mode"),
                head=parts[-1] if is_noun else parts[0],
                is_noun=is_noun,
                particles=frozenset() if is_noun else frozenset(parts[1:]),
                modifiers=tuple(parts[:-1]) if is_noun else (),
                subjects=_expand(name, row.get("subject", ()), classes),
                objects=_expand(name, row.get("object", ()), classes),
                objects_not=_expand(name, row.get("object_not", ()), classes),
                preps={prep: _expand(name, heads, classes) for prep, heads in row.get("prep", {}).items()},
                needs_clause=row.get("clause", False),
                recipient=tuple(row.get("recipient", ())),
                actor=row.get("actor", "subject"),
                mutual=row.get("mutual", False),
                party_recipient=row.get("party_recipient", False),
                party_actor=row.get("party_actor", True),
                hits_things=row.get("hits_things", False),
                contexts=tuple(row.get("contexts", ())),
                weight=row.get("weight", 0.5),
            )
