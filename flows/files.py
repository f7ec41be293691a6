"""Files and folders as captures."""

from __future__ import annotations

import datetime as dt
import io
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from flows.errors import InputError
from flows.origin import Origin
from flows.packed import BUFFER_BYTES
from flows.unpack import unpack_stream
from transforms.parse.slug import slugify
from transforms.records import Capture, Reason, Reject


def name_source(path: Path) -> str:
    """Give the id of the source that a file or folder is: its name, for a file without its suffix."""
    whole = path.resolve()
    return slugify(whole.name if whole.is_dir() else whole.stem)


def read_path(
    path: Path, now: dt.datetime, source_id: str | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Capture | Reject]:
    """Read a file, or the files of a folder and its subfolders in the order of their names.

    `now` is the time of collection, UTC. The source is named after the file or folder where no `source_id` is given;
    `columns` maps the fields of an article to the columns of tables.
    Addresses are relative to the given folder, or the name of the given file. What is packed or long comes in pieces
    (see `unpack_stream`), so that memory stays flat. What cannot be read becomes a reject, and the rest goes on. Hidden
    files are left out.

    Raises InputError at the call when the path itself is not there.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}; check the path") from None
    origin = Origin(source_id or name_source(path), "", now, columns or {})
    if stat.S_ISDIR(mode):
        return _read_folder(path, origin)
    return _read_file(path, replace(origin, address=path.name))


def _read_folder(folder: Path, origin: Origin) -> Iterator[Capture | Reject]:
    try:
        children = sorted(folder.iterdir(), key=lambda child: child.name)
    except OSError as error:
        yield replace(origin, address=origin.address.rstrip("/") or ".").reject(
            Reason.UNREADABLE, _say(error, "folder")
        )
        return
    for child in children:
        if child.name.startswith("."):
            continue
        address = origin.address + child.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        if child.is_dir() and not child.is_symlink():  # a link to a folder may lead back up
            yield from _read_folder(child, replace(origin, address=address + "/"))
        else:
            yield from _read_file(child, replace(origin, address=address))


def _read_file(path: Path, origin: Origin) -> Iterator[Capture | Reject]:
    try:
        # O_NONBLOCK: opening a named pipe must not wait for somebody to write into it.
        with io.BufferedReader(io.FileIO(os.open(path, os.O_RDONLY | os.O_NONBLOCK)), BUFFER_BYTES) as stream:
            state = os.fstat(stream.fileno())
            if not stat.S_ISREG(state.st_mode):
                yield origin.reject(Reason.UNREADABLE, "no regular file, left out")
            elif state.st_size == 0:
                yield origin.reject(Reason.EMPTY, "the file is empty")
            else:
                yield from unpack_stream(stream, origin, state.st_size)
    except OSError as error:
        yield origin.reject(Reason.UNREADABLE, _say(error, "file"))


def _say(error: OSError, what: str) -> str:
    return f"the {what} cannot be opened: {error.strerror or error}"
