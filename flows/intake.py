"""What a run collects: each capture is archived, then parsed and normalized, and what comes out is staged."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.archive import Archive, ArchiveRef
from flows.staging import write_articles, write_captures, write_rejects, write_signatures
from transforms.duplicates import sign
from transforms.normalize.article import normalize_entries
from transforms.parse.dispatch import parse_capture
from transforms.records import Article, Capture, Reject

SHARD_CHARACTERS = 4_000_000  # of text held before it is written; about 25 MB with everything around it
SHARD_RECORDS = 10_000  # of captures or rejects held before they are written


class Intake:
    """Takes captures from several threads and keeps the account of what came in; use it in a ``with`` block.

    The files lie in ``folder/KIND/NUMBER.parquet`` and are complete once the block is left.
    """

    def __init__(self, archive: Archive | Archived, folder: Path) -> None:
        self.n_collected = 0  # entries found, and rejects of whole captures or of what could not be read in them
        self.archive = archive
        self._folder = folder
        self._lock = threading.Lock()
        self._captures: list[tuple[Capture, ArchiveRef]] = []
        self._articles: list[Article] = []
        self._rejects: list[Reject] = []
        self._n_characters = 0
        self._n_shards = 0

    def take(self, item: Capture | Reject) -> None:
        """Archive a capture and stage what is in it; what could not be had is noted in the archive and staged."""
        if isinstance(item, Reject):
            self.archive.note(item)
            with self._lock:
                self._stage([item])
        else:
            self.put(item, self.archive.write(item), read_items(item))

    def put(self, capture: Capture, ref: ArchiveRef, items: Iterable[Article | Reject]) -> None:
        """Stage a capture that lies in the archive, and what was read in it."""
        with self._lock:
            self._stage(items)
            self._captures.append((_without_body(capture), ref))

    def _stage(self, items: Iterable[Article | Reject]) -> None:
        for item in items:
            self.n_collected += 1
            if isinstance(item, Reject):
                self._rejects.append(item)
            else:
                self._articles.append(item)
                self._n_characters += len(item.text)
            if self._n_characters > SHARD_CHARACTERS or len(self._captures) + len(self._rejects) > SHARD_RECORDS:
                self._flush()

    def _flush(self) -> None:
        name = f"{self._n_shards:05}.parquet"
        self._n_shards += 1
        if self._captures:
            write_captures(self._folder / "capture" / name, self._captures)
        if self._articles:
            write_articles(self._folder / "article" / name, self._articles)
            write_signatures(self._folder / "signature" / name, map(sign, self._articles))
        if self._rejects:
            write_rejects(self._folder / "reject" / name, self._rejects)
        self._captures, self._articles, self._rejects, self._n_characters = [], [], [], 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
        self.archive.close()


class Archived:
    """An archive that holds everything already: where each capture of a replay lies."""

    def __init__(self, refs: Mapping[str, ArchiveRef]) -> None:
        self._refs = refs  # by capture_id

    def write(self, capture: Capture) -> ArchiveRef:
        """Say where a capture lies."""
        return self._refs[capture.capture_id]

    def note(self, reject: Reject) -> None:
        """Leave the archive as it is."""

    def close(self) -> None:
        """Leave the archive as it is."""


def read_items(capture: Capture) -> Iterator[Article | Reject]:
    """Parse and normalize a capture: each of its items is an article or a reject."""
    parsed = parse_capture(capture)
    yield from parsed.rejects
    # Dates are bounded by the day of the capture, not by today, so that a replay reads what was read then.
    yield from normalize_entries(parsed.entries, capture.captured_at)


def _without_body(capture: Capture) -> Capture:
    """Let go of the bytes, which the archive has: thousands of captures may wait for their shard."""
    return dataclasses.replace(capture, body=b"")
