"""Bytes as captures, whatever they are packed in: compressed files, archives, WARC, tables, long files of JSON lines.

What is compressed is captured as it was before that, like an HTTP answer that was compressed on its way; each member
of an archive and each page of a WARC file is a capture of its own. All of it is recognised by content, read as a
stream, and nothing is ever written to disk.
"""

from __future__ import annotations

import io
import json
import re
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from flows.origin import Origin
from flows.packed import BROKEN, BUFFER_BYTES, BombError, Budget, Metered, decompress, is_compressed, say
from flows.tables import find_csv, is_parquet, read_csv, read_parquet
from flows.warcs import is_warc, read_warc
from transforms.records import Capture, Reason, Reject

MAX_PIECE_BYTES = 8 * 1024 * 1024  # of a file that is cut at its line ends
MAX_FILE_BYTES = 64 * 1024 * 1024  # of any other file
MAX_DEPTH = 4  # of packing in packing, such as a gzip file in a tar file in a zip file
MAX_MEMBERS = 200_000  # of one archive; a list of more would not fit into memory

_LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_PACKED_SUFFIX = re.compile(r"\.(?:gz|bz2|xz|zst|zstd)$", re.I)
_ZIP = re.compile(rb"PK(?:\x03\x04|\x05\x06)")
_KEPT = "what came before is kept"
_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})  # members that make a zip file a document


def unpack_stream(stream: io.BufferedReader[Any], origin: Origin, n_bytes: int) -> Iterator[Capture | Reject]:
    """Read a stream of `n_bytes` as captures; what is broken, locked or too large in it becomes a reject.

    The stream must have a buffer of at least `BUFFER_BYTES`.
    """
    try:
        yield from _unpack(stream, origin, Budget(n_bytes), 0)
    except BombError as error:
        yield origin.reject(Reason.TOO_LARGE, str(error))


def unpack_capture(capture: Capture, columns: Mapping[str, str]) -> Iterator[Capture | Reject]:
    """Give a capture as it is, or what is packed in it."""
    origin = Origin(
        capture.source_id, capture.address, capture.captured_at, columns,
        capture.media_type, capture.status, capture.headers,
    )  # fmt: skip
    stream: io.BufferedReader = io.BufferedReader(io.BytesIO(capture.body), BUFFER_BYTES)
    head = stream.peek(BUFFER_BYTES)
    if is_packed(head) or find_csv(head, origin) is not None:
        yield from unpack_stream(stream, origin, len(capture.body))
    else:
        yield capture


def is_packed(head: bytes) -> bool:
    """Tell by the first bytes whether something is compressed, or an archive, a WARC or a Parquet file."""
    return is_compressed(head) or _is_archive(head) or is_warc(head) or is_parquet(head)


def _is_archive(head: bytes) -> bool:
    return _ZIP.match(head) is not None or _is_tar(head)


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def _unpack(stream: io.BufferedReader, origin: Origin, budget: Budget, depth: int) -> Iterator[Capture | Reject]:
    try:
        head = stream.peek(BUFFER_BYTES)
        if depth > MAX_DEPTH and is_packed(head):
            yield origin.reject(Reason.TOO_LARGE, f"packed more than {MAX_DEPTH} times; unpack it first")
        elif is_compressed(head):
            yield from _unpack_inner(decompress(stream, budget), origin, budget, depth)
        elif _ZIP.match(head):
            yield from _unpack_zip(stream, origin, budget, depth)
        elif _is_tar(head):
            yield from _unpack_tar(stream, origin, budget, depth)
        elif is_warc(head):
            yield from read_warc(stream, origin)
        elif is_parquet(head):
            yield from _read_parquet(stream, origin)
        elif (csv := find_csv(head, origin)) is not None:
            yield from read_csv(stream, origin, csv, MAX_PIECE_BYTES)
        else:
            yield from _read_plain(stream, origin)
    except BROKEN as error:
        yield origin.reject(Reason.MALFORMED, f"it cannot be unpacked to its end: {say(error)}; {_KEPT}")


def _unpack_inner(packed: Metered, origin: Origin, budget: Budget, depth: int) -> Iterator[Capture | Reject]:
    """Read what is packed, and tell where it broke off."""
    stream: io.BufferedReader = io.BufferedReader(packed, BUFFER_BYTES)
    is_empty = not stream.peek(1)
    if not is_empty:
        yield from _unpack(stream, origin, budget, depth + 1)
    if packed.broken is not None:
        mark = origin.at("rest") if not is_empty else origin
        yield mark.reject(Reason.MALFORMED, f"it cannot be unpacked to its end: {packed.broken}; {_KEPT}")
    elif is_empty:
        yield origin.reject(Reason.EMPTY, "the file is empty")


def _unpack_zip(stream: io.BufferedReader, origin: Origin, budget: Budget, depth: int) -> Iterator[Capture | Reject]:
    seekable = _make_seekable(stream, origin)
    if isinstance(seekable, Reject):
        yield seekable
        return
    with zipfile.ZipFile(seekable) as archive:
        members = archive.infolist()
        if members and members[0].filename in _OFFICE:
            yield origin.reject(Reason.BINARY, "an office document or e-book; save it as text or HTML")
            return
        if len(members) > MAX_MEMBERS:
            yield origin.reject(Reason.TOO_LARGE, f"{len(members):,} members; the limit is {MAX_MEMBERS:,}, split it")
            return
        for member in members:
            inner = origin.inside(member.filename)
            if member.is_dir() or _is_hidden(member.filename):
                continue
            if member.flag_bits & 1:
                yield inner.reject(Reason.UNREADABLE, "locked with a password; unpack it first")
            elif (member.external_attr >> 28) == 0xA:
                yield inner.reject(Reason.UNREADABLE, "a link, left out: links out of an archive are never followed")
            else:
                yield from _open_zipped(archive, member, inner, budget, depth)


def _open_zipped(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, origin: Origin, budget: Budget, depth: int
) -> Iterator[Capture | Reject]:
    try:
        with archive.open(member) as packed:
            yield from _unpack_inner(Metered(packed, budget), origin, budget, depth)  # type: ignore[arg-type]
    except BROKEN as error:  # this member cannot be opened; the others may
        yield origin.reject(Reason.MALFORMED, f"it cannot be unpacked: {say(error)}")


def _unpack_tar(stream: io.BufferedReader, origin: Origin, budget: Budget, depth: int) -> Iterator[Capture | Reject]:
    with tarfile.open(fileobj=stream, mode="r|", errors="surrogateescape") as archive:
        for number, member in enumerate(archive):
            archive.members = []  # type: ignore[attr-defined]  # or it would remember them all
            if number == MAX_MEMBERS:
                yield origin.reject(Reason.TOO_LARGE, f"more than {MAX_MEMBERS:,} members; split it")
                return
            inner = origin.inside(member.name)
            if member.isdir() or _is_hidden(member.name):
                continue
            packed = archive.extractfile(member) if member.isreg() else None
            if packed is None:
                yield inner.reject(Reason.UNREADABLE, "a link or device, left out: they are never followed")
            else:
                yield from _unpack_inner(Metered(packed, budget), inner, budget, depth)  # type: ignore[arg-type]


def _is_hidden(name: str) -> bool:
    """Tell whether a folder's reader would leave it out; Mac archives are full of such files."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return last.startswith(".") or name.startswith("__MACOSX/")


def _read_parquet(stream: io.BufferedReader, origin: Origin) -> Iterator[Capture | Reject]:
    seekable = _make_seekable(stream, origin)
    if isinstance(seekable, Reject):
        yield seekable
    else:
        yield from read_parquet(seekable, origin, MAX_PIECE_BYTES)


def _make_seekable(stream: io.BufferedReader, origin: Origin) -> io.BufferedIOBase | Reject:
    """Give a stream that can be read from its end: the file itself, or what is packed in another, in memory."""
    if stream.seekable():
        return stream
    body = _read_whole(stream, b"")
    return io.BytesIO(body) if isinstance(body, bytes) else _too_large(origin)


def _read_plain(stream: io.BufferedReader, origin: Origin) -> Iterator[Capture | Reject]:
    start = stream.read(MAX_PIECE_BYTES)
    if len(start) == MAX_PIECE_BYTES and _has_json_lines(start, origin.address):
        yield from _read_pieces(start, stream, origin)
        return
    body = None if _is_known_too_large(stream) else _read_whole(stream, start)
    yield origin.capture(body) if body is not None else _too_large(origin)


def _is_known_too_large(stream: io.BufferedReader) -> bool:
    """Look at the size of a file before it is read."""
    if not stream.seekable():
        return False
    at = stream.tell()
    end = stream.seek(0, io.SEEK_END)
    stream.seek(at)
    return end > MAX_FILE_BYTES


def _read_whole(stream: io.BufferedReader, start: bytes) -> bytes | None:
    """Read the rest; None when it is over the limit. Only then the bytes are made one, so that a bomb stays small."""
    pieces, n_bytes = [start], len(start)
    while piece := stream.read(BUFFER_BYTES):
        pieces.append(piece)
        n_bytes += len(piece)
        if n_bytes > MAX_FILE_BYTES:
            return None
    return b"".join(pieces) if len(pieces) > 1 else start


def _too_large(origin: Origin) -> Reject:
    detail = f"more than {MAX_FILE_BYTES:,} bytes, the limit for what is not JSON lines, CSV or WARC; split it"
    return origin.reject(Reason.TOO_LARGE, detail)


def _has_json_lines(start: bytes, address: str) -> bool:
    """Tell whether a long file holds one JSON object a line, by its name or by its first line."""
    if PurePosixPath(_PACKED_SUFFIX.sub("", address)).suffix.lower() in _LINE_SUFFIXES:
        return True
    line, end, _ = start.partition(b"\n")
    if not end or not line.startswith((b"{", b"\xef\xbb\xbf{")):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _read_pieces(start: bytes, stream: io.BufferedReader, origin: Origin) -> Iterator[Capture | Reject]:
    at, piece = 0, start
    while piece:
        cut = piece.rfind(b"\n") + 1 if len(piece) == MAX_PIECE_BYTES else len(piece)
        if cut == 0:
            end = at + len(piece) + _skip_line(stream)
            detail = f"a line of {end - at:,} bytes; the limit is {MAX_PIECE_BYTES:,}"
            yield origin.at(f"bytes={at}-{end}").reject(Reason.TOO_LARGE, detail)
            at, rest = end, b""
        else:
            yield origin.at(f"bytes={at}-{at + cut}").capture(piece[:cut])
            at, rest = at + cut, piece[cut:]
        piece = rest + stream.read(MAX_PIECE_BYTES - len(rest))


def _skip_line(stream: io.BufferedReader) -> int:
    """Read on to the end of the line; return how many bytes that were."""
    n_bytes = 0
    while rest := stream.readline(MAX_PIECE_BYTES):
        n_bytes += len(rest)
        if rest.endswith(b"\n"):
            break
    return n_bytes
