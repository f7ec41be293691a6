"""The flow over the archive: replay what is not in the dataset, or read and code anew what is."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

import pyarrow as pa
from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner

from flows.archive import mend_archives
from flows.clock import utc_now
from flows.dimensions import dimension_rows
from flows.errors import RunError
from flows.exclusive import hold_exclusively
from flows.nightly import THREADS, Run, open_pool, transform
from flows.recode import choose_runs, compare, forget, working_copy
from flows.replay import ArchivedRun, list_archived_runs
from flows.settings import Settings, load_settings
from flows.summary import refuse_broken
from flows.tasks import load_run, publish_dataset, replay_run
from flows.warehouse import CheckResult, RunCounts, Warehouse
from flows.watch import Watch
from transforms.coding.ontology import load_ontology
from transforms.coding.version import CODER_VERSION


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a backfill from the archive did."""

    runs: Sequence[tuple[ArchivedRun, RunCounts]]
    n_known: int  # archived runs that the dataset held already, and that were left as they are
    checks: Sequence[CheckResult]
    changes: pa.Table | None  # by event type, when all was coded anew


def runs_table(replayed: Replayed) -> pa.Table:
    """Give the runs that were read from the archive and how their items ended, one row a run."""
    return pa.Table.from_pylist(
        [{"run": run.run_id, **asdict(counts)} for run, counts in replayed.runs],
    )


@flow(name="backfill", task_runner=ThreadPoolTaskRunner(max_workers=THREADS), validate_parameters=False)  # type: ignore[arg-type]
def backfill(
    first: dt.date = dt.date.min, last: dt.date = dt.date.max, recode: bool = False, sources: str | None = None
) -> Replayed:
    """Bring the archived runs of some days (UTC, both included) into the dataset, one after the other as they were.

    With `recode`, those that are in it are read and coded anew, whatever the code then was. Fails, and leaves the
    published dataset as it was, when anything but single items went wrong.
    """
    settings = load_settings(None if sources is None else Path(sources), os.environ)
    watching = Watch(settings.data_dir / "last_backfill.json", "backfill", utc_now())
    with hold_exclusively(settings.data_dir), watching as watch:
        shutil.rmtree(settings.staging_dir, ignore_errors=True)  # what killed runs left
        mend_archives(settings.data_dir)
        archived = list_archived_runs(settings.data_dir)
        wanted = [run for run in archived if first <= run.started_at.date() <= last]
        if not wanted:
            raise RunError(f"{settings.data_dir / 'archive'}: holds no run of these days")
        replayed = _recode(settings, wanted, archived, watch) if recode else _fill(settings, wanted, watch)
        publish_dataset(settings)
    return replayed


def _fill(settings: Settings, wanted: Sequence[ArchivedRun], watch: Watch) -> Replayed:
    with Warehouse(settings.warehouse_path, utc_now()) as warehouse:
        rows = warehouse.connection.execute("SELECT run_id FROM run WHERE n_collected IS NOT NULL").fetchall()
        missing = [run for run in wanted if (run.run_id,) not in rows]
        counts = _replay(settings, warehouse, missing, {}, watch)
        return Replayed(counts, len(wanted) - len(missing), _check(warehouse), None)


def _recode(
    settings: Settings, wanted: Sequence[ArchivedRun], archived: Sequence[ArchivedRun], watch: Watch
) -> Replayed:
    with working_copy(settings, utc_now()) as warehouse:
        ended = dict(warehouse.connection.execute("SELECT run_id, finished_at FROM run").fetchall())
        runs = choose_runs(warehouse.connection, wanted, archived, settings)
        forget(warehouse, runs, settings)
        counts = _replay(settings, warehouse, runs, ended, watch)
        checks = _check(warehouse)
        return Replayed(counts, 0, checks, compare(warehouse.connection, settings))


def _check(warehouse: Warehouse) -> list[CheckResult]:
    checks = warehouse.run_checks()
    refuse_broken(checks, "the published dataset stays as it was")
    return checks


def _replay(
    settings: Settings,
    warehouse: Warehouse,
    runs: Sequence[ArchivedRun],
    ended: Mapping[str, dt.datetime],
    watch: Watch,
) -> list[tuple[ArchivedRun, RunCounts]]:
    """Load archived runs in their order, under the ids and times that they had."""
    warehouse.load_dimensions(dimension_rows(load_ontology()))
    done = []
    with open_pool(settings) as pool:
        for archived in runs:
            run_id, staging = archived.run_id, settings.staging_dir / archived.run_id
            warehouse.begin_run(run_id, archived.started_at, metadata.version("wireroom"), CODER_VERSION)
            try:
                n_items = replay_run(settings, archived, staging)
                transform(Run(run_id, archived.started_at, settings, staging, warehouse, watch), pool)
                with warehouse.transaction():
                    counts, checks = load_run(warehouse, run_id, staging, archived.sources, n_items, ())
                    refuse_broken(checks, f"nothing of {archived.path.name} was kept")
            except Exception as error:
                warehouse.finish_run(run_id, utc_now(), "failed", f"{type(error).__name__}: {error}")
                raise
            warehouse.finish_run(run_id, ended.get(run_id) or utc_now(), "completed")
            shutil.rmtree(staging, ignore_errors=True)
            done.append((archived, counts))
    return done
