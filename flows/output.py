"""Query results in the formats that people and programs ask for."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

# Feeds are not to be trusted with a terminal: escape sequences and marks that turn the writing direction.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")

_READABLE = 16  # characters of a value in one line, below which a column is no longer read with ease


class Format(StrEnum):
    """How a result is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    MARKDOWN = "markdown"


def print_table(result: pa.Table, console: Console) -> None:
    """Print a result for people: a table where its columns fit the console, else row by row, a line a column.

    Values are cleaned of control characters.
    """
    if not result.num_rows:
        console.print("no rows")
        return
    rows = [[_one_line(_text(value)) for value in row] for row in _rows(result)]
    names = [_one_line(name) for name in result.column_names]
    if _narrowest(names, rows) > console.width:
        _print_records(names, rows, console)
        return
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for field, name in zip(result.schema, names, strict=True):
        is_number = (
            pa.types.is_integer(field.type) or pa.types.is_floating(field.type) or pa.types.is_decimal(field.type)
        )
        table.add_column(Text(name), justify="right" if is_number else "left", min_width=len(name), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


def _narrowest(names: list[str], rows: list[list[str]]) -> int:
    """Count the columns of text that a table needs to be read: each name whole, and values over a few lines."""
    widest = [max([len(name), *(min(len(row[i]), _READABLE) for row in rows)]) for i, name in enumerate(names)]
    return sum(widest) + 2 * len(widest)


def _print_records(names: list[str], rows: list[list[str]], console: Console) -> None:
    for number, row in enumerate(rows, 1):
        record = Table(box=None, show_header=False, padding=(0, 1, 0, 0), title=f"row {number}", title_justify="left")
        record.add_column(style="dim", no_wrap=True)
        record.add_column(overflow="fold")
        for name, value in zip(names, row, strict=True):
            if value:
                record.add_row(Text(name), Text(value))
        console.print(record)


def format_text(result: pa.Table, form: Format) -> str:
    """Write a result as CSV, JSON (an array of objects) or Markdown; it ends with a line break.

    ValueError for the formats that are no plain text.
    """
    match form:
        case Format.CSV:
            return _csv(result)
        case Format.JSON:
            rows = [dict(zip(result.column_names, map(_plain, row), strict=True)) for row in _rows(result)]
            return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
        case Format.MARKDOWN:
            lines = [
                result.column_names,
                ["---"] * result.num_columns,
                *([_text(v) for v in row] for row in _rows(result)),
            ]
            return "".join(
                f"| {' | '.join(_one_line(cell).replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines
            )
        case _:
            raise ValueError(f"{form} is no plain text")


def write_parquet(result: pa.Table, target: Path | BinaryIO) -> None:
    """Write a result as a Parquet file."""
    pq.write_table(result, target, compression="zstd")


def _csv(result: pa.Table) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(result.column_names)
    writer.writerows([_text(value) for value in row] for row in _rows(result))
    return out.getvalue()


def _rows(result: pa.Table) -> list[tuple[Any, ...]]:
    return list(zip(*(column.to_pylist() for column in result.columns), strict=True))  # names may repeat


def _plain(value: Any) -> Any:
    """Give a value as JSON knows it."""
    match value:
        case dt.date() | dt.time():
            return value.isoformat()
        case dt.timedelta():
            return str(value)
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case bytes():
            return value.hex()
        case list() | tuple():
            return [_plain(one) for one in value]
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case _:
            return value


def _text(value: Any) -> str:
    match _plain(value):
        case None:
            return ""
        case bool(truth):
            return "true" if truth else "false"
        case list(parts):
            return "; ".join(map(_text, parts))
        case dict(parts):
            return json.dumps(parts, ensure_ascii=False)
        case plain:
            return str(plain)


def clean(text: str) -> str:
    """Make a text safe for a terminal; offsets into it stay, and so do its line breaks."""
    return _CONTROLS.sub(lambda found: "".join("\n" if one == "\n" else " " for one in found[0]), text)


def _one_line(text: str) -> str:
    return _CONTROLS.sub(" ", text)
