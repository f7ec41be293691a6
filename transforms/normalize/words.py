"""The word lists of this package: TOML files in `data/`, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from transforms.datafiles import read_data


@cache
def read_table(name: str) -> dict[str, Any]:
    """Return the data file `name`.toml as plain lists and tables."""
    return read_data(f"normalize/data/{name}.toml")


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first, with any run of spaces between their parts."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in longest_first) + ")"


@cache
def agency_names() -> dict[str, str]:
    """Map every way an agency is written (as in the list, and in upper case) to the name that we keep."""
    names: dict[str, str] = {}
    for name, aliases in read_table("agencies")["agencies"].items():
        for alias in aliases:
            names[alias] = name
            names.setdefault(alias.upper(), name)
    return names
