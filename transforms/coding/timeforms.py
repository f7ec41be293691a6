"""What words of time can mean, before anybody asks when the report was written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Part = Literal["early", "mid", "late"]
Direction = Literal["last", "this", "next"]
Bound = Literal["earlier", "later"]
Relation = Literal["at", "since", "until", "after"]


class Precision(StrEnum):
    """How finely the words tell the time."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A stretch of the calendar: "June 14", "mid-June 2023", "the 1990s", "last spring", "the first half of 2023"."""

    unit: Precision
    year: int | None = None  # of the decade, its first
    month: int | None = None  # of a season or quarter, its first
    day: int | None = None
    last_day: int | None = None  # of "14-15 June"
    last_year: int | None = None  # of "2014-2016"
    months: int | None = None  # length of a season, quarter or half year
    part: Part | None = None
    direction: Direction | None = None  # "last June"
    year_offset: int | None = None  # "June last year"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday is 0."""

    day: int
    direction: Direction | None = None
    week_offset: int | None = None  # "Friday last week"


@dataclass(frozen=True, slots=True)
class Weekend:
    """Saturday and Sunday."""

    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units from the publication date: "yesterday", "last month", "two years ago"."""

    unit: Precision
    amount: int
    part: Part | None = None
    bound: Bound | None = None  # "earlier this month", "later this year"


@dataclass(frozen=True, slots=True)
class Window:
    """The units just before (negative) or just after the publication date: "the past two weeks"."""

    unit: Precision
    amount: int


@dataclass(frozen=True, slots=True)
class Anchored:
    """So many units from another date in the text: "a day earlier", "the following week"."""

    unit: Precision
    amount: int


@dataclass(frozen=True, slots=True)
class Vague:
    """Words of time that name no date: "in recent days", "every Friday"."""


@dataclass(frozen=True, slots=True)
class Between:
    """From the one to the other, both included."""

    first: Calendar | Weekday | Offset
    last: Calendar | Weekday | Offset


Form = Calendar | Weekday | Weekend | Offset | Window | Anchored | Vague | Between


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words of time: `sentence[start:end] == text`."""

    text: str
    start: int
    end: int
    form: Form
    relation: Relation = "at"
    is_name: bool = False  # the year is part of a name ("the 2020 Olympics"): weak ground
