"""Files and folders as captures."""

from __future__ import annotations

import datetime as dt
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from flows.capture import make_capture
from flows.errors import InputError
from transforms.parse.slug import slugify
from transforms.records import Capture, Reason, Reject, Stage
from transforms.rejects import make_reject

MAX_PIECE_BYTES = 8 * 1024 * 1024  # of a file that is cut at its line ends
MAX_FILE_BYTES = 64 * 1024 * 1024  # of any other file

_LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})


def name_source(path: Path) -> str:
    """Give the id of the source that a file or folder is: its name, for a file without its suffix."""
    whole = path.resolve()
    return slugify(whole.name if whole.is_dir() else whole.stem)


def read_path(path: Path, now: dt.datetime) -> Iterator[Capture | Reject]:
    """Read a file, or the files of a folder and its subfolders in the order of their names.

    `now` is the time of collection, UTC. The source is named after the file or folder.
    Addresses are relative to the given folder, or the name of the given file. Files of JSON lines come in pieces cut
    at line ends, with addresses `name#bytes=START-END` (end exclusive), so that memory stays flat. What cannot be read
    becomes a reject, and the rest goes on. Hidden files are left out.

    Raises InputError at the call when the path itself is not there.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}; check the path") from None
    source = name_source(path)
    return _read_folder(path, "", source, now) if stat.S_ISDIR(mode) else _read_file(path, path.name, source, now)


def _read_folder(folder: Path, prefix: str, source_id: str, now: dt.datetime) -> Iterator[Capture | Reject]:
    try:
        children = sorted(folder.iterdir(), key=lambda child: child.name)
    except OSError as error:
        yield _reject(source_id, prefix.rstrip("/") or ".", Reason.UNREADABLE, _say(error, "folder"))
        return
    for child in children:
        if child.name.startswith("."):
            continue
        address = prefix + child.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        if child.is_dir() and not child.is_symlink():  # a link to a folder may lead back up
            yield from _read_folder(child, address + "/", source_id, now)
        else:
            yield from _read_file(child, address, source_id, now)


def _read_file(path: Path, address: str, source_id: str, now: dt.datetime) -> Iterator[Capture | Reject]:
    try:
        # O_NONBLOCK: opening a named pipe must not wait for somebody to write into it.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as stream:
            state = os.fstat(stream.fileno())
            if not stat.S_ISREG(state.st_mode):
                yield _reject(source_id, address, Reason.UNREADABLE, "no regular file, left out")
            elif state.st_size == 0:
                yield _reject(source_id, address, Reason.EMPTY, "the file is empty")
            elif state.st_size > MAX_PIECE_BYTES and _has_json_lines(path, stream):
                yield from _read_pieces(stream, address, source_id, now)
            elif state.st_size > MAX_FILE_BYTES:
                detail = f"{state.st_size:,} bytes; the limit for one file is {MAX_FILE_BYTES:,}, split it"
                yield _reject(source_id, address, Reason.TOO_LARGE, detail)
            else:
                yield make_capture(source_id, address, stream.read(MAX_FILE_BYTES), now)
    except OSError as error:
        yield _reject(source_id, address, Reason.UNREADABLE, _say(error, "file"))


def _has_json_lines(path: Path, stream: BinaryIO) -> bool:
    """Tell whether a big file holds one JSON object a line, by its name or by its first line."""
    if path.suffix.lower() in _LINE_SUFFIXES:
        return True
    line = stream.readline(MAX_PIECE_BYTES)
    stream.seek(0)
    if not line.startswith((b"{", b"\xef\xbb\xbf{")) or not line.endswith(b"\n"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _read_pieces(stream: BinaryIO, address: str, source_id: str, now: dt.datetime) -> Iterator[Capture | Reject]:
    start = 0
    while piece := stream.read(MAX_PIECE_BYTES):
        if len(piece) == MAX_PIECE_BYTES:
            cut = piece.rfind(b"\n") + 1
            if cut == 0:
                end = _skip_line(stream)
                detail = f"a line of {end - start:,} bytes; the limit is {MAX_PIECE_BYTES:,}"
                yield _reject(source_id, f"{address}#bytes={start}-{end}", Reason.TOO_LARGE, detail)
                start = end
                continue
            piece = piece[:cut]
            stream.seek(start + cut)
        end = start + len(piece)
        yield make_capture(source_id, f"{address}#bytes={start}-{end}", piece, now)
        start = end


def _skip_line(stream: BinaryIO) -> int:
    """Read on to the end of the line; return the offset there."""
    while (rest := stream.readline(MAX_PIECE_BYTES)) and not rest.endswith(b"\n"):
        pass
    return stream.tell()


def _say(error: OSError, what: str) -> str:
    return f"the {what} cannot be opened: {error.strerror or error}"


def _reject(source_id: str, address: str, reason: Reason, detail: str) -> Reject:
    return make_reject(Stage.COLLECT, reason, detail, source_id=source_id, address=address)
