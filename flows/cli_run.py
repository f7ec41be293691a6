"""The commands that change the dataset: run, serve, publish."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer
from rich.console import Console

from flows.cli_options import Exit, Sources, Verbose
from flows.clock import utc_now
from flows.settings import check_pipeline, find_sources, load_settings

WIDTH_OF_LOGS = 120  # columns, where nobody says how wide it is

# Prefect and DuckDB are imported inside the commands: they take seconds, and a mistake is told before that.


def run(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH|URL]...", help="files, folders and feeds; every feed of sources.toml if none"),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="exit with 3 when anything was rejected")] = False,
    sources: Sources = None,
    verbose: Verbose = False,
) -> int:
    """Collect, code, load and publish, now."""
    from flows.inputs import plan_inputs
    from flows.orchestrator import prepare_prefect, start_server

    settings = load_settings(sources, os.environ)
    check_pipeline(settings.pipeline)
    plan_inputs(inputs or (), find_sources(sources, os.environ)[0])
    prepare_prefect(settings.data_dir, "INFO" if verbose else "CRITICAL")
    start_server("--no-services", "--no-ui")

    from flows.nightly import nightly
    from flows.summary import print_report

    report = nightly(tuple(inputs or ()), None if sources is None else str(sources))
    console = Console(width=None if sys.stdout.isatty() else WIDTH_OF_LOGS)
    print_report(report, settings.dataset_path, console)
    console.print(f"\nThe morning report: {settings.report_path}", highlight=False, markup=False, soft_wrap=True)
    return Exit.REJECTED if strict and report.counts.rejected else Exit.DONE


def serve(sources: Sources = None, verbose: Verbose = False) -> int:
    """Run every night, until stopped. The settings cron and timezone say when."""
    from flows.inputs import plan_inputs
    from flows.orchestrator import prepare_prefect, start_server

    settings = load_settings(sources, os.environ)
    check_pipeline(settings.pipeline)
    path = find_sources(sources, os.environ)[0]
    plan_inputs((), path)
    prepare_prefect(settings.data_dir, "DEBUG" if verbose else "INFO")
    address = start_server()

    from flows.repeat import find_reason
    from flows.serving import serve_nightly

    due_now = find_reason(settings, utc_now())
    message = f'Runs at "{settings.cron}" ({settings.timezone}) over {path}; Prefect is at {address}; Ctrl-C stops it.'
    if due_now is not None:
        message += f" One run starts now: {due_now}."
    Console(stderr=True).print(message, highlight=False, markup=False, soft_wrap=True)
    serve_nightly(settings, sources, due_now)
    return Exit.DONE


def publish(sources: Sources = None, verbose: Verbose = False) -> int:
    """Publish again what was loaded last. A run does so itself; this is for a lost or damaged copy."""
    from flows.exclusive import hold_exclusively
    from flows.publish import publish as publish_copy
    from flows.summary import refuse_broken
    from flows.warehouse import Warehouse

    settings = load_settings(sources, os.environ)
    with hold_exclusively(settings.data_dir):
        if settings.warehouse_path.exists():  # a copy of what is damaged helps nobody
            with Warehouse(settings.warehouse_path, utc_now()) as warehouse:
                refuse_broken(warehouse.run_checks(), "the published dataset stays as it was")
        publish_copy(settings.warehouse_path, settings.dataset_path)
    Console().print(f"Published: {settings.dataset_path}", highlight=False, markup=False, soft_wrap=True)
    return Exit.DONE
