"""Batches on their way to Dask workers and back, through a folder or object store that all of them reach.

What runs on a worker stands here too: a worker needs this package and the `dask` extra, and nothing of Prefect.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import fsspec

from flows.durable import partial_path
from flows.worker import Batch, code_batch

_BATCH = "batch.parquet"
_ALONE = threading.Lock()  # a worker may have several threads, but the language model works for one at a time


@dataclass(frozen=True, slots=True)
class SentBatch:
    """A batch at the staging place: the address of its folder there, as fsspec reads it."""

    address: str
    shard: str
    n_articles: int


def empty_staging(staging: str) -> None:
    """Remove the batches that a killed run left at the staging place."""
    files, path = fsspec.url_to_fs(f"{staging.rstrip('/')}/batches")
    if files.exists(path):
        files.rm(path, recursive=True)


def send_batch(batch: Batch, staging: str) -> SentBatch:
    """Copy the articles of a batch to the staging place."""
    sent = SentBatch(f"{staging.rstrip('/')}/batches/{batch.shard}", batch.shard, batch.n_articles)
    files, path = fsspec.url_to_fs(sent.address)
    files.makedirs(path, exist_ok=True)
    files.put_file(str(batch.path), f"{path}/{_BATCH}")
    return sent


def code_shared_batch(pipeline: str, batch: Batch) -> int:
    """On a worker that sees the files of the run: code a batch, return how many of its articles were rejected."""
    with _ALONE:
        return code_batch(pipeline, batch)


def code_sent_batch(pipeline: str, sent: SentBatch) -> int:
    """On any worker: fetch a batch, code it, and leave the answer beside it; return how many were rejected."""
    files, path = fsspec.url_to_fs(sent.address)
    with TemporaryDirectory() as name:
        here = Batch(Path(name, _BATCH), Path(name, "answer"), sent.shard, sent.n_articles)
        files.get_file(f"{path}/{_BATCH}", str(here.path))
        n_rejected = code_shared_batch(pipeline, here)
        for answer in here.folder.glob("*/*.parquet"):
            files.put_file(str(answer), f"{path}/{answer.parent.name}.parquet")
    return n_rejected


def bring_answer(sent: SentBatch, folder: Path) -> None:
    """Fetch the answer to ``folder/KIND``, each file whole, and remove the batch from the staging place."""
    files, path = fsspec.url_to_fs(sent.address)
    for name in files.ls(path, detail=False):
        kind = Path(name).stem
        if Path(name).name == _BATCH:
            continue
        target = folder / kind / f"{sent.shard}.parquet"
        target.parent.mkdir(parents=True, exist_ok=True)
        files.get_file(name, str(partial_path(target)))
        partial_path(target).replace(target)
    files.rm(path, recursive=True)
