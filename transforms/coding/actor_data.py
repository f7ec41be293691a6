"""Who is who, read from the data files: countries, regions, organizations, leaders and generic agents.

The files are TOML under ``data/actors``; each says at its head how it is laid out. They are turned into flat tables
here, keyed by normalized words (`Spellings.key`), and nothing else in the package reads them.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Key = tuple[str, ...]

DATA = Path(__file__).parent / "data" / "actors"
SHARED = 0.7  # confidence in a name that several countries share ("Congress"), and the highest such
NON_STATE = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
SECTORS = frozenset(
    [
        *("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK"),
        *("AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"),
    ]
)
# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans("ıłŁøØđĐðə’‘ʻ`", "ilLoOdDda''''") | {
    ord("ß"): "ss",
    ord("æ"): "ae",
    ord("Æ"): "Ae",
    ord("þ"): "th",
    ord("œ"): "oe",
}
_SPLIT = re.compile(r"[\s\-–/,()]+")
_TERM = re.compile(r"([A-Z]{3}) (.*?) ?(\d{4}(?:-\d\d){0,2})?\.\.(\d{4}(?:-\d\d){0,2})?")
_IRREGULAR = {"man": "men", "child": "children", "person": "people", "wife": "wives", "thief": "thieves"}


@functools.lru_cache(maxsize=65536)
def normalize_word(word: str) -> str:
    """Lower-case, without accents, periods, apostrophes and the possessive; "" for punctuation."""
    if word.isascii() and word.isalnum():
        return word.lower()
    folded = word.translate(_LETTERS)
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = folded.casefold()
    if folded.endswith("'s"):
        folded = folded[:-2]
    return "".join(c for c in folded if c.isalnum() or c == "&")


@dataclass(frozen=True, slots=True)
class Spellings:
    """How words are keyed: normalized, and in one of the spellings that a name has."""

    kept: Mapping[str, str]  # a spelling to the one that the tables keep

    def word(self, word: str) -> str:
        """Key one word; "" for punctuation."""
        normal = normalize_word(word)
        return self.kept.get(normal, normal)

    def key(self, name: str) -> Key:
        """Key a name word by word, split at spaces, hyphens and slashes."""
        if name.isalnum():
            return (self.word(name),)
        return tuple(k for k in (self.word(w) for w in _SPLIT.split(name)) if k)


@dataclass(frozen=True, slots=True)
class Term:
    """A person's time in an office; both ends are inclusive and may be open."""

    office: str
    sector: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody we know."""

    name: str
    country: str | None
    sector: str | None
    kind: str  # country, person, organization, region
    confidence: float
    terms: tuple[Term, ...] = ()  # of a person, the best-known first
    is_soft: bool = False  # a name that other countries have as well: "Congress", "Supreme Court"


@dataclass(frozen=True, slots=True)
class Alias:
    """One way of writing an entry."""

    entry: Entry
    text: str
    is_acronym: bool  # must be written in capitals, so that "us" and "who" stay words


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything the resolver looks up."""

    spellings: Spellings
    names: Mapping[Key, Alias]
    adjectives: Mapping[Key, Entry]
    surnames: Mapping[str, tuple[Entry, ...]]  # names that need a title before them
    heads: Mapping[Key, str]  # generic noun, singular or plural, to sector
    yielding: frozenset[Key]
    natives: Mapping[Key, tuple[str, bool]]  # generic noun to the country that has it, and whether others have it too
    modifiers: Mapping[Key, str]
    words: Mapping[str, frozenset[str]]  # small closed lists of the resolver
    countries: Mapping[str, Entry]
    conflicts: tuple[str, ...]  # aliases that two entries claim: a fault of the data


def plural(noun: str) -> str:
    """The plural of an English noun phrase; the word before "of" or "for" carries it where there is one."""
    for link in (" of ", " for ", " in chief", "-in-chief"):
        first, found, rest = noun.partition(link)
        if found and not noun.startswith("department") and " " not in first:
            return plural(first) + link + rest
    stem, last = noun[: noun.rfind(" ") + 1], noun[noun.rfind(" ") + 1 :]
    for singular, many in _IRREGULAR.items():
        if last.endswith(singular) and (len(singular) > 3 or last in {"man", "woman"} or len(last) > 4):
            return stem + last[: -len(singular)] + many
    if re.search(r"[^aeiou]y$", last):
        return stem + last[:-1] + "ies"
    if re.search(r"(s|x|ch|sh|z)$", last):
        return stem + last + "es"
    return stem + last + "s"


def _date(text: str | None, last: bool) -> dt.date:
    """A year, month or day as its first or last day; open ends are the ends of time."""
    if not text:
        return dt.date.max if last else dt.date.min
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return dt.date(parts[0], parts[1], parts[2])
    if len(parts) == 2:
        following = dt.date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return following - dt.timedelta(days=1) if last else dt.date(parts[0], parts[1], 1)
    return dt.date(parts[0], 12, 31) if last else dt.date(parts[0], 1, 1)


def parse_term(text: str) -> Term:
    """Read "GOV prime minister 2008-05..2012-05"; ValueError says what is wrong with it."""
    found = _TERM.fullmatch(text)
    if not found or found[1] not in SECTORS:
        raise ValueError(f"not a term of office: {text!r}; write it as 'GOV prime minister 2008-05..2012-05'")
    return Term(found[2], found[1], _date(found[3], last=False), _date(found[4], last=True))


def _read(folder: Path, name: str) -> dict[str, Any]:
    with (folder / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _is_acronym(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) <= 5 and " " not in text and all(c.isupper() for c in letters)


class _Builder:
    """Collects aliases while the files are read; the first to claim a key keeps it."""

    def __init__(self, spellings: Spellings) -> None:
        self.key = spellings.key
        self.names: dict[Key, Alias] = {}
        self.adjectives: dict[Key, Entry] = {}
        self.surnames: dict[str, list[Entry]] = {}
        self.countries: dict[str, Entry] = {}
        self.conflicts: list[str] = []

    def add(self, text: str, entry: Entry) -> None:
        key = self.key(text)
        known = self.names.get(key)
        if known is None:
            self.names[key] = Alias(entry, text, _is_acronym(text))
        elif (known.entry.name, known.entry.country) != (entry.name, entry.country):
            self.conflicts.append(f"{text!r}: {known.entry.name} and {entry.name}")

    def add_adjective(self, text: str, entry: Entry) -> None:
        known = self.adjectives.setdefault(self.key(text), entry)
        if known.country != entry.country:
            self.conflicts.append(f"{text!r}: {known.name} and {entry.name}")

    def add_countries(self, data: Mapping[str, Any]) -> None:
        for code, row in data.items():
            entry = Entry(row["name"], code, None, "country", 0.95)
            self.countries[code] = entry
            for text in (row["name"], *row.get("names", ())):
                self.add(text, entry)
            for text in row.get("capitals", ()):
                self.add(text, Entry(row["name"], code, "GOV", "country", 0.75))
            for text in row.get("demonyms", ()):
                self.add(text, Entry(row["name"], code, "CVL", "country", 0.8))
            for text in row.get("adjectives", ()):
                self.add_adjective(text, entry)

    def add_regions(self, data: Mapping[str, Any]) -> None:
        for code, regions in data.items():
            for name, row in regions.items():
                entry = Entry(name, code, row.get("sector"), "region", 0.85)
                for text in (name, *row.get("nouns", ())):
                    self.add(text, entry)
                for text in row.get("adjectives", ()):
                    self.add_adjective(text, entry)

    def add_organizations(self, data: Mapping[str, Any]) -> None:
        for code, organizations in data.items():
            for name, row in organizations.items():
                country = None if code == "NONE" else code
                entry = Entry(name, country, row.get("sector"), "organization", 0.95)
                shared = Entry(name, country, row.get("sector"), "organization", SHARED, (), True)
                common = row.get("shared", ())
                for text in (name, *row.get("names", ())):
                    if text not in common:
                        self.add(text, entry)
                for text in common:
                    self.add(text, shared)

    def add_people(self, data: Mapping[str, Any]) -> None:
        for code, people in data.items():
            for name, row in people.items():
                terms = tuple(parse_term(t) for t in row["terms"])
                entry = Entry(name, None if code == "NONE" else code, terms[0].sector, "person", 0.95, terms)
                for text in (name, *row.get("names", ())):
                    self.add(text, entry)
                for text in (name.split()[-1], *row.get("surnames", ())):
                    self.surnames.setdefault(" ".join(self.key(text)), []).append(entry)


def _read_spellings(folder: Path) -> Spellings:
    rows = _read(folder, "spellings")
    return Spellings({variant: kept for kept, variants in rows.items() for variant in variants})


def _heads(data: Mapping[str, Any], spellings: Spellings) -> Iterator[tuple[Key, str]]:
    for sector, nouns in data["heads"].items():
        for noun in nouns:
            yield spellings.key(noun), sector
            yield spellings.key(plural(noun)), sector


def load_tables(folder: Path = DATA) -> Tables:
    """Read the data files. Raises ValueError, KeyError or TOMLDecodeError where a file is not as it should be."""
    spellings = _read_spellings(folder)
    builder = _Builder(spellings)
    builder.add_countries(_read(folder, "countries"))
    builder.add_organizations(_read(folder, "organizations"))
    builder.add_people(_read(folder, "leaders"))
    builder.add_regions(_read(folder, "regions"))
    agents = _read(folder, "agents")
    heads: dict[Key, str] = {}
    for key, sector in _heads(agents, spellings):
        heads.setdefault(key, sector)
    yielding = {spellings.key(form) for noun in agents["yielding"]["nouns"] for form in (noun, plural(noun))}
    modifiers = {spellings.key(word): sector for sector, words in agents["modifiers"].items() for word in words}
    natives = {
        spellings.key(form): (country, section == "usual")
        for section in ("usual", "native")
        for country, nouns in agents[section].items()
        for noun in nouns
        for form in (noun, plural(noun))
    }
    words = {name: frozenset(values) for name, values in _read(folder, "words").items()}
    surnames = {key: tuple(entries) for key, entries in builder.surnames.items()}
    return Tables(
        spellings=spellings,
        names=builder.names,
        adjectives=builder.adjectives,
        surnames=surnames,
        heads=heads,
        yielding=frozenset(yielding),
        natives=natives,
        modifiers=modifiers,
        words=words,
        countries=builder.countries,
        conflicts=tuple(builder.conflicts),
    )
