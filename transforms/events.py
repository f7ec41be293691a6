"""Cluster mentions into events: which of them tell of one thing that happened.

Pairs that may tell of one event come in as links with a score. Mentions dated to the day are joined first; vaguer ones
(a month, or no date but that of publication) follow the surest of these that they may belong to, and chain only among
those that are equally vague at the same time. So no vague report, and no anniversary piece, ties two days together.

The result depends on the set of mentions and links alone, not on their order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_SAME_TOWN_KM = 25.0  # towns farther apart are two places
_KM_OF_A_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Trait:
    """What keeps a mention out of a cluster: its time, town, manner and the countries of its parties."""

    vagueness: int  # 0 dated to the day, 1 to a longer time, 2 only by publication, 3 not at all
    clock: str  # equal for equal times
    town: tuple[float, float] | None = None  # degrees latitude and longitude; None for countries and regions too
    manner: str | None = None
    actor_countries: frozenset[str] = frozenset()
    recipient_countries: frozenset[str] = frozenset()


class Link(NamedTuple):
    """Two mentions, by their place in the list, that may tell of one event; the higher the score, the likelier."""

    score: float
    a: int
    b: int


@dataclass(slots=True)
class _Profile:
    """What a cluster's members agree on."""

    town: tuple[float, float] | None
    manner: str | None
    actor_countries: frozenset[str]
    recipient_countries: frozenset[str]

    @classmethod
    def of(cls, trait: Trait) -> _Profile:
        return cls(trait.town, trait.manner, trait.actor_countries, trait.recipient_countries)

    def fits(self, other: _Profile) -> bool:
        return (
            (self.town is None or other.town is None or _distance_km(self.town, other.town) <= _SAME_TOWN_KM)
            and (self.manner is None or other.manner is None or self.manner == other.manner)
            and _meet(self.actor_countries, other.actor_countries)
            and _meet(self.recipient_countries, other.recipient_countries)
        )

    def merged_with(self, other: _Profile) -> _Profile:
        return _Profile(
            self.town or other.town,
            self.manner or other.manner,
            (self.actor_countries & other.actor_countries) or self.actor_countries or other.actor_countries,
            (self.recipient_countries & other.recipient_countries)
            or self.recipient_countries
            or other.recipient_countries,
        )


def cluster(traits: Sequence[Trait], links: Iterable[Link]) -> list[int]:
    """Give each mention the place of the first mention of its cluster; those that nothing links stand alone."""
    leaders = list(range(len(traits)))
    profiles = {place: _Profile.of(trait) for place, trait in enumerate(traits)}
    by_vagueness: dict[int, list[Link]] = {}
    for link in links:
        by_vagueness.setdefault(max(traits[link.a].vagueness, traits[link.b].vagueness), []).append(link)
    for vagueness in sorted(by_vagueness):
        ranked = sorted(by_vagueness[vagueness], key=lambda link: (-link.score, link.a, link.b))
        placed = _follow(traits, ranked, vagueness, leaders, profiles)
        _chain(traits, ranked, placed, leaders, profiles)
    firsts: dict[int, int] = {}
    return [firsts.setdefault(_leader(leaders, place), place) for place in range(len(traits))]


def _follow(
    traits: Sequence[Trait], ranked: Iterable[Link], vagueness: int, leaders: list[int], profiles: dict[int, _Profile]
) -> set[int]:
    """Let each mention of this vagueness join the cluster of its best surer link; give those that did."""
    joined: dict[int, int] = {}
    for link in ranked:
        vague, sure = (link.a, link.b) if traits[link.a].vagueness == vagueness else (link.b, link.a)
        if traits[sure].vagueness == vagueness or vague in joined:
            continue
        leader = _leader(leaders, sure)
        # What follows a cluster does not change what the next must fit: then it would matter who is asked first.
        if profiles[vague].fits(profiles[leader]):
            joined[vague] = leader
    for vague, leader in joined.items():
        leaders[vague] = leader
    return set(joined)


def _chain(
    traits: Sequence[Trait], ranked: Iterable[Link], placed: set[int], leaders: list[int], profiles: dict[int, _Profile]
) -> None:
    """Join clusters of equally vague mentions at the same time, the likeliest first, as long as they agree."""
    for link in ranked:
        a, b = traits[link.a], traits[link.b]
        if a.vagueness != b.vagueness or a.clock != b.clock or link.a in placed or link.b in placed:
            continue
        first, second = sorted((_leader(leaders, link.a), _leader(leaders, link.b)))
        if first != second and profiles[first].fits(profiles[second]):
            leaders[second] = first
            profiles[first] = profiles[first].merged_with(profiles[second])


def _leader(leaders: list[int], place: int) -> int:
    while leaders[place] != place:
        leaders[place] = leaders[leaders[place]]
        place = leaders[place]
    return place


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or not one.isdisjoint(other)


def _distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Measure as on a plane, which is near enough between neighbouring towns."""
    north = one[0] - other[0]
    east = (one[1] - other[1]) * math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(north, east) * _KM_OF_A_DEGREE
