"""The data files: sorted, nothing twice, every value of the right kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pycountry
import pytest

from transforms.normalize.words import agency_names, read_table

NAMES = [
    "addresses", "agencies", "boilerplate", "captions", "casing", "datelines", "dates", "flags", "languages",
    "lookalikes", "words",
]  # fmt: skip


def test_every_file_is_listed_here(root: Path) -> None:
    assert sorted(path.stem for path in (root / "transforms/normalize/data").glob("*.toml")) == NAMES


def lists_of(table: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name, value in table.items():
        if isinstance(value, list):
            yield name, value


@pytest.mark.parametrize("name", NAMES)
def test_lists_are_sorted_and_hold_nothing_twice(name: str) -> None:
    for key, words in lists_of(read_table(name)):
        assert words == sorted(set(words)), f"{name}.toml, {key}"
        assert all(word.strip() for word in words), f"{name}.toml, {key}"


def test_lists_that_are_matched_folded_are_written_folded() -> None:
    for table, keys in (("boilerplate", ("whole", "openings", "endings")), ("captions", ("openings",))):
        for key in keys:
            assert all(word == word.lower() and "’" not in word for word in read_table(table)[key])


def test_flags_are_of_the_list() -> None:
    flags = read_table("flags")
    assert set(flags["corrections"]) | set(flags["numbered"]) <= set(flags["flags"])


def test_months_and_zones_are_possible() -> None:
    dates = read_table("dates")
    assert set(dates["months"].values()) == set(range(1, 13))
    assert all(name == name.lower() for name in dates["months"])
    assert all(-12 * 60 <= minutes <= 14 * 60 for minutes in dates["zones"].values())


def test_languages_are_iso_639_1() -> None:
    languages = read_table("languages")
    for code in (
        *languages["codes"],
        *languages["same"],
        *languages["same"].values(),
        *read_table("dates")["languages"],
    ):
        assert pycountry.languages.get(alpha_2=code) is not None, code


def test_an_agency_alias_names_one_agency() -> None:
    aliases = [alias for names in read_table("agencies")["agencies"].values() for alias in names]
    assert len(aliases) == len(set(aliases))
    assert agency_names()["REUTERS"] == "Reuters"


def test_lookalikes_are_one_letter_each_and_not_latin() -> None:
    for letter, latin in read_table("lookalikes")["lookalikes"].items():
        assert len(letter) == len(latin) == 1
        assert latin.isascii()
        assert not letter.isascii()
