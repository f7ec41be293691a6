"""Numbers in words and figures: "12", "1,200", "twenty-five", "three hundred", "1.5 million"."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import Any

from transforms.datafiles import read_data

_FIGURES = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_LIMIT = 10**9  # more than any number of people that an event can touch


@cache
def load_number_data() -> MappingProxyType[str, Any]:
    """Read data/numbers.toml: `words`, `scales`, `vague` (word to int) and `bounds` (kind to list of words)."""
    return MappingProxyType(read_data("coding/data/numbers.toml"))


def read_number(text: str) -> int | None:
    """Read a whole number; None where the words are no number, a fraction of a person, or over a thousand million."""
    data = load_number_data()
    words, scales = data["words"], data["scales"]
    total, group = 0, 0.0
    seen = False
    previous = ""
    for token in text.lower().replace("-", " ").split():
        if token == "and" and seen:
            continue
        if _FIGURES.fullmatch(token):
            if seen:
                return None
            group = float(token.replace(",", ""))
        elif token in words:
            if seen and not _may_follow(previous, words[token], words, scales):
                return None
            group += words[token]
        elif token in scales:
            scale = scales[token]
            group = max(group, 1.0) * scale
            if scale > 100:
                total, group = total + round(group), 0.0
        else:
            return None
        seen, previous = True, token
    value = total + group
    return int(value) if seen and value == int(value) and value <= _LIMIT else None


def _may_follow(previous: str, value: int, words: dict[str, int], scales: dict[str, int]) -> bool:
    """Tell whether a number word may stand after another: "twenty five" and "hundred five", never "five six"."""
    if previous in scales:
        return True
    return words.get(previous, 0) >= 20 and 0 < value < 10
