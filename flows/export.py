"""The published dataset as files for other tools: Parquet by month, CSV for spreadsheets, GDELT's two tables.

Rows are in the order of their columns, so that equal datasets give equal files.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from flows.durable import partial_path, replace_folder
from flows.export_format import ExportFormat
from flows.gdelt import write_gdelt
from flows.publish import open_published
from flows.schema import SQL

_BATCH = 50_000  # rows held at once
_MONTH_BY = ("article_id", "mention_id", "start_on", "date_on")  # the first that a table has tells its month
_FORMULA = "^[=+\\-@\\t\\r\\n\uff0b\uff0d\uff1d\uff20]"  # the last four: what East Asian keyboards write for = + - @


def export(dataset: Path, form: ExportFormat, folder: Path) -> list[Path]:
    """Write the published dataset to a folder, which is replaced whole; return the files.

    DatasetError when there is none, and when the GDELT files do not hold to GDELT's format.
    """
    write = _WRITERS[form]
    partial = partial_path(folder)
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    with open_published(dataset) as connection:
        write(connection, partial)
    replace_folder(folder)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _write_parquet(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write each table and view: ``NAME/month=YYYY-MM/part.parquet`` where rows have a month, else ``NAME.parquet``."""
    for table in _list_tables(connection):
        names = {row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()}
        key = next((key for key in _MONTH_BY if key in names and not table.startswith("dim_")), None)
        if key is None:
            rows = _read(connection, "whole", table)
            with pq.ParquetWriter(folder / f"{table}.parquet", rows.schema, compression="zstd") as writer:
                for batch in rows:
                    writer.write_batch(batch)
        else:
            _write_months(_read(connection, f"parquet_by_{key}", table), folder / table)


def _write_months(rows: pa.RecordBatchReader, folder: Path) -> None:
    """Write rows that are sorted by their first column, the month: a file a month; without rows an empty one."""
    schema = pa.schema(list(rows.schema)[1:])
    for month, parts in groupby(_cut_months(rows), key=itemgetter(0)):
        with _open_month(folder, month, schema) as writer:
            for _, part in parts:
                writer.write_batch(part)
    if not folder.exists():
        _open_month(folder, "undated", schema).close()


def _cut_months(rows: pa.RecordBatchReader) -> Iterator[tuple[str, pa.RecordBatch]]:
    for batch in rows:
        for month in batch.column(0).unique():
            part = batch.filter(pc.equal(batch.column(0), month))
            yield month.as_py(), part.drop_columns(batch.schema.names[0])


def _open_month(folder: Path, month: str, schema: pa.Schema) -> pq.ParquetWriter:
    path = folder / f"month={month}" / "part.parquet"
    path.parent.mkdir(parents=True)
    return pq.ParquetWriter(path, schema, compression="zstd")


def _write_csv(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write each mart as ``NAME.csv`` with a byte order mark, by which spreadsheets know UTF-8."""
    for table in _list_tables(connection):
        if not table.startswith("mart_"):
            continue
        rows = _read(connection, "whole", table)
        with (folder / f"{table}.csv").open("wb") as stream:
            stream.write(b"\xef\xbb\xbf")
            with pyarrow.csv.CSVWriter(stream, rows.schema) as writer:
                for batch in rows:
                    writer.write_batch(neutralize(batch))


def neutralize(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Put an apostrophe before text that a spreadsheet would take for a formula; numbers stay numbers."""
    columns = [
        pc.if_else(pc.match_substring_regex(column, _FORMULA), pc.binary_join_element_wise("'", column, ""), column)
        if pa.types.is_string(column.type)
        else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def _read(connection: duckdb.DuckDBPyConnection, query: str, table: str) -> pa.RecordBatchReader:
    text = SQL.joinpath(f"exports/{query}.sql").read_text("utf-8")
    return connection.execute(text, {"table": table}).to_arrow_reader(_BATCH)


def _list_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [row[0] for row in connection.execute(_TABLES).fetchall()]


_TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY table_name"


_WRITERS: dict[ExportFormat, Callable[[duckdb.DuckDBPyConnection, Path], None]] = {
    ExportFormat.PARQUET: _write_parquet,
    ExportFormat.CSV: _write_csv,
    ExportFormat.GDELT: write_gdelt,
}
