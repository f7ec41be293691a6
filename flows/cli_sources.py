"""The command that fills the registry: import."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.cli_options import Exit, Sources, Verbose
from flows.errors import InputError
from flows.settings import find_sources


def import_(
    opml: Annotated[Path, typer.Argument(metavar="FILE", help="a list of feeds (OPML), as feed readers export it")],
    sources: Sources = None,
    verbose: Verbose = False,
) -> int:
    """Add the feeds of an OPML file to sources.toml, for every run from now on."""
    from flows.opml import find_feeds, write_tables
    from flows.sources import Source, load_sources

    path = find_sources(sources, os.environ)[0]
    feeds = find_feeds(opml)
    if feeds is None:
        raise InputError(f"{opml}: is no list of feeds (OPML); check the path")
    known = load_sources(path) if path.exists() else ()
    addresses = {source.url for source in known if isinstance(source, Source)}
    new = [feed for feed in feeds if feed.url not in addresses]
    taken = sorted({feed.id for feed in new} & {source.id for source in known})
    if taken:
        raise InputError(f"{path}: another source is called {taken[0]!r} already; rename it there, or in {opml}")
    with path.open("a", encoding="utf-8") as stream:
        stream.write(write_tables(new))
    told = f"{len(new)} feeds added to {path}; {len(feeds) - len(new)} were there already."
    Console().print(told, highlight=False, markup=False, soft_wrap=True)
    return Exit.DONE
