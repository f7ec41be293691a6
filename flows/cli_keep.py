"""The commands that carry the dataset elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.cli_options import Exit, Sources, Verbose
from flows.clock import utc_now
from flows.export_format import ExportFormat
from flows.settings import load_settings

# DuckDB is imported inside the commands: a mistake is told before that.

Folder = Annotated[
    Path | None, typer.Option("--to", metavar="FOLDER", help="where to: else data/exports/FORMAT; replaced whole")
]


def export(
    form: Annotated[ExportFormat, typer.Argument(metavar="{parquet|csv|gdelt}", help="what to write")],
    to: Folder = None,
    sources: Sources = None,
    verbose: Verbose = False,
) -> int:
    """Write the published dataset as Parquet by month, as CSV for spreadsheets, or in the shape of GDELT."""
    from flows.export import export as export_dataset

    settings = load_settings(sources, os.environ)
    files = export_dataset(settings.dataset_path, form, to or settings.exports_dir / form)
    _say(f"Exported: {len(files)} files in {to or settings.exports_dir / form}")
    return Exit.DONE


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="the backup, a tar file; replaced whole")],
    sources: Sources = None,
    verbose: Verbose = False,
) -> int:
    """Write all that cannot be made again, the warehouse and the raw archive, to one file."""
    from flows.backup import back_up

    n_files = back_up(load_settings(sources, os.environ), file)
    _say(f"Backed up: {n_files} files in {file}")
    return Exit.DONE


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="a file that `wireroom backup` wrote")],
    replace: Annotated[bool, typer.Option("--replace", help="put it in the place of the dataset that is here")] = False,
    sources: Sources = None,
    verbose: Verbose = False,
) -> int:
    """Put a backup back and publish it; nothing is touched before all of it has been checked."""
    from flows.backup import restore as restore_backup

    settings = load_settings(sources, os.environ)
    n_files = restore_backup(settings, file, utc_now(), replace=replace)
    _say(f"Restored: {n_files} files; published: {settings.dataset_path}")
    return Exit.DONE


def _say(message: str) -> None:
    Console().print(message, highlight=False, markup=False, soft_wrap=True)
