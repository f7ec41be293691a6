"""Dates as publishers write them, read without ever asking what day it is now.

The ladder: RFC 822, ISO 8601, numbers and month names in their usual orders, then dateparser for other languages.
A date whose parts are not all written (no year, "yesterday") is not read at all. Of a date with an impossible time
("25:30") the day is read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from transforms.normalize.words import read_table

MONTHS: dict[str, int] = read_table("dates")["months"]
_ZONES: dict[str, int] = read_table("dates")["zones"]
_ZONE_NAMES: dict[str, str] = read_table("dates")["zone_names"]
_SHORTEST, _LONGEST = 6, 80  # characters of a date with its day names and zone
_EARLIEST_YEAR = 1800  # a year before this is a program's way to say that it does not know
_EPOCH = dt.datetime(1970, 1, 1)  # and so is this

_CLOCK = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{1,2})(?:[:.](?P<second>\d{1,2})(?:[.,:]\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\b\.?)?"
)
_ZONE = r"\s*(?P<zone>[A-Za-z]{0,4}\s?[+\-−]\d{1,2}(?::?\d{2})?|[A-Za-z]{1,5})?(?:\s*\([^)]*\))?"
_TIME = rf"(?:[\sT,]+(?:at\s|-\s|\|\s|um\s|alle\s|às\s|à\s)?{_CLOCK}{_ZONE})?"
_WEEKDAY = r"(?:[^\W\d_]{2,13}\.?,?\s*)?"
_MONTH = r"(?P<month_name>[^\W\d_]{3,10})\.?"
_RFC822 = re.compile(rf"^{_WEEKDAY}(?P<day>\d{{1,2}})[\s\-]{_MONTH}[\s\-,]+(?P<year>\d{{4}}|\d{{2}}){_TIME}$")
_ISO = re.compile(r"^(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T\s]\s?" + _CLOCK + _ZONE + r")?$")
_ISO_BASIC = re.compile(
    r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:[T\s]?(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2}))?"
    r"(?P<zone>Z|[+\-]\d{2}:?\d{2})?)?$"
)
_WRITTEN = (
    re.compile(rf"^(?P<year>\d{{4}})[/.]\s?(?P<month>\d{{1,2}})[/.]\s?(?P<day>\d{{1,2}})\.?{_TIME}$"),
    re.compile(rf"^{_WEEKDAY}(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}}|\d{{2}}){_TIME}$"),
    re.compile(
        rf"^(?:{_WEEKDAY})(?P<month_name>[^\W\d_]{{3,10}})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}}){_TIME}$"
    ),
    re.compile(
        rf"^{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s(?:de\s|of\s)?{_MONTH}(?:\sde|,)?\s(?P<year>\d{{4}}){_TIME}$"
    ),
    re.compile(
        rf"^(?:{_WEEKDAY})(?P<month_name>[^\W\d_]{{3,10}})\s(?P<day>\d{{1,2}})\s{_CLOCK}\s(?P<zone>[A-Z]{{1,5}}|[+\-]\d{{4}})?\s?(?P<year>\d{{4}})$"
    ),
    re.compile(
        r"^(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:\s*(?P<hour>\d{1,2})[:时時](?P<minute>\d{1,2})(?:[:分](?P<second>\d{1,2}))?[分秒]?)?$"
    ),
)
# ANPA 1312 writes month, day and year, and IPTC 7901 the time of day into the day: "11-13-13 1509GMT", "141430 JUN 24".
_AGENCY = (
    re.compile(r"^(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d) (?P<hour>\d\d)(?P<minute>\d\d)\s?(?P<zone>[A-Z]{3,4})$"),
    re.compile(
        rf"^(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)\s?(?P<zone>[A-Z]{{1,4}})?\s{_MONTH}\s(?P<year>\d{{4}}|\d\d)$"
    ),
)
_WEEK = re.compile(r"^(?P<year>\d{4})-?W(?P<week>\d\d)-?(?P<weekday>[1-7])$")
_DAY_OF_YEAR = re.compile(r"^(?P<year>\d{4})-(?P<number>\d{3})$")
_USUAL = (("rfc822", (_RFC822,)), ("iso8601", (_ISO, _ISO_BASIC)), ("written", _WRITTEN), ("agency", _AGENCY))
# Day and month in figures before the year: only when one of them can be no month.
_SLASHED = re.compile(rf"^{_WEEKDAY}(?P<first>\d{{1,2}})[/\-](?P<next>\d{{1,2}})[/\-](?P<year>\d{{4}}){_TIME}$")
_TIME_SEEN = re.compile(r"\d{1,2}[:.hH]\d{2}([:.]\d{2})?")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_FIGURE = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]")
_EPOCH_NUMBER = re.compile(r"^\d{10}(?:\d{3})?(?:\.\d+)?$")
_LABEL = re.compile(
    r"^(?:(?:last\s|first\s)*(?:published|posted|updated|modified|date)(?:\s(?:on|at))?|"
    r"publié(?:\sle)?|mis à jour(?:\sle)?|veröffentlicht(?:\sam)?|publicado(?:\sel|\sem)?|pubblicato(?:\sil)?|"
    r"gepubliceerd(?:\sop)?|опубликовано|le|am|el)"
    r"\s*:?\s+(?=\S)",
    re.I,
)
# What stands in dates and says nothing that is read, or is read more easily in another form.
_TIDY = (
    (re.compile(r"\s+,"), ","),
    (re.compile(r"(?<=\d)\s?:\s?(?=\d)"), ":"),
    (re.compile(r"(?<=[\s\d][+\-])\s+(?=\d{2}:?\d{2}$)"), ""),
    (re.compile(r"(?<=\d)t(?=\d{1,2}:)"), "T"),
    (re.compile(r"(?<=\d)z$"), "Z"),
    (re.compile(r"(?<=[\dZ])\s?(?:\[[\w/+\-]+\]|(?:Africa|America|Asia|Australia|Europe|Pacific)/[A-Za-z_/]+)$"), ""),
    (re.compile(r"\b(GMT|UTC)(?:\s\1)+$"), r"\1"),
    (
        re.compile(
            r"^(\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,5}(?=,))?),?\s(?:on\s|-\s)?(\D{0,12}\d.*\d{4})$",
            re.I,
        ),
        r"\2 \1",
    ),
)
_ZONE_WORDS = re.compile(r"\b[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2}\sTime$")

_IN_ADDRESS = re.compile(
    r"[/\-_](?P<year>(?:19|20)\d{2})(?P<mark>[/\-]?)(?P<month>0?[1-9]|1[0-2]|[a-z]{3})(?P=mark)"
    r"(?P<day>0[1-9]|[12]\d|3[01]|[1-9](?=/))(?![\d])"
)
_YEAR_IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d{2})/(?:(?P<month>0?[1-9]|1[0-2])/)?")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date that was read: the moment in UTC without a zone, what of it is known, and how it was read."""

    value: dt.datetime  # midnight when only the day is known
    precision: str  # second, minute, day
    how: str  # rfc822, iso8601, written, agency, localized, epoch, address; ", no zone" where UTC was assumed


def read_date(raw: str, order: str | None = None) -> ReadDate | None:
    """Read a date; None when it is none, or when day, month or year are missing or ambiguous.

    `order` tells how to read a date like 03/04/2024: "dmy" or "mdy" (see `find_order`).
    A wrong weekday name does not matter. A time without a known zone is taken as UTC, and `how` says so.
    """
    text = _strip(raw)
    if not _SHORTEST <= len(text) <= _LONGEST:
        return None
    return read_usual_date(text, order) or _read_counted(text) or _read_epoch(text) or _read_localized(text)


def find_order(raws: Iterable[str | None], language: str | None = None) -> str | None:
    """Tell by the dates that a publisher writes whether day or month comes first in figures: "dmy", "mdy" or None.

    Where none of them tells (all could be either), the language does: English alone is written both ways.
    """
    found = {
        "dmy" if int(match["first"]) > 12 else "mdy"
        for raw in raws
        if raw and (match := _SLASHED.match(_strip(raw))) and (int(match["first"]) > 12) != (int(match["next"]) > 12)
    }
    if found:
        return found.pop() if len(found) == 1 else None
    code = (language or "").lower().replace("_", "-")
    if not code or code == "en":
        return None
    return "mdy" if code in {"en-us", "en-ph"} else "dmy"


def read_usual_date(raw: str, order: str | None = None) -> ReadDate | None:
    """Read a date in one of the usual forms only: cheap enough to ask of every line of a text."""
    text = _strip(raw)
    for how, patterns in _USUAL:
        for pattern in patterns:
            found = pattern.match(text)
            if found and (date := _build(found.groupdict(), how)) is not None:
                return date
    return _read_slashed(text, order)


def _strip(raw: str) -> str:
    text = " ".join(raw.split())
    if not _SHORTEST <= len(text) <= 2 * _LONGEST or not _FIGURE.search(text):
        return text
    text = _LABEL.sub("", text)
    for pattern, instead in _TIDY:
        text = pattern.sub(instead, text)
    return _ZONE_WORDS.sub(lambda found: _ZONE_NAMES.get(found[0].lower(), found[0]), text)


def read_address_date(address: str) -> ReadDate | None:
    """Read the day that an address carries in its path: /2024/06/14/, /2024/jun/14/, -20240614."""
    for found in _IN_ADDRESS.finditer(address):
        parts = found.groupdict()
        month = parts["month"]
        if month.isdigit() or month in MONTHS:
            date = _build({**parts, "month": str(MONTHS.get(month, month))}, "address")
            if date is not None:
                return date
    return None


def read_address_year(address: str) -> tuple[int, int | None] | None:
    """Read the year, and the month if it is there, that an address carries in its path: /2024/06/."""
    found = _YEAR_IN_ADDRESS.search(address)
    return (int(found["year"]), int(found["month"]) if found["month"] else None) if found else None


def day_of(year: int, month_day: str) -> ReadDate | None:
    """Join a year and the MM-DD of a dateline."""
    month, _, day = month_day.partition("-")
    return _build({"year": str(year), "month": month, "day": day}, "dateline")


def _build(parts: dict[str, str | None], how: str) -> ReadDate | None:
    """Make a date of matched parts; None when they are no date."""
    month = MONTHS.get((parts.get("month_name") or "").lower()) or int(parts.get("month") or 0)
    year = int(parts["year"] or 0)
    if len(parts["year"] or "") == 2:
        year += 1900 if year >= 70 else 2000
    try:
        day = dt.datetime(_in_common_era(year), month, int(parts["day"] or 0))
    except ValueError:
        return None
    return _add_time(day, parts, how)


def _add_time(day: dt.datetime, parts: dict[str, str | None], how: str) -> ReadDate | None:
    hours = _read_hour(int(parts.get("hour") or 0), parts.get("half"))
    minute, second = int(parts.get("minute") or 0), int(parts.get("second") or 0)
    if parts.get("hour") is None or hours > 24 or minute > 59 or second > 60:
        return _believe(ReadDate(day, "day", how))
    east = _read_zone(parts.get("zone"))
    try:
        value = day + dt.timedelta(hours=hours, minutes=minute - (east or 0), seconds=min(second, 59))
    except OverflowError:
        return None
    precision = "second" if parts.get("second") else "minute"
    return _believe(ReadDate(value, precision, how if east is not None else f"{how}, no zone"))


def _in_common_era(year: int) -> int:
    """Return the year of the common era; Thai publishers count from the Buddha's death."""
    return year - 543 if 2400 <= year < 2700 else year


def _believe(date: ReadDate) -> ReadDate | None:
    return date if date.value.year >= _EARLIEST_YEAR and date.value != _EPOCH else None


def _read_hour(hour: int, half: str | None) -> int:
    """Return the hour of 24. Some feeds write "14:02 PM": then the figure is right and the letters are idle."""
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _read_zone(zone: str | None) -> int | None:
    """Return minutes east of Greenwich; None when no zone is written, or none that is known."""
    if not zone:
        return None
    name = re.match(r"[A-Za-z]*", zone)[0].upper()  # type: ignore[index]  # matches the empty string at least
    offset = zone[len(name) :].strip().replace("−", "-")
    if not offset:
        return _ZONES.get(name)
    if name not in ("", "GMT", "UTC", "UT", "Z"):
        return None
    sign = -1 if offset[0] == "-" else 1
    figures = offset[1:].replace(":", "")
    hours, minutes = (int(figures), 0) if len(figures) <= 2 else (int(figures[:-2]), int(figures[-2:]))
    return sign * (hours * 60 + minutes) if hours <= 15 and minutes < 60 else None


def _read_slashed(text: str, order: str | None) -> ReadDate | None:
    found = _SLASHED.match(text)
    if not found:
        return None
    first, following = int(found["first"]), int(found["next"])
    if first <= 12 and following <= 12 and first != following and order is None:
        return None  # 03/04/2024 is March in one country and April in another
    is_month_first = following > 12 or (first <= 12 and order == "mdy")
    day, month = (following, first) if is_month_first else (first, following)
    return _build({**found.groupdict(), "day": str(day), "month": str(month)}, "written")


def _read_counted(text: str) -> ReadDate | None:
    """Read ISO 8601's other days: of a week (2024-W24-5), or of a year (2024-166)."""
    try:
        if found := _WEEK.match(text):
            day = dt.date.fromisocalendar(int(found["year"]), int(found["week"]), int(found["weekday"]))
        elif found := _DAY_OF_YEAR.match(text):
            day = dt.date(int(found["year"]), 1, 1) + dt.timedelta(days=int(found["number"]) - 1)
            if day.year != int(found["year"]):
                return None
        else:
            return None
    except (ValueError, OverflowError):
        return None
    return _believe(ReadDate(dt.datetime(day.year, day.month, day.day), "day", "iso8601"))


def _read_epoch(text: str) -> ReadDate | None:
    if not _EPOCH_NUMBER.match(text):
        return None
    seconds = float(text) / (1000 if len(text.partition(".")[0]) == 13 else 1)
    return _believe(ReadDate(_EPOCH + dt.timedelta(seconds=int(seconds)), "second", "epoch"))


@cache
def _localized_parser() -> Any:
    """Return dateparser with everything fixed that could make it answer differently tomorrow."""
    from dateparser.date import DateDataParser  # costs a tenth of a second, and most feeds never need it

    return DateDataParser(
        languages=read_table("dates")["languages"],
        try_previous_locales=False,
        settings={
            "PARSERS": ["absolute-time"],
            "RELATIVE_BASE": dt.datetime(2000, 1, 1),
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RETURN_AS_TIMEZONE_AWARE": False,
            "STRICT_PARSING": True,
            "TIMEZONE": "UTC",
            "TO_TIMEZONE": "UTC",
            "CACHE_SIZE_LIMIT": 1000,
        },
    )


def _read_localized(text: str) -> ReadDate | None:
    if not _YEAR.search(text) or not _LETTERS.search(text):
        return None
    try:
        value = _localized_parser().get_date_data(text).date_obj
        value = value and value.replace(year=_in_common_era(value.year))
    except (ValueError, OverflowError):  # dateparser lets some impossible dates through to datetime
        return None
    if value is None:
        return None
    time = _TIME_SEEN.search(text)
    if time is None:
        return _believe(ReadDate(dt.datetime(value.year, value.month, value.day), "day", "localized"))
    return _believe(ReadDate(value.replace(tzinfo=None, microsecond=0), "second" if time[1] else "minute", "localized"))
