"""Datelines of the agencies, and what only looks like one."""

from __future__ import annotations

import pytest

from transforms.normalize.dateline import Dateline, read_city_line, read_colon_dateline, read_dateline


@pytest.mark.parametrize(
    ("paragraph", "rest", "expected"),
    [
        ("KYIV, June 3 (Reuters) - Talks failed.", "Talks failed.", Dateline(0, ("KYIV",), "06-03", None, "Reuters")),
        ("RENO, Nev. (AP) — Rain fell.", "Rain fell.", Dateline(0, ("RENO, Nev.",), None, None, "AP")),
        ("SEOUL/TOKYO (Reuters) - It said.", "It said.", Dateline(0, ("SEOUL", "TOKYO"), None, None, "Reuters")),
        ("MINSK, May 2. /TASS/. It said.", "It said.", Dateline(0, ("MINSK",), "05-02", None, "TASS")),
        ("Kabul, Jan. 5, 2021 (AFP) -- It said.", "It said.", Dateline(0, ("Kabul",), "01-05", 2021, "AFP")),
        ("BEIJING, 7 March (Xinhua) -- It said.", "It said.", Dateline(0, ("BEIJING",), "03-07", None, "Xinhua")),
        ("(CNN) It said.", "It said.", Dateline(0, (), None, None, "CNN")),
        ("ANKARA - It said.", "It said.", Dateline(0, ("ANKARA",), None, None, None)),
        ("ST. LOUIS — It said.", "It said.", Dateline(0, ("ST. LOUIS",), None, None, None)),
        ("LAGOS, Oct 9 (Coast Wire) - It said.", "It said.", Dateline(0, ("LAGOS",), "10-09", None, "Coast Wire")),
        ("PARIS, 12 novembre (AFP) - Il pleut.", "Il pleut.", Dateline(0, ("PARIS",), "11-12", None, "AFP")),
    ],
)
def test_a_dateline_is_read(paragraph: str, rest: str, expected: Dateline) -> None:
    line = read_dateline(paragraph)
    assert line is not None
    assert paragraph[line.length :] == rest
    assert Dateline(0, line.cities, line.day, line.year, line.agency) == expected


@pytest.mark.parametrize(
    "paragraph",
    [
        "NATO - the alliance - met.",
        "FILE - A ship in port.",
        "COVID-19 - a year on.",
        "A man - he gave no name - said so.",
        "Moscow - which rejects it - said so.",
        "The minister (AP) said so.",
        "University/CBS/AP poll of voters.",
        "EDITOR’S NOTE — This was changed.",
        "He told Reuters - and others - the same.",
        "Проверка связи - идёт.",
    ],
)
def test_what_is_no_dateline(paragraph: str) -> None:
    assert read_dateline(paragraph) is None


def test_a_city_alone() -> None:
    assert read_city_line("MOSCOW") == ("MOSCOW",)
    assert read_city_line("PARIS/LONDON") == ("PARIS", "LONDON")
    assert read_city_line("Moscow") == ()
    assert read_city_line("OPINION") == ()
    assert read_city_line("THE 3 DAYS") == ()


def test_a_colon_dateline() -> None:
    line = read_colon_dateline("NEW DELHI: It said.")
    assert line is not None
    assert line.cities == ("NEW DELHI",)
    assert read_colon_dateline("UPDATE: It said.") is None
    assert read_colon_dateline("Связь: идёт.") is None


@pytest.mark.parametrize("head", ["A." * 40, "AAAA-BBBB'" * 8, "ANA ROE " * 11, "A/" * 40, "A.B " * 20])
def test_a_hostile_head_takes_no_time(head: str) -> None:
    # A pattern that can match one letter in two ways would run for years on these.
    assert read_dateline(f"{head} x") is None
    assert read_city_line(f"{head[:50]}!") == ()
