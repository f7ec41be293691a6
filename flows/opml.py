"""Lists of feeds (OPML) as sources: for one run, or for good as [[source]] tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from flows.errors import InputError
from flows.sources import Source
from transforms.parse.decode import decode
from transforms.parse.opml import is_opml, list_feeds
from transforms.parse.slug import slugify

_HEAD_BYTES = 64 * 1024
_MAX_BYTES = 16 * 1024 * 1024


def find_feeds(path: Path) -> list[Source] | None:
    """Read the feeds that an OPML file lists, each address once; None when the path is no such file.

    Their ids are made of their titles. What is no http or https address is left out; InputError when nothing is left.
    """
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        body = stream.read(_HEAD_BYTES)
        if not is_opml(decode(body) or ""):
            return None
        body += stream.read(_MAX_BYTES)
    feeds = list_feeds(decode(body) or "")
    if feeds is None:
        raise InputError(f"{path}: a list of feeds (OPML) that is broken XML; export it again")
    sources: dict[str, Source] = {}
    ids: set[str] = set()
    for feed in feeds:
        wanted = slugify(feed.title or feed.address.partition("://")[2], "feed")
        number = 1
        while (name := wanted if number == 1 else f"{wanted}-{number}") in ids:
            number += 1
        try:
            source = Source(id=name, url=feed.address, title=feed.title or feed.address, language=feed.language)
        except ValidationError:
            continue
        if source.url not in sources:
            ids.add(name)
            sources[source.url] = source
    if not sources:
        raise InputError(f"{path}: a list of feeds (OPML) without a feed that has an http or https address")
    return list(sources.values())


def write_tables(sources: Iterable[Source]) -> str:
    """Write sources as [[source]] tables, as they stand in sources.toml."""
    return "".join(_write_table(source) for source in sources)


def _write_table(source: Source) -> str:
    # A string of JSON is one of TOML, but for the control character 7F.
    fields = source.model_dump(exclude_defaults=True)
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "") for key, value in fields.items()]
    return "\n".join(["", "[[source]]", *lines, ""])
