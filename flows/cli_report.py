"""The commands to look with: report, explain."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.cli_options import Exit, Sources, Verbose
from flows.errors import InputError
from flows.settings import load_settings


def report(
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="first day; else 30 days")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="last day; else the newest")] = None,
    country: Annotated[
        str | None, typer.Option("--country", metavar="CODE", help="only events with this country, ISO 3166 alpha-3")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="where to write; else report.html beside the dataset"),
    ] = None,
    sources: Sources = None,
    verbose: Verbose = False,
) -> int:
    """Write the dataset as one HTML file to look at. Each run does so itself, for the last 30 days."""
    from flows.report import write_report

    settings = load_settings(sources, os.environ)
    written = write_report(
        settings,
        out or settings.report_path,
        since=_read_day("--since", since),
        until=_read_day("--until", until),
        country=country,
    )
    Console().print(
        f"The report: {written.path} ({written.n_bytes / 1e6:.1f} MB; {written.n_events:,} events, "
        f"{written.scope.since} to {written.scope.until}). Open it in a browser.",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
    return Exit.DONE


def explain(
    row_id: Annotated[
        str, typer.Argument(metavar="ID", help="of a mention or event, as in mart_event.mention_id and event_id")
    ],
    sources: Sources = None,
    verbose: Verbose = False,
) -> int:
    """Show the sentences behind a row. And their articles, and what was read from them."""
    from flows.explain import explain_row

    explain_row(load_settings(sources, os.environ).dataset_path, row_id, Console())
    return Exit.DONE


def _read_day(option: str, value: str | None) -> dt.date | None:
    if value is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            raise ValueError
        return dt.date.fromisoformat(value)
    except ValueError:
        raise InputError(f'{option} {value}: is no day; write it as in "2024-06-14"') from None
