"""The processes that code: plain ones, started only when there is something to code.

Measured over 300 articles with two workers: Prefect's ProcessPoolTaskRunner gives every worker a Prefect of its own
(100 MB) and, without a standing server, even a server of its own (190 MB), which brings a run to 1.7 GB before the
first sentence is read. So Prefect's tasks are threads here, and each waits for a process of this pool, which holds the
language model and nothing else.
"""

from __future__ import annotations

import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import TracebackType
from typing import Protocol, Self

from flows.worker import Batch, code_batch, reject_batch, watch_parent


class Pool(Protocol):
    """What codes batches, wherever it does so."""

    @property
    def n_slots(self) -> int:
        """How many batches it takes at once."""

    def code(self, batch: Batch) -> int:
        """Code a batch and wait for it; return how many of its articles were rejected."""


class CoderPool:
    """Codes batches in processes of their own; use it in a ``with`` block, from as many threads as you like."""

    def __init__(self, pipeline: str, n_workers: int) -> None:
        self._pipeline = pipeline
        self._n_workers = n_workers
        self._slots = threading.Semaphore(n_workers)  # no batch waits in the pool, to be lost with it
        self._lock = threading.Lock()
        self._alone = threading.Lock()
        self._shared: ProcessPoolExecutor | None = None

    @property
    def n_slots(self) -> int:
        """How many batches it takes at once."""
        return self._n_workers

    def code(self, batch: Batch) -> int:
        """Code a batch and wait for it; return how many of its articles were rejected.

        When the process dies (out of memory, a fault in a library), the batch is tried once more in a process that it
        shares with no other; when that dies too, each article of it becomes a reject. Whatever the coder raises is
        raised here.
        """
        with self._slots:
            pool = self._get_shared()
            try:
                return pool.submit(code_batch, self._pipeline, batch).result()
            except BrokenProcessPool:
                self._discard(pool)
            with self._alone, _start_pool(1) as own:
                try:
                    return own.submit(code_batch, self._pipeline, batch).result()
                except BrokenProcessPool:
                    return reject_batch(batch)

    def _get_shared(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._shared is None:
                self._shared = _start_pool(self._n_workers)
            return self._shared

    def _discard(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._shared is broken:
                broken.shutdown(wait=False)
                self._shared = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shared is not None:
            self._shared.shutdown(cancel_futures=True)


def _start_pool(n_workers: int) -> ProcessPoolExecutor:
    # spawn: a fork would copy Prefect's threads and DuckDB's file lock into the workers. Processes start as they are
    # needed, so a single batch starts a single one.
    return ProcessPoolExecutor(n_workers, mp_context=get_context("spawn"), initializer=watch_parent)
