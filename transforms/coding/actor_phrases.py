"""An actor phrase in pieces: its words, and the longest stretches of them that the tables know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from transforms.coding.actor_data import Alias, Entry, Key, Tables

_WORD = re.compile(r"[^\W_]+(?:[.'’&][^\W_]+)*[.'’]?|[,;()]|[-–/]")
_NUMBER = re.compile(r"\d[\d,.]*")
# Small words inside a person's name.
_PARTICLES = frozenset(
    {"al", "bin", "bint", "da", "de", "del", "den", "der", "di", "dos", "du", "ibn", "la", "van", "von"}
)
_LONGEST_ACRONYM = 4  # letters: a word in capitals of no more may be anything
# What stands before a person's name and not before a place's: a title, a nationality, a first name.
_BEFORE_SURNAMES = frozenset({"head", "adjective", "modifier", "name"})

Places = Callable[[str], str | None]  # name of a place to its country (alpha-3), None where it is none


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
    """Cuts phrases into the pieces that the tables know, and places, where a function that knows them is given."""

    def __init__(self, tables: Tables, places: Places | None) -> None:
        self._tables = tables
        self._places = places
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
        return self._with_places(_without_strangers(parts, tokens), tokens)

    def _with_places(self, parts: Sequence[Part], tokens: Sequence[Token]) -> list[Part]:
        """Read unknown names as places where they can be some: "Kharkiv police", "the mayor of Lyon"."""
        if self._places is None:
            return list(parts)
        found: list[Part] = []
        i = 0
        while i < len(parts):
            end = i
            while end < len(parts) and _is_unknown_name(parts[end], tokens):
                end += 1
            if end == i:
                found.append(parts[i])
                i += 1
                continue
            run = tokens[parts[i].start : parts[end - 1].end]
            kind, last = self._kind_of_place(parts, i, end, tokens)
            name = join_words(run)
            country = self._places(name) if kind is not None else None
            if kind is None or country is None:
                found += parts[i:end]
            else:  # a town that is no capital stands for its people
                entry = Entry(name, country, "CVL", "region", 0.6)
                end = last
                found.append(Part(kind, parts[i].start, parts[end - 1].end, tuple(t.key for t in run), entry))
            i = end
        return found

    def _kind_of_place(
        self, parts: Sequence[Part], start: int, end: int, tokens: Sequence[Token]
    ) -> tuple[str | None, int]:
        """The kind of part that an unknown name is if it is a place, and where it ends; (None, end) for no place."""
        after = parts[end] if end < len(parts) else None
        if after is not None and tokens[after.start].is_joined:  # "the Lyon-based firm", "Lyon-born fighters"
            words = self._tables.words
            kind = "adjective" if after.key[0] in words["acting_suffix"] else "skip"
            is_suffix = kind == "adjective" or after.key[0] in words["backing_suffix"]
            return (kind, end + 1) if is_suffix else (None, end)
        return ("name" if self._may_be_place(parts, start, end, tokens) else None), end

    def _may_be_place(self, parts: Sequence[Part], start: int, end: int, tokens: Sequence[Token]) -> bool:
        """Whether the words around an unknown name leave it a place: no surname, no acronym, no "Oslo accords"."""
        before = parts[start - 1] if start else None
        after = parts[end] if end < len(parts) else None
        if before is not None and before.kind in _BEFORE_SURNAMES:
            return False
        is_described = after is not None and after.kind in ("head", "modifier")
        if after is not None and after.kind == "word":
            return False
        if before is not None and before.kind == "stop":
            return True
        if after is not None and after.kind == "comma":  # "Rossi, a lawmaker"
            return False
        text = tokens[parts[start].start].text
        is_surname = end == start + 1 and parts[start].key[0] in self._tables.surnames
        is_acronym = end == start + 1 and text.isupper() and len(text) <= _LONGEST_ACRONYM
        return not is_acronym and (is_described or not (is_surname or before is not None))

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
        before = i - 1
        while before > 0 and parts[before].key[0] in _PARTICLES:  # "Gehad el-Haddad"
            before -= 1
        beside = (parts[j] for j in (before, i + 1) if 0 <= j < len(parts))
        if is_surname and any(p.kind == "word" and tokens[p.start].text[:1].isupper() for p in beside):
            part = Part("word", part.start, part.end, part.key)
        kept.append(part)
    return kept


def _is_unknown_name(part: Part, tokens: Sequence[Token]) -> bool:
    return part.kind == "word" and tokens[part.start].text[:1].isupper()


def join_words(tokens: Sequence[Token]) -> str:
    """The words of a name as they were written, without a possessive at the end."""
    words = "".join(("-" if t.is_joined else " ") + t.text for t in tokens).strip(" -")
    return re.sub(r"['’]s?$", "", words) if tokens and tokens[-1].is_possessive else words


def find_name(tokens: Sequence[Token]) -> str | None:
    """The longest stretch of capitalized words, the first of several; None where nothing has a capital."""
    best: Sequence[Token] = ()
    start = end = 0
    for i, token in enumerate(tokens):
        if token.text[:1].isupper() or (token.is_joined and end == i and end > start):
            start = start if end > start else i
            end = i + 1
        elif end == start or token.key not in _PARTICLES:
            start = end = 0
        if end - start > len(best):
            best = tokens[start:end]
    return join_words(best) or None


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
