"""Who an actor phrase names: from words to name, country and sector.

`load_actors` builds the lexicon once. `ActorLexicon.resolve` reads a noun phrase ("the Turkish foreign minister",
"President Bush", "rebels backed by Iran"): the head decides the sector, the nationality the country, and for people
the terms of office and the date decide who they were then. `ActorLexicon.find_names` finds known names in a
tokenized sentence.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from transforms.coding.actor_data import SHARED, Alias, Entry, Tables, load_tables
from transforms.coding.actor_phrases import (
    Part,
    PhraseCutter,
    Places,
    Token,
    ends_phrase,
    find_name,
    find_stranger,
    is_mixed_case,
    longest_keys,
    proper_name,
    tells_country,
)
from transforms.coding.officeholders import OFFICES, Resolved, as_resolved, find_by_surname, fitting_term

# Ranks of which a former holder is still somebody; a former soldier is not an elite.
_RANKS = frozenset({"general", "admiral", "chief", "commander", "head", "director", "colonel", "commissioner"})
# Sectors too vague to overrule a modifier or an organization beside them.
_VAGUE = frozenset({"UNK", "CVL"})
_KIN_SHARE = 0.65  # of those whom we know by a surname, before it tells a country


class ActorLexicon:
    """Everybody we know, ready to be asked; immutable after `load_actors` has built it."""

    def __init__(self, tables: Tables, places: Places | None = None) -> None:
        self._tables = tables
        self._name_lengths = longest_keys(tables.names)
        self._cutter = PhraseCutter(tables, places)
        self._key = tables.spellings.key
        self._word = tables.spellings.word

    # Questions about single words.

    def is_generic_head(self, lemma: str) -> str | None:
        """The sector of a generic agent noun ("troops" MIL, "police officer" COP), singular or plural; else None."""
        return self._tables.heads.get(self._key(lemma))

    def nationality(self, word: str) -> str | None:
        """The country of a nationality adjective ("Turkish", "South Korean"); None if it is none."""
        entry = self._tables.adjectives.get(self._key(word))
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
                found.append((i, end, as_resolved(alias.entry, as_of)))
                i = end
                continue
            if i and self._word(token) in self._tables.surnames:
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
        key = self._key(token)
        tables = self._tables
        in_table = key in tables.heads or key in tables.adjectives or key in tables.modifiers
        return in_table or key in tables.names or key[:1] == () or key[0] in tables.words["skip"]

    def _name_at(self, tokens: Sequence[str], start: int) -> tuple[int, Alias] | None:
        first = self._key(tokens[start])
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
            word = self._key(tokens[end])
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
            return self._word(text) not in self._tables.words["common"] or letters.isupper()
        return text[:1].isupper() or text[:1].isdigit()

    def _titled(self, tokens: Sequence[str], at: int, as_of: dt.date | None) -> Resolved | None:
        for width in (2, 1):
            if at < width:
                continue
            title = tuple(k for t in tokens[at - width : at] for k in self._key(t))
            if title in self._tables.heads:
                nation = self._tables.adjectives.get(self._key(tokens[at - width - 1])) if at > width else None
                return find_by_surname(
                    self._tables, self._word(tokens[at]), title, nation.country if nation else None, as_of
                )
        return None

    # Phrases.

    def resolve(self, phrase: str, as_of: dt.date | None = None, is_cased: bool | None = None) -> Resolved | None:
        """Who a noun phrase names on a day; None when it names nobody we know.

        Without a day, people count by the office that they are best known for. `is_cased` tells whether the text
        around the phrase uses capitals, so that "car" is not CAR; without it the phrase itself must tell.
        """
        tokens = self._cutter.tokenize(phrase)
        if not tokens or len(tokens) > 60:
            return None
        parts = self._cutter.cut(tokens, is_mixed_case(phrase) if is_cased is None else is_cased)
        return self._resolve_parts(parts, tokens, as_of, 0)

    def identify(self, phrase: str, as_of: dt.date | None = None) -> Resolved | None:
        """As `resolve`, but a name that nobody knows is a name still: the capitalized words, without a country."""
        found = self.resolve(phrase, as_of)
        if found is not None:
            return found
        name = find_name(self._cutter.tokenize(phrase))
        words = self._tables.words
        if name is None or self._word(name) in words["skip"] | words["stop"]:
            return None
        return Resolved(name, None, None, 0.2, "unknown")

    def country_of_surname(self, name: str) -> str | None:
        """The country of nearly all whom the lists know by a surname; None for a longer name or a mixed lot."""
        surname = self._word(re.sub(r"^(Mr|Mrs|Ms|Miss|Dr|Sir)\.? ", "", name))
        countries = Counter(entry.country for entry in self._tables.surnames.get(surname, ()))
        country, count = max(countries.items(), key=lambda item: item[1], default=(None, 0))
        return country if count >= _KIN_SHARE * countries.total() else None

    def _resolve_parts(
        self, parts: Sequence[Part], tokens: Sequence[Token], as_of: dt.date | None, depth: int
    ) -> Resolved | None:
        cut = next((i for i, p in enumerate(parts) if i > 0 and ends_phrase(parts, i)), len(parts))
        main, rest = parts[:cut], parts[cut:]
        result = self._noun_phrase(main, tokens, as_of)
        if not rest or depth > 4:
            return result
        link, tail = rest[0], rest[1:]
        if link.kind == "comma":
            if result is None:
                stranger = find_stranger(main, tokens)
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

    def _with_object(self, first: Resolved | None, later: Resolved, main: Sequence[Part]) -> Resolved | None:
        """As in "president of France", "spokesman for the Kremlin", "dozens of rebels"."""
        if first is None:
            # "dozens of rebels", "one of the ministers": the first noun only counts.
            return later if not any(p.kind == "word" and p.key[0] not in ("rest", "lot") for p in main) else None
        if first.kind not in ("generic", "office") or first.country is not None:
            return first
        head = next((p for p in reversed(main) if p.kind == "head"), None)
        sector = first.sector
        if head is not None and head.key in self._tables.yielding and later.sector not in (None, *_VAGUE):
            is_past = any(p.kind == "former" for p in main) and later.sector in OFFICES
            sector = "ELI" if is_past else later.sector
        name = later.name
        kind = later.kind if later.kind in ("organization", "generic") else first.kind
        return Resolved(name, later.country, sector, min(first.confidence + 0.2, later.confidence, 0.9), kind)

    def _noun_phrase(self, parts: Sequence[Part], tokens: Sequence[Token], as_of: dt.date | None) -> Resolved | None:
        """Read one noun phrase without its prepositional objects."""
        is_past = any(p.kind == "former" for p in parts)
        nation = next((p.entry for p in parts if p.entry is not None and tells_country(p)), None)
        people = [p for p in parts if p.kind == "name" and p.entry is not None and p.entry.kind == "person"]
        bodies = [p for p in parts if p.kind == "name" and p.entry is not None and p.entry.kind == "organization"]
        heads = [p for p in parts if p.kind == "head"]
        head = heads[-1] if heads else None
        if people:
            person = people[-1]
            if head is not None and head.start >= person.end:
                return self._with_owner(head, person, nation, as_of)
            assert person.entry is not None
            found = as_resolved(person.entry, as_of, is_past)
            title = head.key if head is not None and as_of is None and not is_past else None
            term = fitting_term(self._tables, person.entry, title) if title else None
            return replace(found, sector=term.sector) if term is not None else found
        stranger = find_stranger(parts, tokens)
        if head is not None and stranger is not None and stranger[1] in (head.end, head.end + 1):
            known = find_by_surname(
                self._tables, " ".join(stranger[2]), head.key, nation.country if nation else None, as_of
            )
            if known is not None:
                return replace(known, sector="ELI") if is_past and known.sector in OFFICES else known
        base = self._described(parts, tokens, nation, bodies, head, is_past)
        if stranger is None or (base is not None and head is None and not bodies and nation is None):
            return base
        if head is not None and stranger[1] < head.end:
            return base
        if base is None or (head is None and not bodies):
            return base
        return Resolved(stranger[0], base.country, base.sector, min(base.confidence, 0.7), "unknown", base.is_shared)

    def _described(
        self,
        parts: Sequence[Part],
        tokens: Sequence[Token],
        nation: Entry | None,
        bodies: Sequence[Part],
        head: Part | None,
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
                entry = replace(entry, country=None, name=proper_name(parts, tokens, body) or "")
            found = Resolved(
                entry.name or None, entry.country, entry.sector, entry.confidence, "organization", entry.is_soft
            )
            if head is None or head.end <= body.start:
                return found
            sector = self._beside(head, entry.sector)
            return replace(found, sector="ELI" if is_past and sector in OFFICES else sector)
        if head is None:
            return self._bare_country(parts, nation)
        sector = self._head_sector(head, parts)
        proper = proper_name(parts, tokens, head)
        past_rank = sector not in ("MIL", "COP") or bool(_RANKS.intersection(head.key))
        if is_past and sector in OFFICES and past_rank:
            sector = "ELI"
        kind = "office" if sector in ("GOV", "LEG", "JUD", "ELI") else "generic"
        if nation is None:
            country, is_shared = self._native(head, tokens)
            confidence = 0.6 if country is None else SHARED if is_shared else 0.85
            return Resolved(proper, country, sector, confidence, "unknown" if proper else kind, is_shared)
        if proper and (nation.kind == "region" or any(p.kind == "word" for p in parts)):
            return Resolved(proper, nation.country, sector, 0.85, "unknown")
        return Resolved(nation.name, nation.country, sector, 0.9, kind)

    def _native(self, head: Part, tokens: Sequence[Token]) -> tuple[str | None, bool]:
        """The country that has such people, and whether others have them too: "House Republicans", "a sheriff"."""
        is_title = len(head.key) == 1 and len(head.key[0]) <= 4  # "Rep.", but not "the union rep"
        if is_title and not tokens[head.start].text[:1].isupper():
            return None, False
        return self._tables.natives.get(head.key, (None, False))

    def _bare_country(self, parts: Sequence[Part], nation: Entry | None) -> Resolved | None:
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
            if sector in (None, "CVL") and modifier is not None:
                sector = modifier.sector
            return Resolved(nation.name, nation.country, sector, nation.confidence, kind)
        modifier = next((p for p in reversed(parts) if p.kind == "modifier"), None)
        if modifier is not None:
            return Resolved(nation.name, nation.country, modifier.sector, 0.75, "generic")
        return Resolved(nation.name, nation.country, nation.sector, 0.7, kind)

    def _head_sector(self, head: Part, parts: Sequence[Part]) -> str | None:
        if head.key not in self._tables.yielding:
            return head.sector
        for part in reversed([p for p in parts if p.end <= head.start]):
            if part.kind == "modifier" or (part.kind == "head" and part.sector not in _VAGUE):
                return part.sector
        return head.sector

    def _beside(self, head: Part, sector: str | None) -> str | None:
        """The sector of a head beside an organization: "Hamas members" REB, "UN troops" MIL, "NATO chief" none."""
        if sector is None or sector == "GOV":
            if head.key in self._tables.yielding and (head.sector in _VAGUE or sector == "GOV"):
                return sector
            return head.sector
        return head.sector if head.sector in ("JRN", "MED", "LAB") and head.key not in self._tables.yielding else sector

    def _with_owner(self, head: Part, person: Part, nation: Entry | None, as_of: dt.date | None) -> Resolved:
        """As in "Putin's spokesman", "the Trump administration", "Assad's forces": the owner tells the country."""
        assert person.entry is not None
        owner = as_resolved(person.entry, as_of)
        sector = head.sector
        if head.key in self._tables.yielding and head.sector != "MIL" and owner.sector not in (None, "ELI"):
            sector = owner.sector
        country = self._tables.countries.get(owner.country or "")
        name = country.name if country is not None else owner.name
        return Resolved(name, owner.country, sector, 0.8, "office" if sector == "GOV" else "generic")


def load_actors(places: Places | None = None) -> ActorLexicon:
    """Read the data files and build the lexicon; takes about a fifth of a second, so build it once.

    `places` gives the country of the name of a place (`Gazetteer.country_of`); without it, names of towns are nobody.
    """
    return ActorLexicon(load_tables(), places)
