"""CSV and Parquet as captures of JSON lines: a row an article, each column under its own name.

A source's `columns` say which column holds which field of an article; without them the names that JSON lines may use
count. A table is written as JSON lines on its way in, so that what is archived can be read again without the mapping.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.origin import Origin
from flows.packed import say
from transforms.parse.decode import find_encoding
from transforms.parse.objects import FIELDS, holds_article
from transforms.records import Capture, Reason, Reject

_HEAD_BYTES = 64 * 1024  # in which the names of the columns must stand
_DELIMITERS = ",;\t|"
_SUFFIXES = frozenset({".csv", ".tsv"})
_LONGEST_FIELD = 8 * 1024 * 1024  # characters
_BATCH_ROWS = 64  # read at once; a row may hold a long text
_MAX_GROUP_BYTES = 1024 * 1024 * 1024  # of a Parquet row group, unpacked


@dataclass(frozen=True, slots=True)
class Csv:
    """How a CSV file is written."""

    encoding: str
    delimiter: str
    names: tuple[str, ...]  # of its columns


def is_parquet(head: bytes) -> bool:
    """Recognise Parquet by its first bytes."""
    return head.startswith(b"PAR1")


def find_csv(head: bytes, origin: Origin) -> Csv | None:
    """Recognise CSV by its first line: it names columns, among them a title or a text. None for anything else.

    A file that is called .csv or .tsv is one when its first line names columns at all.
    """
    line = head[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf\r\n").partition(b"\n")[0][:4096]
    if line[:1] in {b"<", b"{", b"["} or not any(mark.encode() in line for mark in _DELIMITERS):
        return None
    encoding = find_encoding(head[:_HEAD_BYTES], origin.media_type)
    if encoding is None:
        return None
    first = head[:_HEAD_BYTES].decode(encoding, "replace").lstrip("\ufeff\r\n").splitlines()[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        names = tuple(name.strip() for name in next(csv.reader([first], delimiter=delimiter)))
    except (csv.Error, StopIteration):
        return None
    if len(names) < 2 or not all(names) or len(set(names)) < len(names) or max(map(len, names)) > 64:
        return None
    is_named = PurePosixPath(origin.address.rpartition("/")[2]).suffix.lower() in _SUFFIXES
    return Csv(encoding, delimiter, names) if is_named or _holds_articles(names, origin) else None


def read_csv(stream: io.BufferedReader, origin: Origin, form: Csv, piece_bytes: int) -> Iterator[Capture | Reject]:
    """Read the rows of a CSV file as captures of JSON lines, each of about `piece_bytes`."""
    if not _holds_articles(form.names, origin):
        yield _reject_columns(origin, form.names)
        return
    csv.field_size_limit(_LONGEST_FIELD)  # the library knows no other way
    text = io.TextIOWrapper(stream, form.encoding, errors="replace", newline="")
    rows = csv.DictReader((line.replace("\0", "\ufffd") for line in text), form.names, delimiter=form.delimiter)
    try:
        next(rows)  # the names
        yield from _write_pieces(rows, origin, piece_bytes)
    except csv.Error as error:
        yield origin.reject(Reason.MALFORMED, f"line {rows.line_num} of the table cannot be read: {error}")
    finally:
        text.detach()


def read_parquet(stream: io.BufferedIOBase, origin: Origin, piece_bytes: int) -> Iterator[Capture | Reject]:
    """Read the rows of a Parquet file as captures of JSON lines, each of about `piece_bytes`."""
    try:
        with pq.ParquetFile(stream) as file:
            names = tuple(file.schema_arrow.names)
            groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
            if not _holds_articles(names, origin):
                yield _reject_columns(origin, names)
            elif any(group.total_byte_size > _MAX_GROUP_BYTES for group in groups):
                detail = f"a row group of more than {_MAX_GROUP_BYTES:,} bytes; write it with smaller row groups"
                yield origin.reject(Reason.TOO_LARGE, detail)
            elif file.metadata.num_rows == 0:
                yield origin.reject(Reason.EMPTY, "a table without rows")
            else:
                yield from _write_pieces(_list_rows(file), origin, piece_bytes)
    except (pa.ArrowException, OSError, OverflowError) as error:
        yield origin.reject(Reason.MALFORMED, f"the Parquet file cannot be read to its end: {say(error)}")


def _list_rows(file: pq.ParquetFile) -> Iterator[dict[str, Any]]:
    for batch in file.iter_batches(_BATCH_ROWS):
        columns = {name: _in_microseconds(batch.column(name)).to_pylist() for name in batch.schema.names}
        for number in range(batch.num_rows):
            yield {name: values[number] for name, values in columns.items()}


def _in_microseconds(column: pa.Array) -> pa.Array:
    """Cut times to what Python's datetime can hold."""
    if pa.types.is_timestamp(column.type):
        return pc.cast(column, pa.timestamp("us", column.type.tz), safe=False)
    return column


def _write_pieces(rows: Iterable[dict[str, Any]], origin: Origin, piece_bytes: int) -> Iterator[Capture | Reject]:
    """Write rows as JSON lines, and cut them into captures with addresses `name#rows=START-END` (end exclusive)."""
    lines: list[bytes] = []
    n_bytes = start = 0
    for row in rows:
        line = json.dumps(_name_fields(row, origin), ensure_ascii=False, default=_write_value).encode(
            "utf-8", "replace"
        )
        lines.append(line + b"\n")
        n_bytes += len(line) + 1
        if n_bytes >= piece_bytes:
            yield _make_piece(lines, start, origin)
            start, lines, n_bytes = start + len(lines), [], 0
    if lines or start == 0:
        yield _make_piece(lines, start, origin) if lines else origin.reject(Reason.EMPTY, "a table without rows")


def _make_piece(lines: list[bytes], start: int, origin: Origin) -> Capture:
    body = b"".join(lines)
    return origin.at(f"rows={start}-{start + len(lines)}").capture(body)


def _name_fields(row: dict[str, Any], origin: Origin) -> dict[str, Any]:
    """Leave out empty cells, and put those that the mapping names under the names of an article's fields."""
    mapped = {field: row.get(column) for field, column in origin.columns.items()}
    return {str(name): value for name, value in {**row, **mapped}.items() if not _is_missing(value)}


def _is_missing(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, float) and not math.isfinite(value))


def _write_value(value: object) -> object:
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _holds_articles(names: Iterable[str], origin: Origin) -> bool:
    known = {field for field, column in origin.columns.items() if column in set(names)}
    return holds_article({*names, *known})


def _reject_columns(origin: Origin, names: Iterable[str]) -> Reject:
    listed = ", ".join(names)[:300]
    detail = (
        f"no column of this table is known as an article's title or text; its columns are: {listed}. Say which is "
        f'which in sources.toml: columns = {{ title = "…", text = "…" }}; fields are {", ".join(FIELDS)}'
    )
    return origin.reject(Reason.UNKNOWN_FORMAT, detail)
