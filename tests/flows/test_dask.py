"""Coding on Dask gives what coding in processes gives; the cluster of these tests is threads of this process."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from fakes import POISON
from test_nightly import WORDS, ask, counts, long_text, run, workplace

from flows.dask_pool import DaskPool, start_client
from flows.errors import RunError

pytestmark = pytest.mark.usefixtures("prefect", "fake_coder")
__all__ = ["workplace"]  # a fixture


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Two workers in threads; the list holds the address that each run asked for."""
    from distributed import Client, LocalCluster

    logging.getLogger("distributed").setLevel(logging.ERROR)
    asked: list[str | None] = []

    def start(address: str | None, n_workers: int) -> Any:
        asked.append(address)
        options = {"processes": False, "dashboard_address": None, "host": "127.0.0.1", "protocol": "tcp://"}
        return Client(LocalCluster(n_workers=n_workers, threads_per_worker=1, **options))

    monkeypatch.setattr("flows.dask_pool.start_client", start)
    monkeypatch.setenv("WIREROOM_RUNNER", "dask")
    monkeypatch.setenv("WIREROOM_WORKERS", "2")
    monkeypatch.setenv("WIREROOM_BATCH_CHARACTERS", "1000")
    return asked


def write_more(inbox: Path) -> None:
    lines = [{"id": str(n), "text": long_text(n)} for n in range(6)]
    (inbox / "more.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    (inbox / "poison.txt").write_text(f"Poison\n\n{WORDS} And {POISON}, said one.\n", "utf-8")


@pytest.mark.parametrize("staging", [None, "memory://exchange", "folder"])
def test_dask_gives_what_processes_give(
    workplace: Path, cluster: list[str | None], monkeypatch: pytest.MonkeyPatch, staging: str | None
) -> None:
    write_more(workplace / "inbox")
    if staging is not None:
        monkeypatch.setenv("WIREROOM_STAGING", str(workplace / staging) if staging == "folder" else staging)
    assert counts(run("inbox")) == {"loaded": 8, "rejected": 3}
    on_dask = ask("SELECT * EXCLUDE (capture_id) FROM article ORDER BY ALL")
    assert cluster == [None]
    monkeypatch.setenv("WIREROOM_RUNNER", "local")
    monkeypatch.setenv("WIREROOM_DATA_DIR", "data2")
    assert counts(run("inbox")) == {"loaded": 8, "rejected": 3}
    assert ask("SELECT * EXCLUDE (capture_id) FROM article ORDER BY ALL", "data2/wireroom.duckdb") == on_dask
    assert not list(workplace.glob("folder/batches/*"))


def test_with_nothing_new_no_cluster_is_started(workplace: Path, cluster: list[str | None]) -> None:
    run("inbox")
    cluster.clear()
    run("inbox")
    assert cluster == []


def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.dask_pool._CONNECT_SECONDS", 1)
    with pytest.raises(RunError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9 .*`dask scheduler`"):
        start_client("tcp://127.0.0.1:9", 1)


def test_a_pool_that_codes_nothing_starts_nothing() -> None:
    with DaskPool("no_pipeline", 2, "tcp://127.0.0.1:9", None):
        pass
