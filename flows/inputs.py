"""What a run is asked to read: the registry, or the files, folders and addresses that were given."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from flows.errors import SettingsError
from flows.files import name_source, read_path
from flows.sources import Source, load_sources, parse_input
from flows.warehouse import SourceRow


def plan_inputs(arguments: Sequence[str], sources_path: Path) -> list[Source | Path]:
    """Give what to collect: the arguments, or every source of the registry when there are none.

    Raises InputError for a path that is not there or an address that is none, SettingsError for a registry that is
    wrong or empty.
    """
    if not arguments:
        sources = load_sources(sources_path)
        if not sources:
            raise SettingsError(
                f"{sources_path}: holds no [[source]] table; add one, or name a file, folder or address"
            )
        return list(sources)
    planned = list(dict.fromkeys(parse_input(argument) for argument in arguments))
    for one in planned:
        if isinstance(one, Path):
            read_path(one, dt.datetime.min)  # says whether it is there; nothing is read yet
    return planned


def spread_hosts(given: Iterable[Source | Path]) -> list[Source | Path]:
    """Put the feeds of one host far apart: first one of each host, then the second ones, so that none waits in line.

    Files come first, as they are.
    """
    turns: Counter[str] = Counter()
    placed = []
    for one in given:
        host = urlsplit(one.url).hostname or "" if isinstance(one, Source) else ""
        placed.append((turns[host] if host else 0, one))
        turns[host] += 1
    return [one for _, one in sorted(placed, key=lambda pair: pair[0])]


def source_row(given: Source | Path) -> SourceRow:
    """Describe a source or path as the dataset keeps it."""
    if isinstance(given, Source):
        return SourceRow(given.id, given.title, "feed", given.url, given.country, given.language)
    return SourceRow(name_source(given), None, "folder" if given.is_dir() else "file", str(given))
