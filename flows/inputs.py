"""What a run is asked to read: the registry, or the files, folders and addresses that were given."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from flows.errors import SettingsError
from flows.files import name_source, read_path
from flows.opml import find_feeds
from flows.sources import FileSource, Source, load_sources, parse_input
from flows.warehouse import SourceRow


def plan_inputs(arguments: Sequence[str], sources_path: Path) -> list[Source | FileSource]:
    """Give what to collect: the arguments, or every source of the registry when there are none.

    An OPML file stands for the feeds that it lists. Raises InputError for a path that is not there or an address that
    is none, SettingsError for a registry that is wrong or empty.
    """
    if not arguments:
        sources = load_sources(sources_path)
        if not sources:
            raise SettingsError(
                f"{sources_path}: holds no [[source]] table; add one, or name a file, folder or address"
            )
        return list(sources)
    planned = [source for argument in dict.fromkeys(arguments) for source in _plan(parse_input(argument))]
    return list({source.id if isinstance(source, Source) else source.path: source for source in planned}.values())


def _plan(given: Source | Path) -> Sequence[Source | FileSource]:
    if isinstance(given, Source):
        return [given]
    read_path(given, dt.datetime.min)  # says whether it is there; nothing is read yet
    feeds = find_feeds(given)
    return [FileSource(id=name_source(given), path=given)] if feeds is None else feeds


def spread_hosts(given: Iterable[Source | FileSource]) -> list[Source | FileSource]:
    """Put the feeds of one host far apart: first one of each host, then the second ones, so that none waits in line.

    Files keep their place among the first.
    """
    turns: Counter[str] = Counter()
    placed = []
    for one in given:
        host = urlsplit(one.url).hostname or "" if isinstance(one, Source) else ""
        placed.append((turns[host] if host else 0, one))
        turns[host] += 1
    return [one for _, one in sorted(placed, key=lambda pair: pair[0])]


def source_row(given: Source | FileSource) -> SourceRow:
    """Describe a source as the dataset keeps it."""
    if isinstance(given, Source):
        return SourceRow(given.id, given.title, "feed", given.url, given.country, given.language)
    return SourceRow(
        given.id, given.title, "folder" if given.path.is_dir() else "file", str(given.path), given.country,
        given.language,
    )  # fmt: skip
