"""One run at a time on a data folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import RunError


@contextmanager
def hold_exclusively(data_dir: Path) -> Iterator[None]:
    """Hold ``data_dir/run.lock``, which tells the process id, for the length of the block.

    The lock is the operating system's: it falls with the process, however that ends, so a stale one cannot be. Raises
    RunError when another process holds it, and when the folder cannot be written.
    """
    path = data_dir / "run.lock"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise RunError(f"{data_dir}: cannot be written ({error.strerror}); choose another data_dir") from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip() or "unknown"
            message = f"{data_dir}: another run (process {holder}) is at work here; wait until it has ended"
            raise RunError(message) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)
