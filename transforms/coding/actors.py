"""Who an actor phrase names: from words to name, country and sector.

`load_actors` builds the lexicon once. `ActorLexicon.resolve` reads a noun phrase ("the Turkish foreign minister",
"President Bush", "rebels backed by Iran"): the head decides the sector, the nationality the country, and for people
the terms of office and the date decide who they were then. `ActorLexicon.find_names` finds known names in a
tokenized sentence.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from transforms.coding.actor_data import Alias, Entry, Key, Tables, Term, load_tables, normalize_word

# Sectors that one leaves: who held them is an elite afterwards. Rebels, clerics and the like stay what they are.
_OFFICES = frozenset({"GOV", "LEG", "JUD", "SPY", "COP", "MIL", "PTY"})
# Ranks of which a former holder is still somebody; a former soldier is not an elite.
_RANKS = frozenset({"general", "admiral", "chief", "commander", "head", "director", "colonel", "commissioner"})
# Sectors too vague to overrule a modifier or an organization beside them.
_VAGUE = frozenset({"UNK", "CVL"})
_WORD = re.compile(r"[^\W_]+(?:[.'’&][^\W_]+)*[.'’]?|[,;()]|[-–/]")
_SPELLING = {"defense": "defence", "labor": "labour"}
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a phrase says about an actor."""

    name: str | None  # canonical; the country for its government and people; None for a bare generic noun
    country: str | None  # ISO 3166 alpha-3, or a PLOVER non-state code
    sector: str | None  # PLOVER; None for a bare country
    confidence: float  # 0 to 1
    kind: str  # country, person, office, organization, generic, region, unknown


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    key: str
    is_joined: bool  # to the token before, by a hyphen
    is_possessive: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the phrase that the tables know, or one word that they do not."""

    kind: str  # name, adjective, head, modifier, former, skip, stop, comma, word
    start: int
    end: int
    key: Key
    entry: Entry | None = None
    sector: str | None = None


def _tokenize(phrase: str) -> list[_Token]:
    tokens: list[_Token] = []
    joined = False
    for found in _WORD.finditer(phrase):
        text = found[0]
        if text in "-–/":
            joined = bool(tokens) and phrase[found.start() - 1 : found.start()] not in ("", " ")
            continue
        possessive = bool(re.search(r"(['’]s|s['’])$", text))
        key = "," if text in ",;()" else normalize_word(text)
        if key:
            tokens.append(_Token(text, key, joined, possessive))
        joined = False
    return tokens


def _cased(text: str) -> bool:
    return any(c.isupper() for c in text) and any(c.islower() for c in text)


class ActorLexicon:
    """Everybody we know, ready to be asked; immutable after `load_actors` has built it."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._name_lengths = _lengths(tables.names)
        self._lengths = _lengths([*tables.names, *tables.adjectives, *tables.heads, *tables.modifiers])

    # Questions about single words.

    def is_generic_head(self, lemma: str) -> str | None:
        """The sector of a generic agent noun ("troops" MIL, "police officer" COP), singular or plural; else None."""
        return self._tables.heads.get(_split(lemma))

    def nationality(self, word: str) -> str | None:
        """The country of a nationality adjective ("Turkish", "South Korean"); None if it is none."""
        entry = self._tables.adjectives.get(_split(word))
        if entry is None or not any(c.isupper() for c in word):
            return None
        return entry.country

    # Names in a sentence.

    def find_names(self, tokens: Sequence[str], as_of: dt.date | None = None) -> list[tuple[int, int, Resolved]]:
        """The longest known names in a tokenized sentence, left to right: (start, end, who), end exclusive.

        Nationality adjectives are no names. A surname that needs a title ("President Bush") is found where a title
        stands before it.
        """
        found: list[tuple[int, int, Resolved]] = []
        i = 0
        while i < len(tokens):
            token = tokens[i]
            if not (token[:1].isupper() or token[:1].isdigit() or token in ("al", "el", "an", "bin", "de")):
                i += 1
                continue
            hit = self._name_at(tokens, i)
            if hit is not None and hit[0] == i + 1 and hit[1].entry.kind == "person":
                last_end = found[-1][1] if found else 0
                hit = None if self._is_somebody_else(tokens, i, last_end) else hit
            if hit is not None:
                end, alias = hit
                found.append((i, end, _as_resolved(alias.entry, as_of)))
                i = end
                continue
            if i and normalize_word(token) in self._tables.surnames:
                person = self._titled(tokens, i, as_of)
                if person is not None:
                    found.append((i, i + 1, person))
            i += 1
        return found

    def _is_somebody_else(self, tokens: Sequence[str], at: int, last_end: int) -> bool:
        """Whether a surname stands in a longer name that we do not know: "Sharon" in "Sharon Whitfield"."""
        before = tokens[at - 1] if at > 1 and at > last_end else ""
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        strange = [t for t in (before, after) if t[:1].isupper() and t.isalpha() and not self._is_known_word(t)]
        if strange == [after] and self._name_at(tokens, at + 1) is not None:
            return False
        if not strange:
            return False
        words = [t for t in tokens if t.isalpha()]
        # In headlines every word has a capital, so capitals tell nothing.
        return sum(t[0].isupper() for t in words) * 10 < len(words) * 7

    def _is_known_word(self, token: str) -> bool:
        key = _split(token)
        tables = self._tables
        in_table = key in tables.heads or key in tables.adjectives or key in tables.modifiers
        return in_table or key in tables.names or key[:1] == () or key[0] in tables.words["skip"]

    def _name_at(self, tokens: Sequence[str], start: int) -> tuple[int, Alias] | None:
        first = _split(tokens[start])
        longest = self._name_lengths.get(first[0], 0) if first else 0
        if not longest:
            return None
        key, best = first, None
        end = start + 1
        while True:
            alias = self._tables.names.get(key)
            if alias is not None and self._is_written_so(alias, tokens[start:end], start == 0):
                best = (end, alias)
            # Hyphens and possessives inside a name do not count as words.
            while end < len(tokens) and tokens[end] in ("-", "–", "'s", "’s", "'", "’", "."):
                end += 1
            if end >= len(tokens) or len(key) >= longest:
                return best
            word = _split(tokens[end])
            if not word:
                return best
            key += word
            end += 1

    def _is_written_so(self, alias: Alias, surface: Sequence[str], opens: bool) -> bool:
        text = surface[0]
        if len(surface) > 1:
            return any(t[:1].isupper() or t[:1].isdigit() for t in surface)
        letters = text.replace(".", "")
        if alias.is_acronym and len(letters) <= 3:
            return letters.isupper()
        if opens and alias.entry.kind != "country":
            return normalize_word(text) not in self._tables.words["common"] or letters.isupper()
        return text[:1].isupper() or text[:1].isdigit()

    def _titled(self, tokens: Sequence[str], at: int, as_of: dt.date | None) -> Resolved | None:
        for width in (2, 1):
            if at < width:
                continue
            title = tuple(k for t in tokens[at - width : at] for k in _split(t))
            if title in self._tables.heads:
                nation = self._tables.adjectives.get(_split(tokens[at - width - 1])) if at > width else None
                return self._by_surname(normalize_word(tokens[at]), title, nation.country if nation else None, as_of)
        return None

    # Phrases.

    def resolve(self, phrase: str, as_of: dt.date | None = None) -> Resolved | None:
        """Who a noun phrase names on a day; None when it names nobody we know.

        Without a day, people count by the office that they are best known for.
        """
        tokens = _tokenize(phrase)
        if not tokens or len(tokens) > 60:
            return None
        parts = self._parts(tokens, _cased(phrase))
        return self._resolve_parts(parts, tokens, as_of, 0)

    def _parts(self, tokens: Sequence[_Token], is_cased: bool) -> list[_Part]:
        """Cut a phrase into the longest pieces that the tables know."""
        words = self._tables.words
        parts: list[_Part] = []
        i = 0
        while i < len(tokens):
            key = tokens[i].key
            part: _Part | None = None
            for width in range(min(self._lengths.get(key, 0), len(tokens) - i), 0, -1):
                span = tokens[i : i + width]
                part = self._lookup(tuple(t.key for t in span), span, i, is_cased)
                if part is not None:
                    break
            following = tokens[part.end if part else i + 1] if (part.end if part else i + 1) < len(tokens) else None
            if part is None and key in words["backing_prefix"] and following is not None:
                width = self._width(tokens, i + 1)
                part = _Part("skip", i, i + 1 + width, (key,))
            elif part is not None and part.kind in ("name", "adjective") and following is not None:
                joined = following.is_joined or following.key in ("backed", "led")
                if joined and following.key in words["backing_suffix"]:
                    part = replace(part, kind="skip", end=part.end + 1)
                elif joined and following.key in words["acting_suffix"] and part.entry is not None:
                    part = replace(part, kind="adjective", end=part.end + 1)
            if part is None:
                part = _Part(self._plain_kind(tokens[i]), i, i + 1, (key,))
            parts.append(part)
            i = part.end
        return _without_strangers(parts, tokens)

    def _width(self, tokens: Sequence[_Token], start: int) -> int:
        """How many tokens the longest name or adjective at a place takes; at least one."""
        for width in range(min(self._lengths.get(tokens[start].key, 0), len(tokens) - start), 0, -1):
            key = tuple(t.key for t in tokens[start : start + width])
            if key in self._tables.names or key in self._tables.adjectives:
                return width
        return 1

    def _plain_kind(self, token: _Token) -> str:
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

    def _lookup(self, key: Key, span: Sequence[_Token], start: int, is_cased: bool) -> _Part | None:
        tables = self._tables
        end = start + len(span)
        alias = tables.names.get(key)
        if alias is not None and self._may_name(alias, key, span, is_cased):
            return _Part("name", start, end, key, alias.entry)
        adjective = tables.adjectives.get(key)
        if adjective is not None and (any(t.text[:1].isupper() for t in span) or (not is_cased and key != ("us",))):
            return _Part("adjective", start, end, key, adjective)
        if key in tables.heads:
            return _Part("head", start, end, key, None, tables.heads[key])
        if key in tables.modifiers:
            return _Part("modifier", start, end, key, None, tables.modifiers[key])
        return None

    def _may_name(self, alias: Alias, key: Key, span: Sequence[_Token], is_cased: bool) -> bool:
        """Whether the writing allows a name: in mixed case it needs capitals, without case it must be no word."""
        text = span[0].text.rstrip(".")
        if is_cased:
            if alias.is_acronym and len(span) == 1 and len(key[0]) <= 3:
                return text.replace(".", "").removesuffix("'s").removesuffix("’s").isupper()
            return any(t.text[:1].isupper() or t.text[:1].isdigit() for t in span)
        if text.isupper() and (alias.is_acronym or len(key[0]) > 5):
            return True
        return not (len(key) == 1 and key[0] in self._tables.words["common"])

    def _resolve_parts(
        self, parts: Sequence[_Part], tokens: Sequence[_Token], as_of: dt.date | None, depth: int
    ) -> Resolved | None:
        cut = next((i for i, p in enumerate(parts) if i > 0 and _ends_phrase(parts, i)), len(parts))
        main, rest = parts[:cut], parts[cut:]
        result = self._noun_phrase(main, tokens, as_of)
        if not rest or depth > 4:
            return result
        link, tail = rest[0], rest[1:]
        if link.kind == "comma":
            if result is None:
                stranger = self._stranger(main, tokens)
                result = Resolved(stranger[0], None, None, 0.2, "unknown") if stranger is not None else None
            told = self._with_apposition(result, self._resolve_parts(tail, tokens, as_of, depth + 1))
            return told if told is None or told.country or told.sector else None
        later = self._resolve_parts(tail, tokens, as_of, depth + 1) if tail else None
        if link.key[0] not in self._tables.words["link"] or later is None:
            return result
        return self._with_object(result, later, main)

    def _with_apposition(self, first: Resolved | None, second: Resolved | None) -> Resolved | None:
        """As in "Ade Bello, a Nigerian lawmaker": the name of the one, country and sector of the other."""
        if first is None or second is None:
            return first or second
        if first.kind == "unknown":
            return replace(
                first,
                country=first.country or second.country,
                sector=first.sector or second.sector,
                confidence=max(first.confidence, min(second.confidence, 0.7)),
            )
        if first.country is None and second.kind in ("country", "region"):
            return replace(first, country=second.country, name=first.name or second.name)
        return first

    def _with_object(self, first: Resolved | None, later: Resolved, main: Sequence[_Part]) -> Resolved | None:
        """As in "president of France", "spokesman for the Kremlin", "dozens of rebels"."""
        if first is None:
            # "dozens of rebels", "one of the ministers": the first noun only counts.
            return later if not any(p.kind == "word" and p.key[0] not in ("rest", "lot") for p in main) else None
        if first.kind not in ("generic", "office") or first.country is not None:
            return first
        head = next((p for p in reversed(main) if p.kind == "head"), None)
        sector = first.sector
        if head is not None and head.key in self._tables.yielding and later.sector not in (None, *_VAGUE):
            is_past = any(p.kind == "former" for p in main) and later.sector in _OFFICES
            sector = "ELI" if is_past else later.sector
        name = later.name
        kind = later.kind if later.kind in ("organization", "generic") else first.kind
        return Resolved(name, later.country, sector, min(first.confidence + 0.2, later.confidence, 0.9), kind)

    def _noun_phrase(self, parts: Sequence[_Part], tokens: Sequence[_Token], as_of: dt.date | None) -> Resolved | None:
        """Read one noun phrase without its prepositional objects."""
        is_past = any(p.kind == "former" for p in parts)
        nation = next((p.entry for p in parts if p.entry is not None and _tells_country(p)), None)
        people = [p for p in parts if p.kind == "name" and p.entry is not None and p.entry.kind == "person"]
        bodies = [p for p in parts if p.kind == "name" and p.entry is not None and p.entry.kind == "organization"]
        heads = [p for p in parts if p.kind == "head"]
        head = heads[-1] if heads else None
        if people:
            person = people[-1]
            if head is not None and head.start >= person.end:
                return self._with_owner(head, person, nation, as_of)
            assert person.entry is not None
            found = _as_resolved(person.entry, as_of, is_past)
            title = head.key if head is not None and as_of is None and not is_past else None
            term = _fitting_term(person.entry, title) if title else None
            return replace(found, sector=term.sector) if term is not None else found
        stranger = self._stranger(parts, tokens)
        if head is not None and stranger is not None and stranger[1] in (head.end, head.end + 1):
            known = self._by_surname(" ".join(stranger[2]), head.key, nation.country if nation else None, as_of)
            if known is not None:
                return replace(known, sector="ELI") if is_past and known.sector in _OFFICES else known
        base = self._described(parts, tokens, nation, bodies, head, is_past)
        if stranger is None or (base is not None and head is None and not bodies and nation is None):
            return base
        if head is not None and stranger[1] < head.end:
            return base
        if base is None or (head is None and not bodies):
            return base
        return Resolved(stranger[0], base.country, base.sector, min(base.confidence, 0.7), "unknown")

    def _described(
        self,
        parts: Sequence[_Part],
        tokens: Sequence[_Token],
        nation: Entry | None,
        bodies: Sequence[_Part],
        head: _Part | None,
        is_past: bool,
    ) -> Resolved | None:
        """The phrase by its organization, its generic head or its country, in this order."""
        if bodies:
            body = bodies[-1]
            assert body.entry is not None
            entry = body.entry
            if entry.is_soft and nation is not None and nation.country != entry.country:
                entry = replace(entry, country=nation.country, name=nation.name)
            elif entry.is_soft and any(p.kind == "word" and p.end == body.start for p in parts):
                # "Durham Supreme Court": somebody else's, whoever that is.
                entry = replace(entry, country=None, name=_proper_name(parts, tokens, body) or "")
            found = Resolved(entry.name or None, entry.country, entry.sector, entry.confidence, "organization")
            if head is None or head.end <= body.start:
                return found
            sector = self._beside(head, entry.sector)
            return replace(found, sector="ELI" if is_past and sector in _OFFICES else sector)
        if head is None:
            return self._bare_country(parts, nation)
        sector = self._head_sector(head, parts)
        proper = _proper_name(parts, tokens, head)
        past_rank = sector not in ("MIL", "COP") or bool(_RANKS.intersection(head.key))
        if is_past and sector in _OFFICES and past_rank:
            sector = "ELI"
        kind = "office" if sector in ("GOV", "LEG", "JUD", "ELI") else "generic"
        if nation is None:
            return Resolved(proper, None, sector, 0.6, "unknown" if proper else kind)
        if proper and (nation.kind == "region" or any(p.kind == "word" for p in parts)):
            return Resolved(proper, nation.country, sector, 0.85, "unknown")
        return Resolved(nation.name, nation.country, sector, 0.9, kind)

    def _bare_country(self, parts: Sequence[_Part], nation: Entry | None) -> Resolved | None:
        if nation is None:
            modifier = next((p for p in parts if p.kind == "modifier"), None)
            last = parts[-1] if parts else None
            if modifier is None or modifier is not last:
                return None
            return Resolved(None, None, modifier.sector, 0.4, "generic")
        kind = "region" if nation.kind == "region" else "country"
        if any(p.kind == "name" for p in parts):
            sector = nation.sector
            modifier = next((p for p in parts if p.kind == "modifier"), None)
            if sector is None and modifier is not None:
                sector = modifier.sector
            return Resolved(nation.name, nation.country, sector, nation.confidence, kind)
        modifier = next((p for p in reversed(parts) if p.kind == "modifier"), None)
        if modifier is not None:
            return Resolved(nation.name, nation.country, modifier.sector, 0.75, "generic")
        return Resolved(nation.name, nation.country, nation.sector, 0.7, kind)

    def _head_sector(self, head: _Part, parts: Sequence[_Part]) -> str | None:
        if head.key not in self._tables.yielding:
            return head.sector
        for part in reversed([p for p in parts if p.end <= head.start]):
            if part.kind == "modifier" or (part.kind == "head" and part.sector not in _VAGUE):
                return part.sector
        return head.sector

    def _beside(self, head: _Part, sector: str | None) -> str | None:
        """The sector of a head beside an organization: "Hamas members" REB, "UN troops" MIL, "NATO chief" none."""
        if sector is None or sector == "GOV":
            if head.key in self._tables.yielding and (head.sector in _VAGUE or sector == "GOV"):
                return sector
            return head.sector
        return head.sector if head.sector in ("JRN", "MED", "LAB") and head.key not in self._tables.yielding else sector

    def _with_owner(self, head: _Part, person: _Part, nation: Entry | None, as_of: dt.date | None) -> Resolved:
        """As in "Putin's spokesman", "the Trump administration", "Assad's forces": the owner tells the country."""
        assert person.entry is not None
        owner = _as_resolved(person.entry, as_of)
        sector = head.sector
        if head.key in self._tables.yielding and head.sector != "MIL" and owner.sector not in (None, "ELI"):
            sector = owner.sector
        country = self._tables.countries.get(owner.country or "")
        name = country.name if country is not None else owner.name
        return Resolved(name, owner.country, sector, 0.8, "office" if sector == "GOV" else "generic")

    def _stranger(self, parts: Sequence[_Part], tokens: Sequence[_Token]) -> tuple[str, int, Key] | None:
        """The last run of capitalized words that the tables do not know: (words, first token, keys)."""
        run: list[int] = []
        best: list[int] = []
        for part in parts:
            is_name = part.kind == "word" and tokens[part.start].text[:1].isupper()
            if is_name or (run and part.kind == "word" and part.key[0] in ("al", "bin", "de", "van", "von", "ibn")):
                run.append(part.start)
                best = run
            else:
                run = []
        if not best:
            return None
        keys = tuple(tokens[i].key for i in best)
        return " ".join(tokens[i].text for i in best), best[0], keys

    def _by_surname(self, surname: str, title: Key, country: str | None, as_of: dt.date | None) -> Resolved | None:
        """The person of a surname who best fits title, country and day."""
        best: tuple[tuple[bool, bool, dt.date], Entry] | None = None
        for entry in self._tables.surnames.get(surname, ()):
            if country is not None and entry.country != country:
                continue
            for term in entry.terms:
                if not _fits(term, title):
                    continue
                in_office = as_of is not None and term.start <= as_of <= term.end
                is_later = as_of is not None and term.start > as_of
                rank = (in_office, not is_later, term.start)
                if best is None or rank > best[0]:
                    best = (rank, entry)
        if best is None:
            return None
        return replace(_as_resolved(best[1], as_of), confidence=0.8)


def _split(text: str) -> Key:
    if text.isalnum():
        return (normalize_word(text),)
    return tuple(k for k in (normalize_word(w) for w in re.split(r"[\s\-–/]+", text)) if k)


def _lengths(keys: Iterable[Key]) -> dict[str, int]:
    """For each first word, how many words the longest key takes."""
    longest: dict[str, int] = {}
    for key in keys:
        if key:
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return longest


def _ends_phrase(parts: Sequence[_Part], at: int) -> bool:
    """At a preposition, a comma, or the "and" of "France and its allies"."""
    if parts[at].kind in ("stop", "comma"):
        return True
    following = parts[at + 1].key if at + 1 < len(parts) else ()
    return parts[at].key == ("and",) and following in (("its",), ("his",), ("her",), ("their",))


def _without_strangers(parts: Sequence[_Part], tokens: Sequence[_Token]) -> list[_Part]:
    """Take back a surname that stands beside an unknown name: "Julia Castro" is not the Castro we know."""
    kept: list[_Part] = []
    for i, part in enumerate(parts):
        is_surname = part.entry is not None and part.entry.kind == "person" and part.end == part.start + 1
        beside = (parts[j] for j in (i - 1, i + 1) if 0 <= j < len(parts))
        if is_surname and any(p.kind == "word" and tokens[p.start].text[:1].isupper() for p in beside):
            part = _Part("word", part.start, part.end, part.key)
        kept.append(part)
    return kept


def _proper_name(parts: Sequence[_Part], tokens: Sequence[_Token], head: _Part) -> str | None:
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


def _fits(term: Term, title: Key) -> bool:
    """Whether a title ("minister", "defense minister") can stand for an office ("defence minister")."""
    return {_SPELLING.get(w, w) for w in title} <= {normalize_word(w) for w in term.office.split()}


def _fitting_term(entry: Entry, title: Key) -> Term | None:
    return next((t for t in entry.terms if _fits(t, title)), None)


def _tells_country(part: _Part) -> bool:
    return part.kind == "adjective" or (
        part.kind == "name" and part.entry is not None and part.entry.kind in ("country", "region")
    )


def _as_resolved(entry: Entry, as_of: dt.date | None, is_past: bool = False) -> Resolved:
    """An entry on a day: who is out of office on it, or is called former, is an elite."""
    if entry.kind != "person":
        return Resolved(entry.name, entry.country, entry.sector, entry.confidence, entry.kind)
    sector, confidence = entry.sector, entry.confidence
    if as_of is not None:
        current = next((t for t in entry.terms if t.start <= as_of <= t.end), None)
        if current is not None:
            sector = current.sector
        else:
            nearest = max((t for t in entry.terms if t.end < as_of), key=lambda t: t.end, default=entry.terms[-1])
            sector, confidence = ("ELI" if nearest.sector in _OFFICES else nearest.sector), 0.85
    if is_past and sector in _OFFICES:
        sector = "ELI"
    return Resolved(entry.name, entry.country, sector, confidence, "person")


def load_actors() -> ActorLexicon:
    """Read the data files and build the lexicon; takes about a fifth of a second, so build it once."""
    return ActorLexicon(load_tables())
