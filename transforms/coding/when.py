"""Say when: words of time against the day the report was published.

Without that day only what stands by itself resolves ("14 June 2024", "in 2022", "the 1990s"); "Friday" keeps its
words. In the past tense a day is the last such day, the day of publication included, and a stretch never begins
after it; in the future tense it is the coming one. The present tense, as headlines use it, reads weekdays as past
and days of the calendar as the nearest.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from transforms.coding.timeforms import (
    Anchored,
    Between,
    Calendar,
    Form,
    Offset,
    Part,
    Precision,
    TimeWords,
    Vague,
    Weekday,
    Weekend,
    Window,
)
from transforms.coding.timewords import find_times
from transforms.records import When

__all__ = ["Resolved", "Tense", "find_times", "make_when", "resolve_time"]

Tense = Literal["past", "present", "future"]
_FIRST_YEAR, _LAST_YEAR = 20, 9979  # of publication: decades before and behind it must still be dates
_DAY = dt.timedelta(days=1)
_FARTHEST = 300  # years from the publication date that a report may look; beyond that it is no news date
_PARTS: dict[Part, int] = {"early": 0, "mid": 1, "late": 2}


@dataclass(frozen=True, slots=True)
class Resolved:
    """The days meant, both included; `end` is None where the time is open. Confidence is 0..1."""

    start: dt.date
    end: dt.date | None
    precision: Precision
    confidence: float


@dataclass(frozen=True, slots=True)
class _Days:
    """A closed stretch of days."""

    start: dt.date
    end: dt.date
    precision: Precision
    confidence: float = 0.95


def resolve_time(
    words: TimeWords, published: dt.date | None, tense: Tense, anchor: dt.date | None = None
) -> Resolved | None:
    """Resolve words of time against the publication date; `anchor` is the day that "a day earlier" counts from.

    None where there is no ground. "Since 2014" starts there, and ends on the publication date or has no end.
    """
    try:
        days = _resolve(words.form, published, tense, anchor)
    except (OverflowError, ValueError):  # a date that no calendar holds
        return None
    if days is None:
        return None
    end: dt.date | None = days.end
    confidence = 0.4 if words.is_name else days.confidence
    if words.relation == "since":
        end = published if published is not None and days.start <= published else None
    elif words.relation in ("until", "after"):  # a limit, not the time itself
        confidence = min(confidence, 0.4)
    return Resolved(days.start, end, days.precision, confidence)


def make_when(words: TimeWords, resolved: Resolved | None, offset: int) -> When:
    """Make the record; `offset` is where the sentence starts in the article's text.

    A time without an end, "since 2014" in an article of unknown date, keeps its words and gets no days.
    """
    start, end = offset + words.start, offset + words.end
    if resolved is None or resolved.end is None:
        return When(words.text, start, end)
    return When(words.text, start, end, resolved.start, resolved.end, resolved.precision.value, resolved.confidence)


def _resolve(form: Form, published: dt.date | None, tense: Tense, anchor: dt.date | None) -> _Days | None:
    if isinstance(form, Vague):
        return None
    if isinstance(form, Calendar):
        return _resolve_calendar(form, published, tense)
    if isinstance(form, Between):
        return _resolve_between(form, published, tense)
    if isinstance(form, Anchored):
        if anchor is None:
            return None
        return replace(_shift(anchor, form.unit, form.amount), confidence=0.7)
    if published is None:
        return None
    if isinstance(form, Weekday):
        return _resolve_weekday(form, published, tense)
    if isinstance(form, Weekend):
        return _resolve_weekend(form, published, tense)
    if isinstance(form, Window):
        return _resolve_window(form, published)
    return _resolve_offset(form, published)


def _resolve_weekday(form: Weekday, published: dt.date, tense: Tense) -> _Days:
    if form.week_offset is not None:
        monday = published - published.weekday() * _DAY
        return _one_day(monday + dt.timedelta(weeks=form.week_offset, days=form.day), 0.9)
    back = (published.weekday() - form.day) % 7
    ahead = (form.day - published.weekday()) % 7
    if form.direction == "next":
        return _one_day(published + (ahead or 7) * _DAY, 0.8)
    if form.direction == "last":
        return _one_day(published - (back or 7) * _DAY, 0.85)
    if tense == "future":
        return _one_day(published + ahead * _DAY, 0.85)
    return _one_day(published - back * _DAY, 0.95 if tense == "past" else 0.85)


def _resolve_weekend(form: Weekend, published: dt.date, tense: Tense) -> _Days:
    """Read the weekend just gone, or on a Saturday and Sunday this one; the coming one in the future tense."""
    saturday = published - (published.weekday() - 5) % 7 * _DAY
    is_now = published.weekday() >= 5
    if form.direction == "next" or (form.direction != "last" and tense == "future" and not is_now):
        saturday += 7 * _DAY
    elif form.direction == "last" and is_now:
        saturday -= 7 * _DAY
    return _Days(saturday, saturday + _DAY, Precision.WEEK, 0.85)


def _resolve_offset(form: Offset, published: dt.date) -> _Days:
    resolved = _shift(published, form.unit, form.amount)
    if form.unit in (Precision.YEAR, Precision.MONTH, Precision.WEEK) and abs(form.amount) > 3:
        resolved = replace(resolved, confidence=0.6)  # "ten years ago" is a round number
    if form.part:
        resolved = _narrow(resolved, form.part)
    if form.bound == "earlier" and resolved.start <= published <= resolved.end:
        resolved = replace(resolved, end=published)
    if form.bound == "later" and resolved.start <= published <= resolved.end:
        resolved = replace(resolved, start=published)
    return resolved


def _resolve_window(form: Window, published: dt.date) -> _Days:
    if form.unit is Precision.DAY:
        far = published + form.amount * _DAY
    elif form.unit is Precision.WEEK:
        far = published + form.amount * 7 * _DAY
    else:
        months = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12, Precision.DECADE: 120}[form.unit]
        first = _add_months(published.replace(day=1), months * form.amount)
        far = first.replace(day=min(published.day, calendar.monthrange(first.year, first.month)[1]))
    start, end = sorted((far, published))
    return _Days(start, end, form.unit, 0.7)


def _resolve_between(form: Between, published: dt.date | None, tense: Tense) -> _Days | None:
    """Resolve the end nearer to the publication date first; the other takes its year and order from it."""
    first, last = form.first, form.last
    if isinstance(first, Calendar) and isinstance(last, Calendar):
        if first.year is None and last.year is not None:
            first = _borrow_year(first, last)
        elif last.year is None and first.year is not None:
            last = replace(last, year=first.year + (_month_of(last) < _month_of(first)))
    if tense == "future":
        begin = _resolve(first, published, tense, None)
        finish = _resolve(last, begin.start if published else None, tense, None) if begin else None
    else:
        finish = _resolve(last, published, tense, None)
        begin = _resolve(first, finish.end if published else None, "past", None) if finish else None
    if begin is None or finish is None or begin.start > finish.end:
        return None
    return _Days(begin.start, finish.end, begin.precision, min(begin.confidence, finish.confidence))


def _borrow_year(first: Calendar, last: Calendar) -> Calendar:
    assert last.year is not None
    return replace(first, year=last.year - (_month_of(first) > _month_of(last)))


def _month_of(form: Calendar) -> int:
    return form.month or 1


def _resolve_calendar(form: Calendar, published: dt.date | None, tense: Tense) -> _Days | None:
    if form.year is not None:
        return _bounds(form, form.year)
    if published is None or not _FIRST_YEAR <= published.year <= _LAST_YEAR:
        return None
    if form.year_offset is not None:
        return _bounds(form, published.year + form.year_offset)
    if form.direction == "this":
        return _bounds(form, published.year)
    years = range(published.year - 8, published.year + 9)  # eight years hold a 29 February
    around = [one for year in years if (one := _bounds(form, year))]
    gone = [one for one in around if one.end < published]
    begun = [one for one in around if one.start <= published]
    unfinished = [one for one in around if one.end >= published]
    if form.direction == "last":
        return replace(gone[-1], confidence=0.8)
    if form.direction == "next":
        return replace(next(one for one in around if one.start > published), confidence=0.8)
    if tense == "past":
        return replace(begun[-1], confidence=0.9)
    if tense == "future":
        return replace(unfinished[0], confidence=0.85)
    return replace(min(begun[-1], unfinished[0], key=lambda one: _distance(one, published)), confidence=0.75)


def _distance(resolved: _Days, day: dt.date) -> int:
    return max((resolved.start - day).days, (day - resolved.end).days, 0)


def _bounds(form: Calendar, year: int) -> _Days | None:
    """Give the days of a calendar form in a year, or None where that year has no such day."""
    if form.unit is Precision.DAY:
        assert form.month is not None
        assert form.day is not None
        try:
            return _Days(
                dt.date(year, form.month, form.day), dt.date(year, form.month, form.last_day or form.day), form.unit
            )
        except ValueError:  # 29 February
            return None
    start = dt.date(year, form.month or 1, 1)
    last_year = form.last_year or year
    if form.unit is Precision.DECADE:
        end = dt.date(year + 9, 12, 31)
    elif form.months:
        end = _add_months(start, form.months) - _DAY
    elif form.unit is Precision.MONTH:
        end = _add_months(start, 1) - _DAY
    else:
        end = dt.date(last_year, 12, 31)
    resolved = _Days(start, end, form.unit)
    return _narrow(resolved, form.part) if form.part else resolved


def _narrow(whole: _Days, part: Part) -> _Days:
    """Keep the early, middle or late third; days in a month, months in longer stretches, years in a decade."""
    third, start, end = _PARTS[part], whole.start, whole.end
    days = (end - start).days + 1
    if days <= 31:
        size = days // 3
        begin = start + third * size * _DAY
        return replace(whole, start=begin, end=end if third == 2 else begin + (size - 1) * _DAY)
    size = max(1, round(days / 30.44) // 36 * 12 or round(days / 30.44) // 3)
    begin = _add_months(start, third * size)
    return replace(whole, start=begin, end=end if third == 2 else _add_months(begin, size) - _DAY)


def _shift(day: dt.date, unit: Precision, amount: int) -> _Days:
    """Give the whole day, week, month or year that lies so many away."""
    if unit is Precision.DAY:
        return _one_day(day + amount * _DAY, 0.95)
    if unit is Precision.WEEK:
        monday = day - day.weekday() * _DAY + dt.timedelta(weeks=amount)
        return _Days(monday, monday + 6 * _DAY, unit, 0.9)
    if unit is Precision.MONTH:
        first = _add_months(day.replace(day=1), amount)
        return _Days(first, _add_months(first, 1) - _DAY, unit, 0.9)
    if unit is Precision.QUARTER:
        first = _add_months(dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3 * amount)
        return _Days(first, _add_months(first, 3) - _DAY, unit, 0.9)
    span = 10 if unit is Precision.DECADE else 1
    if abs(amount) * span > _FARTHEST:
        raise OverflowError
    year = day.year // span * span + amount * span
    return _Days(dt.date(year, 1, 1), dt.date(year + span - 1, 12, 31), unit, 0.9)


def _add_months(first: dt.date, months: int) -> dt.date:
    """Move the first day of a month by so many months."""
    count = first.year * 12 + first.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)


def _one_day(day: dt.date, confidence: float) -> _Days:
    return _Days(day, day, Precision.DAY, confidence)
