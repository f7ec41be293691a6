"""The raw archive: every capture as received, in one WARC file a run.

A record is one gzip member, so it can be read by its offset, and a run killed half-way leaves a file that is readable
up to its last whole record. HTTP captures are `response` records and files `resource` records, so that any WARC tool
can read them; the capture's own fields stand in the WARC header ``Wireroom-Capture`` as JSON, so that the very same
record comes back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import responses
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.capture import make_capture
from transforms.records import Capture

_HEADER = "Wireroom-Capture"
# These describe the bytes on the wire; the body here is already decoded, and other tools must not decode it again.
_WIRE_HEADERS = frozenset({"content-encoding", "content-length", "transfer-encoding"})


@dataclass(frozen=True, slots=True)
class ArchiveRef:
    """Where a capture lies: the file relative to the data folder, with forward slashes, and its bytes."""

    file: str
    offset: int  # bytes
    length: int  # bytes, compressed


class Archive:
    """The archive of one run: `<data_dir>/archive/YYYY/MM/<run_id>.warc.gz`; safe to use from several threads.

    The file comes into being with the first capture. Raises FileExistsError when the run already has one.
    """

    def __init__(self, data_dir: Path, run_id: str, started_at: dt.datetime) -> None:
        self.path = data_dir / "archive" / f"{started_at:%Y}" / f"{started_at:%m}" / f"{run_id}.warc.gz"
        self._file = self.path.relative_to(data_dir).as_posix()
        self._lock = threading.Lock()
        self._stream: BinaryIO | None = None

    def write(self, capture: Capture) -> ArchiveRef:
        """Append one capture and hand it to the operating system; say where it lies."""
        with self._lock:
            stream = self._stream
            if stream is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._stream = stream = self.path.open("xb")
            offset = stream.tell()
            writer = WARCWriter(stream, gzip=True)
            try:
                writer.write_record(_make_record(writer, capture))
                stream.flush()
            except OSError:  # a full disk: what comes after half a record could not be read
                stream.seek(offset)
                stream.truncate()
                raise
            return ArchiveRef(self._file, offset, stream.tell() - offset)

    def close(self) -> None:
        """Bring the file safely to disk and write its SHA-256 beside it, in the form that `sha256sum -c` reads."""
        with self._lock:
            if self._stream is None:
                return
            os.fsync(self._stream.fileno())
            self._stream.close()
            self._stream = None
        with self.path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        self.path.with_name(self.path.name + ".sha256").write_text(f"{digest}  {self.path.name}\n", "utf-8")

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
    for capture in _read_stream(member):
        return capture
    raise ValueError(f"{path}: no whole record at byte {ref.offset}; the archive is damaged there")


def read_archive(path: Path) -> Iterator[Capture]:
    """Read the captures of one archive file in order, up to its last whole record."""
    with path.open("rb") as stream:
        yield from _read_stream(stream)


def _read_stream(stream: BinaryIO) -> Iterator[Capture]:
    try:
        for record in ArchiveIterator(stream):
            packed = record.rec_headers.get_header(_HEADER)
            if packed is None:
                continue  # a record that another tool added
            capture = _read_record(json.loads(packed), record.raw_stream.read())
            if capture is None:
                return  # cut in the body
            yield capture
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError, OSError):
        return  # cut in the header: what came before is whole


def _make_record(writer: WARCWriter, capture: Capture) -> ArcWarcRecord:
    fields = {
        "source_id": capture.source_id,
        "address": capture.address,
        "captured_at": capture.captured_at.isoformat(),
        "sha256": capture.sha256,
        "media_type": capture.media_type,
        "status": capture.status,
        "headers": capture.headers,
        "page_of": capture.page_of,
    }
    warc_headers = {
        _HEADER: json.dumps(fields),
        "WARC-Date": capture.captured_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "WARC-Record-ID": f"<urn:wireroom:{capture.capture_id}>",
    }
    payload = io.BytesIO(capture.body)
    if capture.status is None:
        return writer.create_warc_record(
            "file:" + quote(capture.address),
            "resource",
            payload=payload,
            length=len(capture.body),
            warc_content_type=_ascii(capture.media_type or "application/octet-stream"),
            warc_headers_dict=warc_headers,
        )
    status = f"{capture.status} {responses.get(capture.status, '')}"
    headers = [
        ("X-Wire-" + name if name.lower() in _WIRE_HEADERS else _ascii(name), _ascii(value))
        for name, value in capture.headers
    ]
    return writer.create_warc_record(
        _ascii(capture.address),
        "response",
        payload=payload,
        length=len(capture.body),
        http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
        warc_headers_dict=warc_headers,
    )


def _read_record(fields: dict[str, object], body: bytes) -> Capture | None:
    if hashlib.sha256(body).hexdigest() != fields["sha256"]:
        return None
    status, media_type, headers = fields["status"], fields["media_type"], fields["headers"]
    page_of = fields.get("page_of")
    return make_capture(
        str(fields["source_id"]),
        str(fields["address"]),
        body,
        dt.datetime.fromisoformat(str(fields["captured_at"])),
        media_type=media_type if isinstance(media_type, str) else None,
        status=status if isinstance(status, int) else None,
        headers=tuple((str(name), str(value)) for name, value in headers) if isinstance(headers, list) else (),
        page_of=page_of if isinstance(page_of, str) else None,
    )


def _ascii(value: str) -> str:
    """Keep a header on its line: whatever is no printable ASCII is percent-encoded."""
    return quote(value, safe="".join(map(chr, range(0x20, 0x7F))))
