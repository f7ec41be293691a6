"""The nightly flow: collect, transform, load, publish."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from prefect import flow, get_run_logger
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import ThreadPoolTaskRunner

from flows.alert import send_alert
from flows.archive import Archive, mend_archives
from flows.batches import write_batches
from flows.clock import utc_now
from flows.dask_pool import DaskPool
from flows.dimensions import dimension_rows
from flows.errors import CollectError, RunError
from flows.exclusive import hold_exclusively
from flows.fetch import Client
from flows.fulltext import WebPages, read_settled
from flows.health import NEVER_POLLED, Health, Poll, poll_of, read_health
from flows.inputs import plan_inputs, source_row, spread_hosts
from flows.intake import Intake
from flows.pool import CoderPool
from flows.repeat import refuse_hopeless
from flows.replay import RUN_ID
from flows.report import report_afterwards
from flows.retention import drop_old
from flows.robots import Robots
from flows.settings import Settings, find_sources, load_settings
from flows.sources import FileSource, Source
from flows.summary import Report, describe, make_report, refuse_broken
from flows.tasks import code_articles, collect_feed, collect_files, export_dataset, load_run, publish_dataset
from flows.warehouse import Warehouse
from flows.watch import Watch
from flows.worker import Batch
from transforms.coding.ontology import load_ontology
from transforms.coding.version import CODER_VERSION
from transforms.normalize.language import forget_model
from transforms.records import Stage
from transforms.rejects import make_reject

THREADS = 16  # feeds fetched at once


@dataclass(frozen=True)
class Run:
    """What the stages of one run share."""

    run_id: str
    started_at: dt.datetime  # UTC
    settings: Settings
    staging: Path
    warehouse: Warehouse
    watch: Watch


@dataclass(frozen=True)
class Collected:
    """What came in: the sources that were asked, how many items they gave, and how each feed answered."""

    asked: Sequence[Source | FileSource]
    n_items: int
    polls: Sequence[Poll]


@flow(
    name="nightly",
    task_runner=ThreadPoolTaskRunner(max_workers=THREADS),  # type: ignore[arg-type]
    validate_parameters=False,
    on_failure=[send_alert],
    on_crashed=[send_alert],
)
def nightly(
    inputs: Sequence[str] = (), sources: str | None = None, due_only: bool = False, is_repeat: bool = False
) -> Report:
    """Bring the dataset up to date from the given files, folders and addresses, or from the registry.

    With `due_only`, feeds whose next poll is not due by how often they have news are left alone. `is_repeat` says that
    Prefect started this run because another one crashed.

    Fails, and leaves the published dataset as it was, when anything but single items went wrong.
    """
    option = None if sources is None else Path(sources)
    settings = load_settings(option, os.environ)
    given = plan_inputs(inputs, find_sources(option, os.environ)[0])
    started_at = utc_now()
    run_id = started_at.strftime(RUN_ID)
    staging = settings.staging_dir / run_id
    with (
        hold_exclusively(settings.data_dir),
        report_afterwards(settings),
        Watch(settings.last_run_path, run_id, started_at) as watch,
    ):
        shutil.rmtree(settings.staging_dir, ignore_errors=True)  # what killed runs left
        mend_archives(settings.data_dir)
        with Warehouse(settings.warehouse_path, started_at) as warehouse:
            if is_repeat:
                refuse_hopeless(warehouse.connection)
            run = Run(run_id, started_at, settings, staging, warehouse, watch)
            warehouse.load_dimensions(dimension_rows(load_ontology()))
            warehouse.begin_run(run_id, started_at, metadata.version("wireroom"), CODER_VERSION)
            try:
                collected = collect(run, given, due_only)
                transform(run)
                report = load(run, collected)
            except Exception as error:
                warehouse.finish_run(run_id, utc_now(), "failed", f"{type(error).__name__}: {error}")
                raise
            warehouse.finish_run(run_id, utc_now(), "completed")
        publish(settings, watch)
        shutil.rmtree(staging, ignore_errors=True)
    get_run_logger().info(describe(report))
    return report


def collect(run: Run, given: Sequence[Source | FileSource], due_only: bool = False) -> Collected:
    """Collect from every source that may be asked now, archive, parse, normalize and stage."""
    client = Client(run.settings.host_pause_seconds)
    robots = Robots(client, run.started_at)
    health = read_health(run.warehouse.connection)
    asked = [
        one for one in spread_hosts(given) if _health_of(one, health).may_be_asked(run.started_at, due_only=due_only)
    ]
    archive = Archive(run.settings.data_dir, run.run_id, run.started_at, _describe_sources(asked))
    polls = []
    with run.watch.stage("collect", len(asked)) as advance, Intake(archive, run.staging) as intake:
        asking: dict[PrefectFuture[Any], Source | FileSource]
        asking = {_submit(run, one, _health_of(one, health), client, robots, intake): one for one in asked}
        for future in as_completed(list(asking)):
            error, source = _error_of(future), asking[future]
            if isinstance(error, CollectError) and isinstance(source, Source):
                lost = make_reject(Stage.COLLECT, error.reason, str(error), source_id=source.id, address=source.url)
                intake.take(lost)
                polls.append(poll_of(source, run.started_at, _health_of(source, health).validators, error))
            elif error is not None:
                raise error
            elif isinstance(source, Source):
                polls.append(future.result())
            advance(1)
    forget_model()  # coding needs the memory
    pa.default_memory_pool().release_unused()
    return Collected(asked, intake.n_collected, polls)


def transform(run: Run, shared: CoderPool | DaskPool | None = None) -> None:
    """Code what is new among the staged articles; with nothing new, no process and no language model is started.

    A pool that is `shared` with other runs stays open.
    """
    files = sorted((run.staging / "article").glob("*.parquet"))
    signatures = sorted((run.staging / "signature").glob("*.parquet"))
    captures = sorted((run.staging / "capture").glob("*.parquet"))
    sifted = run.warehouse.sift(files, CODER_VERSION, signatures, captures)
    sifted = sifted.select(["needs_coding", "article_id", "revision_id"])
    wanted = [(row["article_id"], row["revision_id"]) for row in sifted.to_pylist() if row["needs_coding"]]
    recalled = run.staging / "recalled.parquet"
    run.staging.mkdir(parents=True, exist_ok=True)  # nothing may have come in
    pq.write_table(run.warehouse.recalled(), recalled)
    batches = write_batches([*files, recalled], wanted, run.staging, run.settings.batch_characters)
    with run.watch.stage("code", len(wanted)) as advance:
        if not batches:
            return
        with open_pool(run.settings) if shared is None else nullcontext(shared) as pool:
            runner: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=pool.n_slots)
            with runner:
                coding: dict[PrefectFuture[Any], Batch]
                coding = {runner.submit(code_articles, {"batch": batch, "pool": pool}): batch for batch in batches}
                for future in as_completed(list(coding)):
                    error = _error_of(future)
                    if error is not None:
                        raise error
                    advance(coding[future].n_articles)


def load(run: Run, collected: Collected) -> Report:
    """Load everything that is staged, check the dataset, and tell how it went.

    RunError when a check is broken. Then nothing of the run is kept, so that it does not fail the nights to come.
    """
    sources = [source_row(one) for one in collected.asked]
    with run.watch.stage("load"):
        try:
            with run.warehouse.transaction():
                counts, checks = load_run(
                    run.warehouse, run.run_id, run.staging, sources, collected.n_items, collected.polls
                )
                report = make_report(run.warehouse.connection, run.run_id, counts, checks)
                run.watch.tell(report)
                refuse_broken(
                    checks,
                    "nothing of this run was kept, and readers have the last copy; what came in is in "
                    f"{run.settings.data_dir / 'archive'}, in the file {run.run_id}.warc.gz",
                )
        except RunError:
            refuse_broken(
                run.warehouse.run_checks(),
                "this stood in the dataset before the run, which changed nothing: put a backup back (wireroom restore)",
            )
            raise
    return report


def publish(settings: Settings, watch: Watch) -> None:
    """Give readers the new dataset, then write it in the formats that the settings name, and let go of what is old."""
    with watch.stage("publish"):
        publish_dataset(settings)
    watch.tell_published()
    with watch.stage("export", len(settings.exports)) as advance:
        for form in settings.exports:
            export_dataset(settings, form)
            advance(1)
    drop_old(settings, utc_now())


def open_pool(settings: Settings) -> CoderPool | DaskPool:
    """Open the pool of coding processes that the settings name."""
    if settings.runner == "dask":
        return DaskPool(settings.pipeline, settings.workers, settings.dask_address, settings.staging)
    return CoderPool(settings.pipeline, settings.workers)


def _submit(
    run: Run, given: Source | FileSource, health: Health, client: Client, robots: Robots, intake: Intake
) -> PrefectFuture[Any]:
    if isinstance(given, FileSource):
        return collect_files.submit(given, intake, run.started_at)
    pages = None
    if given.full_text:
        pages = WebPages(given, client, robots, read_settled(run.warehouse.connection, given), run.started_at)
    return collect_feed.submit(given, health, client, pages, intake, run.started_at)


def _describe_sources(asked: Iterable[Source | FileSource]) -> dict[str, Any]:
    """Say what a replay of this run must know of its sources."""
    return {
        "sources": [asdict(source_row(one)) for one in asked],
        "full_text": [one.id for one in asked if isinstance(one, Source) and one.full_text],
    }


def _health_of(given: Source | FileSource, health: Mapping[tuple[str, str], Health]) -> Health:
    return health.get((given.id, given.url), NEVER_POLLED) if isinstance(given, Source) else NEVER_POLLED


def _error_of(future: PrefectFuture[Any]) -> BaseException | None:
    """Wait for a task; give what it raised, or None when it is completed."""
    outcome = future.result(raise_on_failure=False)
    if future.state.is_completed():
        return None
    return outcome if isinstance(outcome, BaseException) else RunError(f"a task ended as {future.state.name}")
