"""What a run did, for people: on the terminal, and with Prefect's record of the run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from rich.console import Console
from rich.markup import escape

from flows.errors import RunError
from flows.output import print_table
from flows.schema import SQL, sql_files
from flows.warehouse import CheckResult, RunCounts


@dataclass(frozen=True, slots=True)
class Report:
    """How a run went."""

    run_id: str
    counts: RunCounts
    sources: pa.Table  # one row a source, with its counts
    feeds: pa.Table  # those that were silent for longer than usual, or that failed
    rejects: pa.Table  # one row a stage and reason, with its number of items
    event_types: pa.Table  # one row an event type, with its mentions in the whole dataset
    checks: list[CheckResult]


def run_status_query(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> pa.Table:
    """Run one of the queries of `sql/status`, by its name."""
    text = SQL.joinpath("status", f"{name}.sql").read_text("utf-8")
    return connection.execute(text, parameters or None).to_arrow_table()


def make_report(
    connection: duckdb.DuckDBPyConnection, run_id: str, counts: RunCounts, checks: list[CheckResult]
) -> Report:
    """Gather the report of a run that has been loaded."""
    sources = run_status_query(connection, "sources_of_run", run_id=run_id)
    rejects = run_status_query(connection, "rejects_of_run", run_id=run_id)
    feeds = run_status_query(connection, "feeds_to_look_at", run_id=run_id)
    return Report(run_id, counts, sources, feeds, rejects, run_status_query(connection, "event_types"), checks)


def refuse_broken(checks: Sequence[CheckResult], so: str) -> None:
    """Raise RunError when a check of severity error found something; ``so`` says what comes of it, and what to do."""
    broken = [check for check in checks if check.severity == "error" and check.n_rows]
    if broken:
        first = broken[0]
        row = ", ".join(f"{name} {value}" for name, value in first.sample[0].items())
        raise RunError(f"check {first.name} failed with {first.n_rows} rows ({first.meaning}; the first: {row}); {so}")


def describe(report: Report) -> str:
    """Say in one line how the items of a run ended."""
    c = report.counts
    return (
        f"{c.collected} collected = {c.loaded} loaded + {c.revised} revised + {c.unchanged} unchanged "
        f"+ {c.duplicate} duplicate + {c.rejected} rejected"
    )


def print_report(report: Report, dataset: Path, console: Console) -> None:
    """Print the report: sources, event types, checks, the place of the dataset, and three queries to try."""
    print_table(report.sources, console)
    if report.feeds.num_rows:
        console.print("Feeds that were silent for longer than usual, or that failed:", highlight=False)
        print_table(report.feeds, console)
    print_table(report.event_types, console)
    console.print(describe(report), highlight=False)
    print_checks(report.checks, console)
    if report.counts.rejected:
        console.print("What was rejected, and why: wireroom status", highlight=False)
    console.print(f"\nThe dataset: {escape(str(dataset))} (DuckDB). Three queries to try:\n", highlight=False)
    for query in example_queries():
        console.print(f'wireroom sql "{escape(query)}"', highlight=False, soft_wrap=True)


def print_checks(checks: Sequence[CheckResult], console: Console) -> None:
    """Print how many checks were silent, and what the others found."""
    found = [check for check in checks if check.n_rows]
    console.print(f"{len(checks)} checks, {len(checks) - len(found)} without a finding", highlight=False)
    for check in found:
        console.print(f"  {escape(check.name)}: {check.n_rows} rows: {escape(check.meaning)}", highlight=False)


def example_queries() -> list[str]:
    """Give what a newcomer may ask the dataset, each as one line (`sql/examples`)."""
    texts = (file.read_text("utf-8") for file in sql_files("examples"))
    return [" ".join(line for line in text.split("\n") if not line.startswith("--")).strip(" ;") for text in texts]
