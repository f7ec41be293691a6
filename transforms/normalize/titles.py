"""Titles: one line, without the flags that a wire puts before them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.normalize.words import any_of, read_table

_LISTS = read_table("flags")
_CORRECTIONS = frozenset(_LISTS["corrections"])
_NUMBERED = frozenset(_LISTS["numbered"])
_FLAG = re.compile(
    rf"^\s*(?:(?P<upper>{any_of(_LISTS['flags'])})(?:\s(?P<number>\d{{1,2}}))?\s?(?:[-–—]{{1,2}}|:)|"
    rf"(?P<mixed>{any_of(flag.capitalize() for flag in _LISTS['flags'])})-(?=[A-Z“‘\"']))\s*(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Flags:
    """A title without its flags, and what they say."""

    title: str
    update_number: int | None = None
    is_correction: bool = False


def read_flags(title: str) -> Flags:
    """Take the chain of wire flags from before a title: "UPDATE 2-CORRECTED-..."."""
    number: int | None = None
    is_correction = False
    while found := _FLAG.match(title):
        flag = (found["upper"] or found["mixed"]).upper()
        is_correction = is_correction or flag in _CORRECTIONS
        if number is None and flag in _NUMBERED and found["number"]:
            number = int(found["number"])
        title = title[found.end() :]
    return Flags(title, number, is_correction)
