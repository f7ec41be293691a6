"""Datelines: the city, day and agency that a wire puts before the first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from transforms.normalize.dates import MONTHS
from transforms.normalize.words import agency_names, any_of, read_table

_NOT_A_CITY = frozenset(read_table("datelines")["not_a_city"])

_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_UPPER_NAME = rf"{_UPPER}(?:{_UPPER}|[’'\-](?={_UPPER})|\.)+"
_CITY = rf"{_UPPER_NAME}(?:\s{_UPPER_NAME}){{0,3}}"
_NAME = r"[^\W\d_a-z][\w.’'\-]*"
_REGION = rf"(?:,\s{_NAME}(?:\s{_NAME}){{0,2}})"
_CITIES = re.compile(rf"^({_CITY})({_REGION}?(?:\s?(?:/|\band\b|&)\s?{_CITY}{_REGION}?){{0,3}})$")
_LOOSE_CITIES = re.compile(rf"^{_NAME}(?:[\s/]{{1,2}}{_NAME}){{0,4}}{_REGION}?$")
_CITY_BREAK = re.compile(r"\s?/\s?|\s(?:and|&)\s")
_AGENCY = any_of(agency_names())
_DAY = re.compile(
    r",?\s*\b([^\W\d_]{3,9})\.?\s(\d{1,2})(?:,?\s(\d{4}))?[.,]?$|,?\s*\b(\d{1,2})\s([^\W\d_]{3,9})\.?(?:,?\s(\d{4}))?[.,]?$"
)
# The end of a dateline: "/TASS/.", "(Reuters) -", "(CNN) " or a dash. Datelines are short.
_WITH_AGENCY = re.compile(
    rf"^(?P<head>[^()\n]{{0,90}}?)\s*(?:(?<!\S)/\s?(?P<slashed>{_AGENCY})\s?/|\((?P<bracketed>{_AGENCY})\))[.:]?\s*(?:[-–—_]+|:)?\s*"
)
_WITH_ANY_NAME = re.compile(r"^(?P<head>[^()\n]{3,90}?)\s*\((?P<bracketed>[^()\n]{2,30})\)\s*[-–—_]+\s*")
_WITH_DASH = re.compile(r"^(?P<head>[^()\n–—]{3,60}?)(?:\s-{1,2}|\s?[–—])\s+(?=\S)")
_WITH_COLON = re.compile(rf"^(?P<head>{_CITY}(?:/{_CITY})?):\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says, and how many characters it takes."""

    length: int
    cities: tuple[str, ...] = ()
    day: str | None = None  # MM-DD
    year: int | None = None
    agency: str | None = None


def read_dateline(paragraph: str) -> Dateline | None:
    """Read the dateline before a paragraph's first sentence; None when there is none.

    A known agency, or a day, makes a dateline of any capitalized place; without them the place must be in capitals.
    """
    found = _WITH_AGENCY.match(paragraph)
    if found:
        agency = agency_names()[" ".join((found["slashed"] or found["bracketed"]).split())]
        line = _read_head(found["head"], found.end(), agency)
        if line is not None:
            return line
    found = _WITH_ANY_NAME.match(paragraph)
    if found:
        line = _read_head(found["head"], found.end(), None)
        if line is not None and line.cities and line.cities[0].partition(",")[0].isupper():
            return replace(line, agency=found["bracketed"] if found["bracketed"][0].isupper() else None)
    found = _WITH_DASH.match(paragraph)
    if found:
        line = _read_head(found["head"], found.end(), None)
        if line is not None and line.cities:
            return line
    return None


def read_colon_dateline(paragraph: str) -> Dateline | None:
    """Read the "CITY: " that South Asian papers write; transcripts look the same, so the caller must know the rest."""
    found = _WITH_COLON.match(paragraph)
    return _read_head(found["head"], found.end(), None) if found else None


def read_city_line(line: str) -> tuple[str, ...]:
    """Read a line that holds nothing but the dateline's places, in capitals; () when it is none."""
    return _read_cities(line.strip().rstrip(","), is_loose=False) if len(line) <= 60 else ()


def is_no_city(words: str) -> bool:
    """Tell whether words that could be a city are on the list of those that are none."""
    return words.upper().rstrip(".").replace("’", "'") in _NOT_A_CITY


def _read_head(head: str, length: int, agency: str | None) -> Dateline | None:
    """Read places and day; None when what stands before the agency or dash is neither."""
    head, day, year = _split_day(head.strip())
    place = head.strip(" ,.;") if head.endswith((",", ";")) else head.strip()
    if not place:
        return Dateline(length, (), day, year, agency) if agency else None
    cities = _read_cities(place, is_loose=agency is not None or day is not None)
    return Dateline(length, cities, day, year, agency) if cities else None


def _split_day(head: str) -> tuple[str, str | None, int | None]:
    found = _DAY.search(head)
    if not found:
        return head, None, None
    month = MONTHS.get((found[1] or found[5]).lower())
    day = int(found[2] or found[4])
    if month is None or not 1 <= day <= 31:
        return head, None, None
    year = found[3] or found[6]
    return head[: found.start()], f"{month:02d}-{day:02d}", int(year) if year else None


def _read_cities(place: str, is_loose: bool) -> tuple[str, ...]:
    is_upper = _CITIES.match(place) and place.partition(",")[0].isupper()
    if not is_upper and not (is_loose and _LOOSE_CITIES.match(place)):
        return ()
    cities = tuple(part.strip() for part in _CITY_BREAK.split(place) if part.strip())
    if any(is_no_city(city) or city in agency_names() for city in cities):
        return ()
    return cities
