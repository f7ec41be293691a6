"""Turn a match of a time rule into its meaning, or refuse it.

One builder a rule of data/when_rules.toml, by the rule's name. `lists` is what data/when.toml holds.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from transforms.coding.numberwords import read_number
from transforms.coding.timeforms import (
    Anchored,
    Bound,
    Calendar,
    Direction,
    Form,
    Offset,
    Part,
    Precision,
    Vague,
    Weekday,
    Weekend,
    Window,
)

Lists = dict[str, Any]

_UNITS = {
    "day": Precision.DAY,
    "night": Precision.DAY,
    "week": Precision.WEEK,
    "month": Precision.MONTH,
    "quarter": Precision.QUARTER,
    "year": Precision.YEAR,
    "decade": Precision.DECADE,
}
_SHIFTS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "the": 0, "next": 1, "coming": 1}
_DIRECTIONS: dict[str, Direction] = {
    "last": "last",
    "past": "last",
    "this": "this",
    "current": "this",
    "next": "next",
    "coming": "next",
}
_BOUNDS: dict[str, Bound] = {"earlier": "earlier", "later": "later"}
_NEAR = 40  # characters that a builder looks to either side
_BACKWARDS = ("earlier", "before", "previously", "prior")
_SEASON_LEADS = re.compile(
    r"\b(?:in|since|over|during|by|until|for|of|through|throughout)\s+(?:the\s+)?$", re.IGNORECASE
)
_SEASON_NO = re.compile(r"\s+(?:of|in|to|from|for|back|short|apart|over)\b")
_NO_NOUN = re.compile(r"\s+(?!(?:on|for|and|said|says|has|was|is|will)\b)[a-z]{3,}")


def _before(match: re.Match[str], at: int) -> str:
    """Give the text just before a place; no more, or a long list of dates costs the square of its length."""
    return match.string[max(0, at - _NEAR) : at]


def _after(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + _NEAR]


def _month(text: str, lists: Lists) -> int:
    month: int = lists["months"][text.lower().rstrip(".")]
    return month


def _part(text: str | None, lists: Lists) -> Part | None:
    if not text:
        return None
    cleaned = re.sub(r"^the\s+|\s+of$|\s+of\s+the$|-$", "", text.lower().strip()).strip()
    part: Part | None = lists["parts"].get(cleaned)
    return part


def _direction(text: str | None) -> Direction | None:
    return _DIRECTIONS.get((text or "").lower())


def _year_offset(text: str | None) -> int | None:
    return _SHIFTS[text.split()[0].lower()] if text else None


def _int(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None


def _is_day(year: int | None, month: int, day: int) -> bool:
    try:
        dt.date(year or 2000, month, day)  # 2000 is a leap year
    except ValueError:
        return False
    return True


def _build_date(match: re.Match[str], lists: Lists) -> Form | None:
    """Build "Friday, June 14-15, 2024" and "14 June 2024"."""
    got = match.groupdict()
    month, day = _month(got["month"], lists), _int(got["day"])
    assert day is not None
    last, year = _int(got["last"]), _int(got["year"])
    if last is not None and last <= day:
        return None
    if not _is_day(year, month, last or day):
        return None
    return Calendar(
        Precision.DAY,
        year,
        month,
        day,
        last,
        direction=_direction(got.get("dir")),
        year_offset=_year_offset(got["rel"]),
    )


def _build_month(match: re.Match[str], lists: Lists) -> Form | None:
    """Build "June 2023", "last June", "mid-June"; a doubtful month needs more than its capital."""
    got = match.groupdict()
    part, year, direction = _part(got["part"], lists), _int(got["year"]), _direction(got["dir"])
    if not (part or year or direction or got["rel"]) and not _is_bare_month(match, lists):
        return None
    month = _month(got["month"], lists)
    return Calendar(Precision.MONTH, year, month, part=part, direction=direction, year_offset=_year_offset(got["rel"]))


def _is_bare_month(match: re.Match[str], lists: Lists) -> bool:
    """Tell "in May" and "a March protest" from Theresa May, Jan, and marching on."""
    words, name = lists["words"], match["month"].lower().rstrip(".")
    before = re.search(r"([\w’']+)[\s-]+$", _before(match, match.start()))
    lead = before[1].lower() if before else ""
    after = _after(match)
    if lead == "by" and name in words["doubtful_months"]:  # "by June Smith"
        return not after.lstrip()[:1].isupper()
    if name not in words["doubtful_months"] or lead in words["before_time"]:
        return True
    if lead in ("to", "and") and before:  # "from April to May"
        first = re.search(r"(\w+)\s+$", _before(match, match.start() - len(before[0])))
        return first is not None and (first[1].lower() in lists["months"] or first[1].isdigit())
    return lead in words["before_name_year"] and _NO_NOUN.match(after) is not None


def _build_season(match: re.Match[str], lists: Lists) -> Form | None:
    """Build "spring 2023", "last spring", "in the fall"; a city's fall and a mountain spring are none."""
    got = match.groupdict()
    year, direction, rel = _int(got["year"]), _direction(got["dir"]), got["rel"]
    if year is None and not rel:
        season, after = got["season"], _after(match)
        if direction is None and (
            season[0].isupper() or not _SEASON_LEADS.search(_before(match, match.start("season")))
        ):
            return None
        if season.lower() in ("fall", "spring") and _SEASON_NO.match(after):
            return None
    return Calendar(
        Precision.SEASON,
        year,
        lists["seasons"][got["season"].lower()],
        months=3,
        part=_part(got["part"], lists),
        direction=direction,
        year_offset=_year_offset(rel),
    )


def _build_quarter(match: re.Match[str], lists: Lists) -> Form | None:
    got = match.groupdict()
    number = _int(got["q"]) or lists["ordinals"][got["ord"].lower()]
    year, offset = _int(got["year"]), _year_offset(got["rel"])
    if (got["what"] or "quarter").lower() == "half":
        number = 2 if number == 4 else number  # "the last half"
        if number > 2:
            return None
        return Calendar(Precision.YEAR, year, 6 * number - 5, months=6, year_offset=offset)
    return Calendar(Precision.QUARTER, year, 3 * number - 2, months=3, year_offset=offset)


def _build_weekday(match: re.Match[str], lists: Lists) -> Form | None:
    got = match.groupdict()
    name = got["wd"].lower().rstrip(".")
    day = lists["weekdays"].get(name, lists["short_weekdays"].get(name))
    if (got["dir"] or "").lower() in ("every", "each"):
        return Vague()
    if got["date"]:  # the calendar date beside it says more
        return None
    return Weekday(day, _direction(got["dir"]), _year_offset(got["rel"]))


def _build_unit(match: re.Match[str], lists: Lists) -> Form | None:
    """Build "last month", "earlier this year", "the end of the week", "the next day"."""
    got = match.groupdict()
    shift, unit = (got["shift"] or "").lower(), got["unit"].lower()
    part, has_the = _part(got["part"], lists), bool(got["the"])
    if not shift and not has_the:
        return None
    if unit == "weekend":
        return Weekend(_direction(shift))
    precision = _UNITS[unit]
    if not shift:
        return Offset(precision, 0, part) if part and got["part"].lower().endswith("of") and unit != "day" else None
    if shift == "previous":
        return Anchored(precision, -1)
    if has_the and shift == "next" and not part:
        return Anchored(precision, 1)
    if unit == "day":
        return None
    if shift in ("past", "coming") or (has_the and shift == "last" and not part):
        return Window(precision, _SHIFTS[shift])
    return Offset(precision, _SHIFTS[shift], part, _BOUNDS.get((got["bound"] or "").lower()))


def _build_day(match: re.Match[str], lists: Lists) -> Form | None:
    """Build "today" and its kin; a capital inside a sentence is a name ("Russia Today")."""
    text = match[0]
    word = text.lower()
    if match["plain"] and match["plain"][0].isupper() and not match["plain"].isupper():
        before = _before(match, match.start()).rstrip(" \"'“‘(")
        if before and before[-1] not in ".!?:—–-":
            return None
    if word.endswith("before yesterday"):
        return Offset(Precision.DAY, -2)
    if word.endswith("after tomorrow"):
        return Offset(Precision.DAY, 2)
    if "yesterday" in word or word.startswith("last"):
        return Offset(Precision.DAY, -1)
    if "tomorrow" in word:
        return Offset(Precision.DAY, 1)
    if word == "overnight":
        return Window(Precision.DAY, -1)
    return Offset(Precision.DAY, 0)


def _build_ago(match: re.Match[str], lists: Lists) -> Form | None:
    unit = match["unit"].lower()
    amount = read_number(match["n"]) if match["n"] else None
    if unit in ("second", "minute") or (unit == "hour" and amount is not None and amount < 12):
        return Offset(Precision.DAY, 0)
    if amount is None or unit not in _UNITS:
        return Vague()
    if unit == "decade":
        return Offset(Precision.YEAR, -10 * amount)
    return Offset(_UNITS[unit], -amount)


def _build_window(match: re.Match[str], lists: Lists) -> Form | None:
    unit, sign = match["unit"].lower(), -1 if _SHIFTS[match["shift"].lower()] < 0 else 1
    amount = read_number(match["n"]) if match["n"] else None
    if amount is None:
        return Vague()
    if unit == "hour":
        return Window(Precision.DAY, sign * max(1, amount // 24))
    return Window(_UNITS[unit], sign * amount)


def _build_vague(match: re.Match[str], lists: Lists) -> Form | None:
    return Vague()


def _build_anchored(match: re.Match[str], lists: Lists) -> Form | None:
    got = match.groupdict()
    if not got["way"]:
        steps = {"following": 1, "preceding": -1, "prior": -1, "same": 0, "that": 0}
        return Anchored(_UNITS[got["unit2"].lower()], steps[got["which"].lower()])
    unit, way = got["unit"].lower(), got["way"].lower()
    is_the = got["n"].lower() == "the"
    if is_the and way not in ("before", "after"):
        return None
    amount = 1 if is_the else read_number(got["n"])
    if unit not in _UNITS or amount is None:
        return Vague()
    return Anchored(_UNITS[unit], -amount if way in _BACKWARDS else amount)


def _build_numeric(match: re.Match[str], lists: Lists) -> Form | None:
    """Build ISO dates; of "03/04/2024" nobody knows which is the month, so it is left."""
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
    else:
        first, second, year = (int(part) for part in re.split(r"[./]", match["num"]))
        is_dotted = "." in match["num"]
        if first > 12 or is_dotted or first == second:
            day, month = first, second
        elif second > 12:
            month, day = first, second
        else:
            return None
    return Calendar(Precision.DAY, year, month, day) if 1 <= month <= 12 and _is_day(year, month, day) else None


def _build_decade(match: re.Match[str], lists: Lists) -> Form | None:
    return Calendar(Precision.DECADE, int(match["decade"]), part=_part(match["part"] or match["part2"], lists))


def _build_year(match: re.Match[str], lists: Lists) -> Form | None:
    """Build a bare year where one can stand: after a preposition, in brackets, or as the name of a thing."""
    words, year, last = lists["words"], int(match["year"]), match["last"]
    part, before, after = _part(match["part"], lists), _before(match, match.start()), _after(match)
    follows = re.match(r"\s+([A-Za-z]+)", after)
    if follows and follows[1].lower() in words["counted"]:
        return None
    end = None
    if last:
        end = int(last) if len(last) == 4 else year // 100 * 100 + int(last)
        if not year < end <= year + 100:
            return None
    elif not part:
        lead = re.search(r"(\w+|\()[\s-]*$", before)
        word = lead[1].lower() if lead else ""
        is_time = word in words["before_time"] or word in ("(", "year")
        is_time = is_time or (word == "and" and re.search(r"\b(?:1[89]|20)\d\d\s+and\s+$", before) is not None)
        is_name = word in words["before_name_year"] or word == "" or re.search(r"['’]s?\s+$", before) is not None
        if not is_time and not (is_name and follows):
            return None
    return Calendar(Precision.YEAR, year, last_year=end, part=part)


def _build_nine_eleven(match: re.Match[str], lists: Lists) -> Form | None:
    return Calendar(Precision.DAY, 2001, 9, 11)


BUILDERS: dict[str, Callable[[re.Match[str], Lists], Form | None]] = {
    "ago": _build_ago,
    "anchored": _build_anchored,
    "date": _build_date,
    "day": _build_day,
    "decade": _build_decade,
    "month": _build_month,
    "nine_eleven": _build_nine_eleven,
    "numeric": _build_numeric,
    "quarter": _build_quarter,
    "season": _build_season,
    "unit": _build_unit,
    "vague": _build_vague,
    "weekday": _build_weekday,
    "window": _build_window,
    "year": _build_year,
}
