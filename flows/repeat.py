"""When a run has to be made up for: a night that was missed, or a run that was killed."""

from __future__ import annotations

import asyncio
import datetime as dt

import duckdb
from prefect.server.schemas.schedules import CronSchedule

from flows.errors import RunError
from flows.schema import DatasetError
from flows.settings import Settings
from flows.summary import run_status_query
from flows.warehouse import connect

MOST_KILLED = 3  # runs in a row, after which Prefect's repeating ends and a person must look


def refuse_hopeless(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise RunError when the last runs were all killed: a run that repeats them would be killed too."""
    killed = run_status_query(connection, "killed_in_a_row")["runs"][0].as_py()
    if killed >= MOST_KILLED:
        raise RunError(
            f"the last {killed} runs were killed, so this one does not repeat them again: look for what kills them "
            "(memory?), then start one by hand with `wireroom run`"
        )


def find_reason(settings: Settings, now: dt.datetime) -> str | None:
    """Say why a run is due at once, rather than at the next hour of the schedule; None when none is.

    ``now`` is UTC without a zone. Without a dataset there is nothing to catch up; while a run is at work neither.
    """
    try:
        connection = connect(settings.warehouse_path, read_only=True)
    except DatasetError:
        return None
    with connection:
        (last,) = run_status_query(connection, "last_ends").to_pylist()
    if last["state"] in ("running", "interrupted"):
        return "the last run was killed"
    if last["completed_at"] is None:
        return None
    schedule = CronSchedule(cron=settings.cron, timezone=settings.timezone)
    after = last["completed_at"].replace(tzinfo=dt.UTC) + dt.timedelta(seconds=1)  # dates from here on, this one too
    (due_at,) = asyncio.run(schedule.get_dates(1, start=after))
    return f"the run of {due_at:%Y-%m-%d %H:%M} was missed" if due_at <= now.replace(tzinfo=dt.UTC) else None
