"""Who somebody is on a day: people by their terms of office, and by title and surname."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from transforms.coding.actor_data import Entry, Key, Tables, Term

# Sectors that one leaves: who held them is an elite afterwards. Rebels, clerics and the like stay what they are.
OFFICES = frozenset({"GOV", "LEG", "JUD", "SPY", "COP", "MIL", "PTY"})
_SPELLING = {"defense": "defence", "labor": "labour"}


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a phrase says about an actor."""

    name: str | None  # canonical; the country for its government and people; None for a bare generic noun
    country: str | None  # ISO 3166 alpha-3, or a PLOVER non-state code
    sector: str | None  # PLOVER; None for a bare country
    confidence: float  # 0 to 1
    kind: str  # country, person, office, organization, generic, region, unknown
    is_shared: bool = False  # the country is the usual one of a name that others have as well


def as_resolved(entry: Entry, as_of: dt.date | None, is_past: bool = False) -> Resolved:
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
            sector, confidence = ("ELI" if nearest.sector in OFFICES else nearest.sector), 0.85
    if is_past and sector in OFFICES:
        sector = "ELI"
    return Resolved(entry.name, entry.country, sector, confidence, "person")


def _fits(tables: Tables, term: Term, title: Key) -> bool:
    """Whether a title ("minister", "defense minister") can stand for an office ("defence minister")."""
    return {_SPELLING.get(w, w) for w in title} <= {tables.spellings.word(w) for w in term.office.split()}


def fitting_term(tables: Tables, entry: Entry, title: Key) -> Term | None:
    """The term of office of a person that a title can stand for, the best-known first."""
    return next((t for t in entry.terms if _fits(tables, t, title)), None)


def find_by_surname(
    tables: Tables, surname: str, title: Key, country: str | None, as_of: dt.date | None
) -> Resolved | None:
    """The person of a surname who best fits title, country and day."""
    best: tuple[tuple[bool, bool, dt.date], Entry] | None = None
    for entry in tables.surnames.get(surname, ()):
        if country is not None and entry.country != country:
            continue
        for term in entry.terms:
            if not _fits(tables, term, title):
                continue
            in_office = as_of is not None and term.start <= as_of <= term.end
            is_later = as_of is not None and term.start > as_of
            rank = (in_office, not is_later, term.start)
            if best is None or rank > best[0]:
                best = (rank, entry)
    if best is None:
        return None
    return replace(as_resolved(best[1], as_of), confidence=0.8)
