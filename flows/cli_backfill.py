"""The command that fills the dataset from what lies on disk: backfill."""

from __future__ import annotations

import datetime as dt
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from flows.cli_options import Exit, Sources, Verbose
from flows.cli_run import WIDTH_OF_LOGS, run
from flows.errors import InputError
from flows.settings import check_pipeline, load_settings

if TYPE_CHECKING:
    from flows.backfill import Replayed


def backfill(
    inputs: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH|FROM..TO]...", help="files and folders, or days of the archive")
    ] = None,
    from_archive: Annotated[
        bool, typer.Option("--from-archive", help="replay the archived runs, or those of FROM..TO, that are missing")
    ] = False,
    recode: Annotated[
        bool, typer.Option("--recode", help="read and code the archive anew, and show what changed")
    ] = False,
    sources: Sources = None,
    verbose: Verbose = False,
) -> int:
    """Fill the dataset from files, or from the archive of what was received.

    FROM and TO are days (UTC, both included) such as 2026-11-01..2026-11-30; either may be left out.
    """
    if not (from_archive or recode):
        if not inputs:
            raise InputError("name files or folders, or say --from-archive or --recode")
        return run(inputs, sources=sources, verbose=verbose)
    if len(inputs or ()) > 1:
        raise InputError("the archive takes one range of days, such as 2026-11-01..2026-11-30")
    first, last = read_range(inputs[0] if inputs else "..")
    from flows.orchestrator import prepare_prefect, start_server

    settings = load_settings(sources, os.environ)
    check_pipeline(settings.pipeline)
    prepare_prefect(settings.data_dir, "INFO" if verbose else "CRITICAL")
    start_server("--no-services", "--no-ui")

    from flows.backfill import backfill as run_backfill

    replayed = run_backfill(first, last, recode, None if sources is None else str(sources))
    _show(replayed, Console(width=None if sys.stdout.isatty() else WIDTH_OF_LOGS))
    return Exit.DONE


def read_range(words: str) -> tuple[dt.date, dt.date]:
    """Read FROM..TO, either of which may be left out, or one day; both are included.

    Raises InputError for anything else.
    """
    begin, dots, end = words.partition("..")
    try:
        first = dt.date.fromisoformat(begin) if begin or not dots else dt.date.min
        last = (dt.date.fromisoformat(end) if end else dt.date.max) if dots else first
    except ValueError:
        raise InputError(f'{words}: no range of days; write it as in "2026-11-01..2026-11-30"') from None
    if last < first:
        raise InputError(f"{words}: ends before it begins")
    return first, last


def _show(replayed: Replayed, console: Console) -> None:
    from flows.backfill import runs_table
    from flows.output import print_table
    from flows.summary import print_checks

    if replayed.runs:
        print_table(runs_table(replayed), console)
    console.print(f"{len(replayed.runs)} runs read from the archive, {replayed.n_known} were there", highlight=False)
    if replayed.changes is not None:
        console.print("Mentions, as they were and as they are:", highlight=False)
        print_table(replayed.changes, console)
    print_checks(replayed.checks, console)
