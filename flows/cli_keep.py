"""The commands that carry the dataset elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.cli_options import Exit, Sources, Verbose
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


def _say(message: str) -> None:
    Console().print(message, highlight=False, markup=False, soft_wrap=True)
