"""The raw archive: every capture as received, in one WARC file a run.

A record is one gzip member, so it can be read by its offset, and a run killed half-way leaves a file that is readable
up to its last whole record. `flows.archive_records` says what stands in a record.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, BinaryIO, Self

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.warcwriter import WARCWriter

from flows.archive_records import CutError, make_capture_record, make_reject_record, make_run_record, read_record
from transforms.records import Capture, Reject


@dataclass(frozen=True, slots=True)
class ArchiveRef:
    """Where a capture lies: the file relative to the data folder, with forward slashes, and its bytes."""

    file: str
    offset: int  # bytes
    length: int  # bytes, compressed


class Archive:
    """The archive of one run: `<data_dir>/archive/YYYY/MM/<run_id>.warc.gz`; safe to use from several threads.

    The file comes into being with the first record; `about` is what a replay must know of the run, and goes before it.
    Raises FileExistsError when the run already has one.
    """

    def __init__(
        self, data_dir: Path, run_id: str, started_at: dt.datetime, about: Mapping[str, Any] = MappingProxyType({})
    ) -> None:
        self.path = data_dir / "archive" / f"{started_at:%Y}" / f"{started_at:%m}" / f"{run_id}.warc.gz"
        self._file = self.path.relative_to(data_dir).as_posix()
        self._about = dict(about)
        self._lock = threading.Lock()
        self._stream: BinaryIO | None = None

    def write(self, capture: Capture) -> ArchiveRef:
        """Append one capture and hand it to the operating system; say where it lies."""
        return self._append(lambda writer: make_capture_record(writer, capture))

    def note(self, reject: Reject) -> None:
        """Append that something could not be had, so that a replay knows it too."""
        self._append(lambda writer: make_reject_record(writer, reject))

    def _append(self, make: Callable[[WARCWriter], ArcWarcRecord]) -> ArchiveRef:
        with self._lock:
            stream = self._stream or self._open()
            offset = stream.tell()
            writer = WARCWriter(stream, gzip=True)
            try:
                writer.write_record(make(writer))
                stream.flush()
            except OSError:  # a full disk: what comes after half a record could not be read
                stream.seek(offset)
                stream.truncate()
                raise
            return ArchiveRef(self._file, offset, stream.tell() - offset)

    def _open(self) -> BinaryIO:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._stream = stream = self.path.open("xb")
        writer = WARCWriter(stream, gzip=True)
        writer.write_record(make_run_record(writer, self.path.name, self._about))
        return stream

    def close(self) -> None:
        """Bring the file safely to disk and write its checksum beside it."""
        with self._lock:
            if self._stream is None:
                return
            os.fsync(self._stream.fileno())
            self._stream.close()
            self._stream = None
        _write_checksum(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_capture(data_dir: Path, ref: ArchiveRef) -> Capture:
    """Read one capture back. Raises OSError when the file is gone and ValueError when its bytes are damaged."""
    path = data_dir / ref.file
    with path.open("rb") as stream:
        stream.seek(ref.offset)
        member = io.BytesIO(stream.read(ref.length))
    for item, _, _ in _read_stream(member):
        if isinstance(item, Capture):
            return item
    raise ValueError(f"{path}: no whole record at byte {ref.offset}; the archive is damaged there")


def read_archive(path: Path) -> Iterator[Capture]:
    """Read the captures of one archive file in order, up to its last whole record."""
    with path.open("rb") as stream:
        yield from (item for item, _, _ in _read_stream(stream) if isinstance(item, Capture))


def read_records(data_dir: Path, path: Path) -> Iterator[tuple[Capture | Reject, ArchiveRef]]:
    """Read the captures and notes of one archive file in order, up to its last whole record, and where each lies."""
    file = path.relative_to(data_dir).as_posix()
    with path.open("rb") as stream:
        for item, offset, length in _read_stream(stream):
            if isinstance(item, Capture | Reject):
                yield item, ArchiveRef(file, offset, length)


def read_about(path: Path) -> dict[str, Any]:
    """Read what an archive file says about its run; nothing when it says nothing."""
    with path.open("rb") as stream:
        for item, _, _ in _read_stream(stream):
            return item if isinstance(item, dict) else {}
    return {}


def mend_archives(data_dir: Path) -> None:
    """Make the files that killed runs left like all others: without half a record at the end, and with a checksum."""
    for path in sorted(data_dir.glob("archive/*/*/*.warc.gz")):
        if _checksum_path(path).exists():
            continue
        with path.open("rb") as stream:
            end = max((offset + length for _, offset, length in _read_stream(stream)), default=0)
        if end == 0:
            path.unlink()
            continue
        os.truncate(path, end)
        _write_checksum(path)


def _read_stream(stream: BinaryIO) -> Iterator[tuple[Capture | Reject | dict[str, Any] | None, int, int]]:
    """Read each whole record (None for one that another tool added), with its offset and length in bytes."""
    records = ArchiveIterator(stream)
    try:
        for record in records:
            item = read_record(record)
            yield item, records.get_record_offset(), records.get_record_length()
    except (CutError, ArchiveLoadFailed, EOFError, zlib.error, ValueError, KeyError, TypeError, OSError):
        return  # cut: what came before is whole


def _checksum_path(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def _write_checksum(path: Path) -> None:
    """Write the SHA-256 of a file beside it, in the form that `sha256sum -c` reads."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    _checksum_path(path).write_text(f"{digest}  {path.name}\n", "utf-8")
