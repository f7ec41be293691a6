"""An actor phrase in pieces: its words, and the longest stretches of them that the tables know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from transforms.coding.actor_data import Alias, Entry, Key, Tables

_WORD = re.compile(r"[^\W_]+(?:[.'’&][^\W_]+)*[.'’]?|[,;()]|[-–/]")
_NUMBER = re.compile(r"\d[\d,.]*")
# Small words inside a person's name.
_PARTICLES = frozenset({"al", "bin", "de", "van", "von", "ibn"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a phrase, or a comma."""

    text: str
    key: str
    is_joined: bool  # to the token before, by a hyphen
    is_possessive: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the phrase that the tables know, or one word that they do not."""

    kind: str  # name, adjective, head, modifier, former, skip, stop, comma, word
    start: int
    end: int
    key: Key
    entry: Entry | None = None
    sector: str | None = None


def is_mixed_case(text: str) -> bool:
    """Whether capitals tell anything in a text: it has small letters too."""
    return any(c.isupper() for c in text) and any(c.islower() for c in text)


class PhraseCutter:
    """Cuts phrases into the pieces that the tables know."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._lengths = longest_keys([*tables.names, *tables.adjectives, *tables.heads, *tables.modifiers])

    def tokenize(self, phrase: str) -> list[Token]:
        """Split a phrase into its words and commas."""
        tokens: list[Token] = []
        joined = False
        for found in _WORD.finditer(phrase):
            text = found[0]
            if text in "-–/":
                joined = bool(tokens) and phrase[found.start() - 1 : found.start()] not in ("", " ")
                continue
            possessive = bool(re.search(r"(['’]s|s['’])$", text))
            key = "," if text in ",;()" else self._tables.spellings.word(text)
            if key:
                tokens.append(Token(text, key, joined, possessive))
            joined = False
        return tokens

    def cut(self, tokens: Sequence[Token], is_cased: bool) -> list[Part]:
        """Cut a phrase into the longest pieces that the tables know."""
        words = self._tables.words
        parts: list[Part] = []
        i = 0
        while i < len(tokens):
            key = tokens[i].key
            part: Part | None = None
            for width in range(min(self._lengths.get(key, 0), len(tokens) - i), 0, -1):
                span = tokens[i : i + width]
                part = self._lookup(tuple(t.key for t in span), span, i, is_cased)
                if part is not None:
                    break
            following = tokens[part.end if part else i + 1] if (part.end if part else i + 1) < len(tokens) else None
            if part is None and key in words["backing_prefix"] and following is not None:
                width = self._width(tokens, i + 1)
                part = Part("skip", i, i + 1 + width, (key,))
            elif part is not None and part.kind in ("name", "adjective") and following is not None:
                joined = following.is_joined or following.key in ("backed", "led")
                if joined and following.key in words["backing_suffix"]:
                    part = replace(part, kind="skip", end=part.end + 1)
                elif joined and following.key in words["acting_suffix"] and part.entry is not None:
                    part = replace(part, kind="adjective", end=part.end + 1)
            if part is None:
                part = Part(self._plain_kind(tokens[i]), i, i + 1, (key,))
            parts.append(part)
            i = part.end
        return _without_strangers(parts, tokens)

    def _width(self, tokens: Sequence[Token], start: int) -> int:
        """How many tokens the longest name or adjective at a place takes; at least one."""
        for width in range(min(self._lengths.get(tokens[start].key, 0), len(tokens) - start), 0, -1):
            key = tuple(t.key for t in tokens[start : start + width])
            if key in self._tables.names or key in self._tables.adjectives:
                return width
        return 1

    def _plain_kind(self, token: Token) -> str:
        words = self._tables.words
        if token.key == ",":
            return "comma"
        if token.key in words["former"]:
            return "former"
        if token.key in words["stop"] and not token.text[:1].isupper():
            return "stop"
        if token.key in words["skip"] or _NUMBER.fullmatch(token.text):
            return "skip"
        return "word"

    def _lookup(self, key: Key, span: Sequence[Token], start: int, is_cased: bool) -> Part | None:
        tables = self._tables
        end = start + len(span)
        alias = tables.names.get(key)
        if alias is not None and self._may_name(alias, key, span, is_cased):
            return Part("name", start, end, key, alias.entry)
        adjective = tables.adjectives.get(key)
        if adjective is not None and (any(t.text[:1].isupper() for t in span) or (not is_cased and key != ("us",))):
            return Part("adjective", start, end, key, adjective)
        if key in tables.heads:
            return Part("head", start, end, key, None, tables.heads[key])
        if key in tables.modifiers:
            return Part("modifier", start, end, key, None, tables.modifiers[key])
        return None

    def _may_name(self, alias: Alias, key: Key, span: Sequence[Token], is_cased: bool) -> bool:
        """Whether the writing allows a name: in mixed case it needs capitals, without case it must be no word."""
        text = span[0].text.rstrip(".")
        if is_cased:
            if alias.is_acronym and len(span) == 1 and len(key[0]) <= 3:
                return text.replace(".", "").removesuffix("'s").removesuffix("’s").isupper()
            return any(t.text[:1].isupper() or t.text[:1].isdigit() for t in span)
        if text.isupper() and (alias.is_acronym or len(key[0]) > 5):
            return True
        return not (len(key) == 1 and key[0] in self._tables.words["common"])


def longest_keys(keys: Iterable[Key]) -> dict[str, int]:
    """For each first word, how many words the longest key takes."""
    longest: dict[str, int] = {}
    for key in keys:
        if key:
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return longest


def ends_phrase(parts: Sequence[Part], at: int) -> bool:
    """At a preposition, a comma, or the "and" of "France and its allies"."""
    if parts[at].kind in ("stop", "comma"):
        return True
    following = parts[at + 1].key if at + 1 < len(parts) else ()
    return parts[at].key == ("and",) and following in (("its",), ("his",), ("her",), ("their",))


def _without_strangers(parts: Sequence[Part], tokens: Sequence[Token]) -> list[Part]:
    """Take back a surname that stands beside an unknown name: "Julia Castro" is not the Castro we know."""
    kept: list[Part] = []
    for i, part in enumerate(parts):
        is_surname = part.entry is not None and part.entry.kind == "person" and part.end == part.start + 1
        beside = (parts[j] for j in (i - 1, i + 1) if 0 <= j < len(parts))
        if is_surname and any(p.kind == "word" and tokens[p.start].text[:1].isupper() for p in beside):
            part = Part("word", part.start, part.end, part.key)
        kept.append(part)
    return kept


def proper_name(parts: Sequence[Part], tokens: Sequence[Token], head: Part) -> str | None:
    """The name of an institution that is written as one ("Durham High Court"), or None."""
    if head.end != parts[-1].end or not all(t.text[:1].isupper() for t in tokens[head.start : head.end]):
        return None
    start = head.start
    for part in reversed([p for p in parts if p.end <= head.start]):
        is_name = part.kind in ("word", "modifier", "head") or (part.entry is not None and part.entry.kind == "region")
        if not is_name or not tokens[part.start].text[:1].isupper() or tokens[part.end - 1].is_possessive:
            break
        start = part.start
    return " ".join(t.text for t in tokens[start : head.end]) if start < head.start else None


def tells_country(part: Part) -> bool:
    """Whether a piece names a country or one of its regions, as a noun or as an adjective."""
    return part.kind == "adjective" or (
        part.kind == "name" and part.entry is not None and part.entry.kind in ("country", "region")
    )


def find_stranger(parts: Sequence[Part], tokens: Sequence[Token]) -> tuple[str, int, Key] | None:
    """The last run of capitalized words that the tables do not know: (words, first token, keys)."""
    run: list[int] = []
    best: list[int] = []
    for part in parts:
        is_name = part.kind == "word" and tokens[part.start].text[:1].isupper()
        if is_name or (run and part.kind == "word" and part.key[0] in _PARTICLES):
            run.append(part.start)
            best = run
        else:
            run = []
    if not best:
        return None
    keys = tuple(tokens[i].key for i in best)
    return " ".join(tokens[i].text for i in best), best[0], keys
