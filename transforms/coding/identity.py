"""Whether two phrases mean one party: the same name, and the same part of a country where both name one."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.records import Party

_WHOLE = (None, "GOV")  # "Ankara", "Turkey" and "the Turkish government" are one


def is_same_party(one: Party, other: Party) -> bool:
    """Tell "Turkey" and "Ankara", who are one, from "Turkish students" and "Turkish police"."""
    if (one.start, one.end) == (other.start, other.end):
        return True
    if (one.name or one.text) != (other.name or other.text):
        return False
    if one.antecedent is not None or other.antecedent is not None:  # "they", "its troops"
        return True
    return one.sector == other.sector or (one.sector in _WHOLE and other.sector in _WHOLE)


def is_among(party: Party, others: Sequence[Party]) -> bool:
    """Tell whether a party is one of others."""
    return any(is_same_party(party, other) for other in others)


def are_within(parties: Sequence[Party], others: Sequence[Party]) -> bool:
    """Tell whether all of some parties are among others."""
    return all(is_among(party, others) for party in parties)


def are_same_parties(parties: Sequence[Party], others: Sequence[Party]) -> bool:
    """Tell whether two sides are of the same parties, in whatever order."""
    return are_within(parties, others) and are_within(others, parties)
