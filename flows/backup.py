"""All that cannot be made again as one file: the warehouse and the raw archive, with a checksum for each.

The file is a plain tar (what it holds is compressed already) and ends with ``SHA256SUMS``, in the form that
``sha256sum -c`` reads, so that it can be looked into without Wireroom.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from flows.durable import partial_path, replace_file
from flows.exclusive import hold_exclusively
from flows.publish import publish
from flows.schema import DatasetError
from flows.settings import Settings
from flows.summary import refuse_broken
from flows.warehouse import Warehouse, connect

_SUMS = "SHA256SUMS"
_BLOCK = 1 << 20  # bytes read at once


def back_up(settings: Settings, target: Path) -> int:
    """Write a backup, whole or not at all; return the number of files in it.

    RunError while a run is at work, DatasetError when there is no dataset.
    """
    with hold_exclusively(settings.data_dir):
        if not settings.warehouse_path.exists():
            raise DatasetError(f"{settings.warehouse_path} does not exist: there is nothing to back up")
        with connect(settings.warehouse_path) as connection:  # open while it is copied: nobody else can write
            connection.execute("CHECKPOINT")
            with tarfile.open(partial_path(target), "w") as tar:
                sums = [(_add(tar, path, name), name) for path, name in _members(settings)]
                listing = "".join(f"{digest}  {name}\n" for digest, name in sums).encode()
                info = tarfile.TarInfo(_SUMS)
                info.size = len(listing)
                tar.addfile(info, io.BytesIO(listing))
    replace_file(target)
    return len(sums)


def restore(settings: Settings, source: Path, now: dt.datetime, *, replace: bool = False) -> int:
    """Put a backup back, and publish it; return the number of files. Nothing is touched before all of it is checked.

    With ``replace`` a warehouse that is there already is kept beside the new one, as ``before_restore.duckdb``; else
    it is refused. Files of the raw archive are added to those that are there. ``now`` is UTC without a zone.
    DatasetError when the backup is damaged or is none, or holds a dataset that fails its checks.
    """
    aside = settings.data_dir / ".restore"
    with hold_exclusively(settings.data_dir):
        if settings.warehouse_path.exists() and not replace:
            raise DatasetError(f"{settings.warehouse_path} exists: say --replace to put the backup in its place")
        shutil.rmtree(aside, ignore_errors=True)  # what a killed one left
        try:
            names = _unpack(source, aside)
            _put_back(settings, source, aside, names, now)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        publish(settings.warehouse_path, settings.dataset_path)
    return len(names)


def _put_back(settings: Settings, source: Path, aside: Path, names: list[str], now: dt.datetime) -> None:
    """Check the dataset that was unpacked, and put all that was into the data folder."""
    warehouse = aside / settings.warehouse_path.name
    if not warehouse.exists():
        raise DatasetError(f"{source} holds no {warehouse.name}: it is no backup of Wireroom")
    with Warehouse(warehouse, now) as opened:  # brings an old backup to the newest schema
        refuse_broken(opened.run_checks(), f"{source} was not put back: take an older backup")
    for name in names:
        if name != warehouse.name:
            target = settings.data_dir / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (aside / name).replace(target)
    if settings.warehouse_path.exists():
        connect(settings.warehouse_path).close()  # takes in what stands in its log, or says who holds it
        settings.warehouse_path.replace(settings.data_dir / "before_restore.duckdb")
    warehouse.replace(partial_path(settings.warehouse_path))
    replace_file(settings.warehouse_path)


def _members(settings: Settings) -> Iterator[tuple[Path, str]]:
    yield settings.warehouse_path, settings.warehouse_path.name
    archive = settings.data_dir / "archive"
    for path in sorted(archive.rglob("*")):
        if path.is_file():
            yield path, path.relative_to(settings.data_dir).as_posix()


def _add(tar: tarfile.TarFile, path: Path, name: str) -> str:
    """Add a file, and give the SHA-256 of what was added."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        info = tarfile.TarInfo(name)
        info.size, info.mtime = os.fstat(stream.fileno()).st_size, int(path.stat().st_mtime)
        stream.seek(0)
        tar.addfile(info, stream)
    return digest


def _unpack(source: Path, folder: Path) -> list[str]:
    """Unpack a backup and hold each file to its checksum; return their names."""
    found: dict[str, str] = {}
    listing = ""
    try:
        with tarfile.open(source, "r:") as tar:
            for info in tar:
                stream = tar.extractfile(info) if info.isreg() else None
                if stream is None or not _is_inside(info.name):
                    raise DatasetError(f"{source} holds {info.name!r}, which no backup does: it was not unpacked")
                if info.name == _SUMS:
                    listing = stream.read().decode("ascii")
                else:
                    found[info.name] = _copy(stream, folder / info.name)
    except (tarfile.TarError, UnicodeDecodeError) as error:
        raise DatasetError(f"{source} is damaged, or no backup of Wireroom: {error}") from None
    wanted = {name: digest for digest, _, name in (line.partition("  ") for line in listing.splitlines())}
    wrong = sorted(name for name in found | wanted if found.get(name) != wanted.get(name))
    if wrong or not wanted:
        raise DatasetError(f"{source} is damaged: {', '.join(wrong[:3]) or _SUMS} is missing or has other bytes")
    return sorted(found)


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _copy(stream: IO[bytes], target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("wb") as copy:
        while block := stream.read(_BLOCK):
            digest.update(block)
            copy.write(block)
    return digest.hexdigest()
