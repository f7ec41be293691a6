"""Find the words of time in a sentence and what they mean, before anybody asks when the report was written.

Each rule is a pattern of data/when_rules.toml over the word lists of data/when.toml, and a builder that turns a match
into a form or refuses it. A rule runs only where the sentence holds one of its words, so that most sentences cost one
look. Of two readings that overlap the earlier wins, then the longer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from transforms.coding.timebuilders import BUILDERS, Lists
from transforms.coding.timeforms import Between, Calendar, Form, Offset, Precision, Relation, TimeWords, Weekday
from transforms.datafiles import read_data


@dataclass(frozen=True, slots=True)
class _Rule:
    keys: frozenset[str]
    pattern: re.Pattern[str]
    build: Callable[[re.Match[str], Lists], Form | None]


@dataclass(frozen=True, slots=True)
class _Grammar:
    lists: Lists
    rules: tuple[_Rule, ...]
    triggers: frozenset[str]  # a sentence without one of these holds no words of time
    names: re.Pattern[str]  # names that hold a word of time


_TOKEN = re.compile(r"[a-z]+|\d{4}s?|\b9/11\b")
_JOIN = re.compile(r"\s*(?:[-–—]|\b(?:to|through|until|till|and)\b)\s*(?:the\s+)?", re.IGNORECASE)
_LEAD = re.compile(r"\b(from|between)\s+(?:the\s+)?$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(since|until|till|by|before|after)\s+(?:at least\s+|about\s+|the\s+)?$", re.IGNORECASE)
_RELATIONS: dict[str, Relation] = {
    "after": "after",
    "before": "until",
    "by": "until",
    "since": "since",
    "till": "until",
    "until": "until",
}
_FRAGMENT = re.compile(r"<(=?)(\w+)>")


def find_times(sentence: str) -> list[TimeWords]:
    """Find the words of time in a sentence, in their order, none overlapping. No publication date is needed."""
    grammar = _load()
    tokens = set(_TOKEN.findall(sentence.lower()))
    hits = tokens & grammar.triggers
    if not hits:
        return []
    blocked = [match.span() for match in grammar.names.finditer(sentence)]
    found = []
    for rule in grammar.rules:
        if rule.keys.isdisjoint(hits):
            continue
        for match in rule.pattern.finditer(sentence):
            start, end = match.span()
            if any(start < stop and begin < end for begin, stop in blocked):
                continue
            form = rule.build(match, grammar.lists)
            if form is not None:
                found.append((start, -end, form))
    return list(_read_context(sentence, _join(sentence, _choose(found)), grammar.lists))


def _choose(found: list[tuple[int, int, Form]]) -> list[tuple[int, int, Form]]:
    """Keep what does not overlap: the earlier first, then the longer, then the earlier rule."""
    chosen: list[tuple[int, int, Form]] = []
    for start, minus_end, form in sorted(found, key=lambda one: one[:2]):
        if not chosen or start >= chosen[-1][1]:
            chosen.append((start, -minus_end, form))
    return chosen


def _join(sentence: str, spans: list[tuple[int, int, Form]]) -> list[tuple[int, int, Form]]:
    """Make one of two that are tied by "to", a dash, or "between … and"."""
    joined: list[tuple[int, int, Form]] = []
    for start, end, form in spans:
        if joined:
            begin, stop, first = joined[-1]
            link = _JOIN.fullmatch(sentence[stop:start])
            lead = _LEAD.search(sentence[max(0, begin - 24) : begin])
            if (
                link
                and isinstance(first, Calendar | Weekday | Offset)
                and isinstance(form, Calendar | Weekday | Offset)
                and ("and" not in link[0].lower() or (lead and lead[1].lower() == "between"))
                and ("to" not in link[0].lower() or lead or type(first) is type(form))
            ):
                joined[-1] = (begin - len(lead[0]) if lead else begin, end, Between(first, form))
                continue
        joined.append((start, end, form))
    return joined


def _read_context(sentence: str, spans: list[tuple[int, int, Form]], lists: Lists) -> Iterator[TimeWords]:
    """Add what stands around the words: "since", "by", or a noun that makes the date a name."""
    for start, end, found in spans:
        form, is_name = found, False
        relation: Relation = "at"
        before = _BEFORE.search(sentence[max(0, start - 24) : start])
        if before and before[1].lower() in _RELATIONS:
            relation = _RELATIONS[before[1].lower()]
            if relation == "since":
                start -= len(before[0])
        if isinstance(form, Calendar):
            after = sentence[end : end + 30].lower()
            if form.unit is Precision.YEAR and re.match(r"\s+\w", after):
                lead = re.search(r"(\w+)\s+$|['’]s\s+$", sentence[max(0, start - 40) : start])
                is_name = bool(lead and (lead[1] or "the").lower() in lists["words"]["before_name_year"])
            form = _name_day(form, after, lists)
        yield TimeWords(sentence[start:end], start, end, form, relation, is_name)


def _name_day(form: Calendar, after: str, lists: Lists) -> Calendar:
    """Give "the Sept. 11 attacks" its year."""
    follows = re.match(r"[,']?\s+(?:[a-z]+-led\s+|terrorist\s+)?([a-z]+)", after)
    if form.unit is Precision.DAY and form.year is None and follows:
        for day in lists["named_day"]:
            if (form.month, form.day) == (day["month"], day["day"]) and follows[1] in day["nouns"]:
                return replace(form, year=day["year"])
    return form


def _any_case(names: list[str]) -> str:
    """Alternatives with a capital or in capitals: "June", "JUNE"; longest first."""
    return "|".join(f"{name.title()}|{name.upper()}" for name in sorted(names, key=len, reverse=True))


def _expand(pattern: str, fragments: dict[str, str]) -> str:
    """Put the fragments in: `<name>` as it is, `<=name>` captured."""

    def put(match: re.Match[str]) -> str:
        if match.string[match.start() - 2 : match.start()] in ("?P", "(?"):  # a group of its own
            return match[0]
        name = match[2]
        inner = _expand(fragments[name], fragments)
        return f"(?P<{name.removeprefix('bare_')}>{inner})" if match[1] else f"(?:{inner})"

    return _FRAGMENT.sub(put, pattern)


@cache
def _load() -> _Grammar:
    """Read the word lists and compile the rules, once a process."""
    lists, rules = read_data("coding/data/when.toml"), read_data("coding/data/when_rules.toml")
    short = [name for name in lists["months"] if len(name) <= 4 and name not in ("june", "july", "may")]
    months = _any_case(list(lists["months"]))
    fragments = rules["fragments"] | {
        "month": rf"(?: (?:{_any_case(short)})\b(?:\.(?=\s?\S))? | (?:{months})\b )",
        "month_word": months,
        "ordinal": "|".join(lists["ordinals"]),
        "season_word": "|".join(lists["seasons"]),
        "short_weekday": _any_case(list(lists["short_weekdays"])),
        "weekday": _any_case(list(lists["weekdays"])),
    }
    fragments["ord"] = fragments["ordinal"]
    keys = {f"<{name}>": frozenset(lists[name]) for name in ("months", "weekdays", "short_weekdays", "seasons")}
    keys["<years>"] = frozenset(str(year) for year in range(1800, 2100))
    keys["<decades>"] = frozenset(f"{year}{s}" for year in range(1800, 2100, 10) for s in ("", "s"))
    compiled = tuple(
        _Rule(
            frozenset[str]().union(*(keys.get(key, frozenset((key,))) for key in rule["keys"])),
            re.compile(
                _expand(rule["pattern"], fragments), re.VERBOSE | (re.IGNORECASE if rule.get("ignore_case") else 0)
            ),
            BUILDERS[rule["name"]],
        )
        for rule in rules["rule"]
    )
    names = "|".join(re.escape(name) for name in lists["words"]["names"])
    return _Grammar(
        lists,
        compiled,
        frozenset[str]().union(*(rule.keys for rule in compiled)),
        re.compile(rf"\b(?:{names})\b", re.IGNORECASE),
    )
