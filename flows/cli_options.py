"""Options that several commands share, and the exit codes that all of them keep to."""

from __future__ import annotations

import logging
from enum import IntEnum
from pathlib import Path
from typing import Annotated

import typer

LOG = logging.getLogger("wireroom")


class Exit(IntEnum):
    """What the command tells the shell."""

    DONE = 0  # rejects are reported, not fatal
    FAILED = 1
    WRONG_USAGE = 2  # or wrong settings
    REJECTED = 3  # with --strict, when anything was rejected


def _set_verbose(is_verbose: bool) -> bool:
    LOG.setLevel(logging.DEBUG if is_verbose else logging.WARNING)
    return is_verbose


Sources = Annotated[
    Path | None,
    typer.Option("--sources", metavar="FILE", help="settings and feeds: else WIREROOM_SOURCES, else ./sources.toml"),
]
Verbose = Annotated[
    bool, typer.Option("--verbose", callback=_set_verbose, help="show logs, and the traceback of an error")
]
