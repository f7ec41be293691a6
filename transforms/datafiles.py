"""The data files beside the code: word lists and tables in TOML."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def read_data(path: str) -> dict[str, Any]:
    """Read a data file by its path below `transforms/`; TOMLDecodeError where it is no TOML."""
    return tomllib.loads(files("transforms").joinpath(path).read_text("utf-8"))


def read_word_lists(path: str) -> dict[str, frozenset[str]]:
    """Read a data file that holds nothing but lists of words."""
    return {name: frozenset(words) for name, words in read_data(path).items()}
