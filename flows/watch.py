"""What a run shows of itself while it works and when it has ended, to whoever watches.

On the terminal a bar; in Prefect a progress artifact and tables on the page of the run; for programs
``data/last_run.json``, whose fields docs/nights.md explains.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from prefect import get_run_logger
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact

from flows.clock import utc_now
from flows.durable import write_file
from flows.progress import show_progress
from flows.summary import Report, describe

# What each stage is called, and up to which percentage of a run it goes.
STAGES = {
    "collect": ("Collecting", 20),
    "code": ("Coding", 80),
    "load": ("Loading", 90),
    "publish": ("Publishing", 95),
    "export": ("Exporting", 100),
}


class Watch:
    """The account of one run; use it in a ``with`` block around the whole of it."""

    def __init__(self, path: Path, run_id: str, started_at: dt.datetime) -> None:
        self._path = path
        self._percent = 0
        self._bar: UUID | None = None
        self._told: dict[str, Any] = {
            "run_id": run_id,
            "state": "running",
            "stage": None,
            "detail": None,
            "started_at": _utc(started_at),
            "finished_at": None,
            "process": os.getpid(),
            "is_published": False,
            "seconds": {},
            "counts": None,
            "sources": [],
            "feeds": [],
            "rejects": [],
            "checks": [],
        }

    def __enter__(self) -> Self:
        self._write()
        self._bar = _try(create_progress_artifact, progress=0.0, key="progress", description="starting")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._told["state"] = "completed" if error is None else "failed"
        self._told["detail"] = None if error is None else f"{type(error).__name__}: {error}"
        self._told["finished_at"] = _utc(utc_now())
        self._write()
        rows = [{"stage": name, "seconds": seconds} for name, seconds in self._told["seconds"].items()]
        _try(create_table_artifact, key="timing", table=rows, description="How long each stage took.")
        self._draw(100 if error is None else self._percent, self._told["detail"] or "done")

    @contextmanager
    def stage(self, name: str, total: int = 1) -> Iterator[Callable[[int], None]]:
        """Time a stage and show how far it is; the block gets a function that moves it on by n of ``total``."""
        label, last = STAGES[name]
        first, done, began = self._percent, 0, time.monotonic()
        self._told["stage"] = name
        self._write()
        with show_progress(label, total) as move:

            def advance(n: int) -> None:
                nonlocal done
                done += n
                move(n)
                self._draw(first + (last - first) * min(done, total) // max(total, 1), label.lower())

            try:
                yield advance
            finally:
                self._told["seconds"][name] = round(time.monotonic() - began, 3)
        self._draw(last, label.lower())

    def tell(self, report: Report) -> None:
        """Take down what was loaded and what the checks found, whether they passed or not."""
        self._told["counts"] = asdict(report.counts)
        self._told["sources"] = report.sources.to_pylist()
        self._told["feeds"] = report.feeds.to_pylist()
        self._told["rejects"] = report.rejects.to_pylist()
        self._told["checks"] = [
            {"name": one.name, "severity": one.severity, "meaning": one.meaning, "rows": one.n_rows}
            for one in report.checks
        ]
        for key, description in (("sources", describe(report)), ("rejects", "By reason."), ("checks", "By name.")):
            _try(create_table_artifact, key=key, table=self._told[key], description=description)

    def tell_published(self) -> None:
        """Take down that readers have the new dataset."""
        self._told["is_published"] = True

    def _draw(self, percent: int, description: str) -> None:
        if self._bar is not None and (percent != self._percent or percent == 100):
            _try(update_progress_artifact, artifact_id=self._bar, progress=float(percent), description=description)
        self._percent = percent

    def _write(self) -> None:
        write_file(self._path, (json.dumps(self._told, ensure_ascii=False, indent=1, default=str) + "\n").encode())


def _utc(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _try(show: Callable[..., Any], **given: Any) -> Any:
    """Show something in Prefect; a server that does not take it must not cost the night."""
    try:
        return show(**given)
    except Exception as error:
        get_run_logger().warning("Prefect did not take the artifact %s: %s", given.get("key", "progress"), error)
        return None
