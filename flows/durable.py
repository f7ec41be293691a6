"""Files and folders that take the place of others whole, also when the power fails.

What is written aside is brought to disk before the rename, and the rename before anyone is told: after a power cut
there is the old or the new, never a name with half its bytes.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def partial_path(target: Path) -> Path:
    """Name the place beside ``target`` where its successor is written: hidden, and the same in every run."""
    return target.with_name(f".{target.name}.partial")


def replace_file(target: Path) -> None:
    """Put the file at `partial_path` in the place of ``target``."""
    partial = partial_path(target)
    _sync(partial)
    partial.replace(target)
    _sync(target.parent)


def replace_folder(target: Path) -> None:
    """Put the folder at `partial_path` in the place of ``target``, which is missing for the moment between two renames.

    A kill in that moment leaves the old folder as ``.NAME.old``; the next call goes on from there.
    """
    partial, old = partial_path(target), target.with_name(f".{target.name}.old")
    for folder, _, files in os.walk(partial):
        for name in files:
            _sync(Path(folder, name))
        _sync(Path(folder))
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.replace(old)
    partial.replace(target)
    _sync(target.parent)
    shutil.rmtree(old, ignore_errors=True)


def write_file(target: Path, content: bytes) -> None:
    """Write a small file whole: readers see the old content or the new."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial_path(target).write_bytes(content)
    replace_file(target)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
