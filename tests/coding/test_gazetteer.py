"""The gazetteer: every name leads to its places."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pycountry
import pytest

from transforms.coding.gazetteer import fold, load_gazetteer


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Kyiv", "city", "UKR"),
        ("Kiev", "city", "UKR"),
        ("Kharkov", "city", "UKR"),
        ("Saigon", "city", "VNM"),
        ("Bombay", "city", "IND"),
        ("Rangoon", "city", "MMR"),
        ("São Paulo", "city", "BRA"),
        ("Sao Paulo", "city", "BRA"),
        ("The Hague", "city", "NLD"),
        ("Kharkiv region", "admin1", "UKR"),
        ("northeastern Kharkiv region", "admin1", "UKR"),
        ("Lviv oblast", "admin1", "UKR"),
        ("Helmand province", "admin1", "AFG"),
        ("the province of Helmand", "admin1", "AFG"),
        ("Rakhine State", "admin1", "MMR"),
        ("Washington state", "admin1", "USA"),
        ("the city of Homs", "city", "SYR"),
        ("Crimea", "region", "UKR"),
        ("the Gaza Strip", "region", "PSE"),
        ("West Bank", "region", "PSE"),
        ("South China Sea", "sea", None),
        ("Kashmir", "region", None),
        ("Chechnya", "admin1", "RUS"),
        ("Nagorno-Karabakh", "region", "AZE"),
        ("Scotland", "admin1", "GBR"),
        ("Ivory Coast", "country", "CIV"),
        ("U.S.", "country", "USA"),
        ("eastern Ukraine", "country", "UKR"),
    ],
)
def test_candidates(name: str, kind: str, country: str | None) -> None:
    found = load_gazetteer().candidates(name)
    assert (kind, country) in [(place.kind, place.country) for place in found]


def test_unit_words_leave_the_city_out() -> None:
    assert [place.kind for place in load_gazetteer().candidates("Kharkiv region")] == ["admin1"]


@pytest.mark.parametrize("name", ["Most", "of", "Police", "Man", "May", "", "Nowhere at all", "the", "province"])
def test_no_candidates(name: str) -> None:
    assert load_gazetteer().candidates(name) == ()


def test_one_town_stands_once() -> None:
    assert len([place for place in load_gazetteer().candidates("Bakhmut") if place.kind == "city"]) == 1


def test_every_place_is_on_the_globe() -> None:
    known = {country.alpha_3 for country in pycountry.countries} | {"XKX"}
    for places in load_gazetteer().index.values():
        for place in places:
            assert place.latitude is None or -90 <= place.latitude <= 90
            assert place.longitude is None or -180 <= place.longitude <= 180
            # GeoNames still lists two that ISO has withdrawn.
            assert place.country is None or place.country in known | {"ANT", "SCG"}


def test_own_places_lie_near_their_country() -> None:
    """A slip of north and east, or of the country, shows as a place far from every city of that country."""
    gazetteer = load_gazetteer()
    cities: dict[str, list[tuple[float, float]]] = {}
    for places in gazetteer.index.values():
        for place in places:
            if place.kind == "city" and place.geonames_id and place.country:
                assert place.latitude is not None
                assert place.longitude is not None
                cities.setdefault(place.country, []).append((place.latitude, place.longitude))
    data = tomllib.loads(files("transforms.coding").joinpath("data/places.toml").read_text("utf-8"))
    remote = ("Chukotka", "Falkland Islands", "Falklands", "Kamchatka", "Nunavut", "Socotra")
    far = []
    for kind in ("admin1", "region", "city"):
        for country, places_of in data[kind].items():
            for name, (north, east) in places_of.items():
                near = min(
                    (max(abs(north - one), abs(east - other)) for one, other in cities.get(country, ())), default=0.0
                )
                if near > (9.0 if country in ("RUS", "CAN", "AUS", "CHN", "GBR", "FRA", "LBY") else 4.0):
                    far.append((country, name, round(near, 1)))
    assert [one for one in far if one[1] not in remote] == []


def test_word_lists_are_sorted_and_folded() -> None:
    data = tomllib.loads(files("transforms.coding").joinpath("data/places.toml").read_text("utf-8"))
    for name, words in data["words"].items():
        assert words == sorted(words), name
        assert len(words) == len(set(words)), name
    for table in ("alias", "country_names", "state_names"):
        assert list(data[table]) == sorted(data[table]), table


def test_fold() -> None:
    assert fold("Al Ḩudaydah") == "al hudaydah"
    assert fold("Be’eri") == fold("Be'eri") == "beeri"
    assert fold("Deir ez-Zor") == "deir ez zor"
    assert fold("The Hague") == "hague"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Tampere", "FIN"),
        ("Wrocław", "POL"),
        ("Hudaydah", "YEM"),
        ("tampere", None),  # written as a word
        ("Nancy", None),  # more often a first name
        ("Valencia", None),  # in Spain, Venezuela and the Philippines
        ("Nosuchtown", None),
    ],
)
def test_a_name_alone_tells_the_country_only_where_it_is_clear(name: str, country: str | None) -> None:
    assert load_gazetteer().country_of(name) == country
