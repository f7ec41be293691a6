"""Coding on a Dask cluster: the same batches and the same coder as `flows.pool`, in processes on any machine.

Prefect's tasks stay threads of the run, and each waits for a Dask worker: so workers need nothing of Prefect, and the
same input gives the same dataset. Batches travel as files. Where the workers see the run's own staging folder, they
read and write there; else the setting ``staging`` names a folder or object store that all of them reach.
"""

from __future__ import annotations

import threading
from importlib import import_module
from types import TracebackType
from typing import Any, Self

from flows.errors import RunError
from flows.exchange import bring_answer, code_sent_batch, code_shared_batch, empty_staging, send_batch
from flows.worker import Batch, reject_batch

_CONNECT_SECONDS = 30
_MOST_WAITING = 64  # batches at work at once, whatever the size of the cluster


class DaskPool:
    """Codes batches on a cluster; use it in a ``with`` block, from as many threads as you like.

    ``address`` is that of a running scheduler, such as tcp://10.0.0.5:8786; without one, a cluster of ``n_workers``
    processes is started on this machine. ``staging`` is a folder or an fsspec URL; None where the workers see the
    files of the run. Nothing is started before the first batch.
    """

    def __init__(self, pipeline: str, n_workers: int, address: str | None, staging: str | None) -> None:
        self._pipeline = pipeline
        self._n_workers = n_workers
        self._address = address
        self._staging = staging
        self._lock = threading.Lock()
        self._client: Any = None

    @property
    def n_slots(self) -> int:
        """How many batches the cluster takes at once."""
        n_threads = sum(self._connect().nthreads().values())
        return min(max(int(n_threads), self._n_workers), _MOST_WAITING)

    def code(self, batch: Batch) -> int:
        """Code a batch and wait for it; return how many of its articles were rejected.

        Dask itself tries a batch again when its worker dies; when that goes on, each article of it becomes a reject.
        Whatever the coder raises is raised here.
        """
        try:
            if self._staging is None:
                where = Batch(batch.path.resolve(), batch.folder.resolve(), batch.shard, batch.n_articles)
                return int(self._run(code_shared_batch, self._pipeline, where))
            sent = send_batch(batch, self._staging)
            n_rejected = int(self._run(code_sent_batch, self._pipeline, sent))
            bring_answer(sent, batch.folder)
            return n_rejected
        except _import_distributed().KilledWorker:
            return reject_batch(batch)

    def _run(self, function: Any, *arguments: Any) -> Any:
        return self._connect().submit(function, *arguments, pure=False).result()

    def _connect(self) -> Any:
        with self._lock:
            if self._client is None:
                self._client = start_client(self._address, self._n_workers)
                if self._staging is not None:
                    empty_staging(self._staging)
            return self._client

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            cluster = self._client.cluster
            self._client.close()
            if cluster is not None:
                cluster.close()


def start_client(address: str | None, n_workers: int) -> Any:
    """Connect to a scheduler, or start a cluster on this machine. RunError when the scheduler does not answer."""
    distributed = _import_distributed()
    if address is None:
        # One thread a process, as each holds a language model that works for one at a time.
        return distributed.Client(
            distributed.LocalCluster(n_workers=n_workers, threads_per_worker=1, dashboard_address=None)
        )
    try:
        return distributed.Client(address, timeout=_CONNECT_SECONDS)
    except OSError as error:
        raise RunError(
            f"no Dask scheduler answers at {address} (setting dask_address): start one with `dask scheduler`, and "
            "workers with `dask worker`"
        ) from error


def _import_distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError:
        raise RunError('the setting runner = "dask" needs Dask: pip install "wireroom[dask]"') from None
