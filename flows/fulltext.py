"""The full text of a feed's items, from their pages: which pages are asked for, and what becomes of them.

A feed's item stays an item of its own, with its teaser as its reading; what its page adds is a second item, and the
reading that is kept. So the next poll knows the teaser again, and asks for the page only when the publisher changed it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

import duckdb

from flows.archive import ArchiveRef, read_capture
from flows.errors import CollectError, DisallowedError, Failure
from flows.fetch import Client
from flows.intake import Intake
from flows.robots import Robots
from flows.schema import SQL
from flows.settings import Settings
from flows.sources import Source
from transforms.normalize.article import normalize_entries, normalize_entry
from transforms.parse.dispatch import parse_capture
from transforms.parse.fulltext import read_story
from transforms.records import Article, Capture, Entry, Reason, Reject, Stage
from transforms.rejects import make_reject


class Pages(Protocol):
    """Where pages come from: the web, or the archive."""

    def is_settled(self, teaser: Article) -> bool:
        """Tell whether this item needs no page any more."""

    def find(self, address: str, feed: Capture) -> Capture | None:
        """Give the page of an item; None when it may not be read. Raises CollectError when it cannot be had."""


class WebPages:
    """Pages as the web gives them, where robots.txt lets us read them."""

    def __init__(
        self, source: Source, client: Client, robots: Robots, settled: frozenset[tuple[str, str]], now: dt.datetime
    ) -> None:
        self._source = source
        self._client = client
        self._robots = robots
        self._settled = settled
        self._now = now

    def is_settled(self, teaser: Article) -> bool:
        """Tell whether the dataset knows this reading of the item, and so has asked for its page before."""
        return (teaser.article_id, teaser.revision_id) in self._settled

    def find(self, address: str, feed: Capture) -> Capture | None:
        """Fetch the page of an item."""
        page = self._source.model_copy(update={"url": address})
        try:
            capture = self._client.fetch(page, self._now, allow=lambda hop: self._robots.allow(page, hop)).capture
        except DisallowedError:
            return None
        return None if capture is None else replace(capture, page_of=feed.capture_id)


class ArchivedPages:
    """Pages as they lie in the archive."""

    def __init__(self, settings: Settings, refs: Mapping[tuple[str, str], ArchiveRef]) -> None:
        self._data_dir = settings.data_dir
        self._refs = refs  # by the capture_id of the feed and the address of the page

    def is_settled(self, teaser: Article) -> bool:
        """Whatever page was fetched is looked at again."""
        return False

    def find(self, address: str, feed: Capture) -> Capture | None:
        """Read the page of an item."""
        ref = self._refs.get((feed.capture_id, address))
        return None if ref is None else read_capture(self._data_dir, ref)


def read_settled(connection: duckdb.DuckDBPyConnection, source: Source) -> frozenset[tuple[str, str]]:
    """List the readings (article_id, revision_id) of a source whose pages need not be asked for again."""
    text = SQL.joinpath("collect", "settled_readings.sql").read_text("utf-8")
    return frozenset(connection.execute(text, {"source_id": source.id}).fetchall())


def take_with_pages(feed: Capture, pages: Pages, intake: Intake) -> None:
    """Take in a feed, and the pages of its items where they are needed and can be had.

    Where only the teaser can be had, the article says so (`is_truncated`).
    """
    ref = intake.archive.write(feed)
    parsed = parse_capture(feed)
    items: list[Article | Reject] = list(parsed.rejects)
    teasers = normalize_entries(parsed.entries, feed.captured_at)
    for entry, teaser in zip(parsed.entries, teasers, strict=True):
        if isinstance(teaser, Article) and entry.address and not pages.is_settled(teaser):
            items.append(_add_page(entry, entry.address, teaser, feed, pages, intake))
        else:
            items.append(teaser)
    intake.put(feed, ref, items)


def _add_page(entry: Entry, address: str, teaser: Article, feed: Capture, pages: Pages, intake: Intake) -> Article:
    """Take in the page of an item; give the teaser, as what it is beside the page."""
    only_teaser = replace(teaser, is_truncated=True)
    try:
        page = pages.find(address, feed)
    except CollectError as error:
        reason = Reason.UNREACHABLE if error.failure is Failure.PASSING else error.reason
        intake.take(make_reject(Stage.COLLECT, reason, str(error), source_id=teaser.source_id, address=teaser.address))
        return only_teaser
    if page is None:
        return only_teaser
    ref = intake.archive.write(page)
    story = read_story(entry, page)
    found = normalize_entry(story, page.captured_at) if isinstance(story, Entry) else story
    if isinstance(found, Article) and len(found.text) <= len(teaser.text):
        intake.put(page, ref, ())  # the feed gave all there is
        return teaser
    intake.put(page, ref, () if found is None else (found,))
    return only_teaser
