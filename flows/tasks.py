"""Every task of the flow: what is retried, and how often. Each wraps one call; none decides anything about text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.errors import TransientError
from flows.export import export
from flows.export_format import ExportFormat
from flows.fetch import Client
from flows.files import read_path
from flows.fulltext import Pages, take_with_pages
from flows.health import Health, Poll, poll_of
from flows.hosts import LONGEST_WAIT_SECONDS
from flows.intake import Intake
from flows.pool import Pool
from flows.publish import publish
from flows.replay import ArchivedRun, stage_archived
from flows.retention import keep_snapshot
from flows.settings import Settings
from flows.sources import FileSource, Source
from flows.unpack import unpack_capture
from flows.warehouse import CheckResult, RunCounts, Shards, SourceRow, Warehouse
from flows.worker import Batch
from transforms.coding.version import CODER_VERSION
from transforms.records import Capture

RETRY_SECONDS = [2.0, LONGEST_WAIT_SECONDS]  # before the second and third attempt


def is_passing(_task: Any, _run: Any, state: Any) -> bool:
    """Tell whether a task failed for a reason that may pass by itself, and no server asked to be left alone longer."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, TransientError) and (error.retry_after_seconds or 0) <= RETRY_SECONDS[-1]


@task(
    name="collect feed",
    task_run_name="collect {source.id}",
    retries=len(RETRY_SECONDS),
    retry_delay_seconds=RETRY_SECONDS,
    retry_jitter_factor=0.5,
    retry_condition_fn=is_passing,
    cache_policy=NO_CACHE,
)
def collect_feed(
    source: Source, health: Health, client: Client, pages: Pages | None, intake: Intake, now: dt.datetime
) -> Poll:
    """Fetch a feed and take it in, with the pages of its items if any. Raises CollectError when it cannot be had."""
    answer = client.fetch(source, now, health.ask_by())
    for item in () if answer.capture is None else unpack_capture(answer.capture, source.columns):
        if pages is not None and isinstance(item, Capture):
            take_with_pages(item, pages, intake)
        else:
            intake.take(item)
    return poll_of(source, now, answer.validators)


@task(name="collect files", task_run_name="collect {source.id}", cache_policy=NO_CACHE)
def collect_files(source: FileSource, intake: Intake, now: dt.datetime) -> None:
    """Take in a file, or every file of a folder, one after the other."""
    for item in read_path(source.path, now, source.id, source.columns):
        intake.take(item)


@task(name="replay", task_run_name="replay {archived.run_id}", cache_policy=NO_CACHE)
def replay_run(settings: Settings, archived: ArchivedRun, staging: Path) -> int:
    """Stage once more what a run received; return the number of items."""
    return stage_archived(settings, archived, staging)


@task(name="code batch", task_run_name="code {batch.shard}", cache_policy=NO_CACHE)
def code_articles(batch: Batch, pool: Pool) -> int:
    """Code a batch of articles; return how many were rejected."""
    return pool.code(batch)


@task(name="load", cache_policy=NO_CACHE)
def load_run(
    warehouse: Warehouse,
    run_id: str,
    staging: Path,
    sources: Sequence[SourceRow],
    n_collected: int,
    polls: Sequence[Poll],
) -> tuple[RunCounts, list[CheckResult]]:
    """Load what is staged, then run every check."""
    counts = warehouse.load(run_id, Shards.of(staging), sources, n_collected, CODER_VERSION, polls)
    return counts, warehouse.run_checks("loaded")


@task(name="publish", retries=2, retry_delay_seconds=2, cache_policy=NO_CACHE)
def publish_dataset(settings: Settings) -> None:
    """Replace the dataset that readers see by the one that was loaded; the last one stays as a snapshot."""
    keep_snapshot(settings)
    publish(settings.warehouse_path, settings.dataset_path)


@task(name="export", task_run_name="export {form.value}", cache_policy=NO_CACHE)
def export_dataset(settings: Settings, form: ExportFormat) -> None:
    """Write what was published in another format."""
    export(settings.dataset_path, form, settings.exports_dir / form)
