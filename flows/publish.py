"""The dataset for readers: a read-only copy that is replaced whole, and queries over it."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pyarrow as pa

from flows.durable import partial_path, replace_file
from flows.schema import DatasetError
from flows.warehouse import connect

CONTENT_TABLES = (
    "article",
    "article_revision",
    "dim_actor",
    "dim_cameo",
    "dim_context",
    "dim_country",
    "dim_date",
    "dim_event_type",
    "dim_mode",
    "dim_place",
    "dim_sector",
    "event",
    "event_alias",
    "event_count",
    "event_report",
    "mart_casualty",
    "mart_daily_actor",
    "mart_daily_balance",
    "mart_daily_country_pair",
    "mart_daily_place",
    "mart_event",
    "mart_event_summary",
    "mart_quote",
    "mart_reporting_delay",
    "mart_speaker",
    "mart_story",
    "mention",
    "mention_count",
    "mention_party",
    "quote",
    "reject",
    "signature",
    "source",
    "story",
)
"""What the input alone decides: the same input gives the same exports, byte for byte, on any machine and any day.

The other tables are the ledger: when something ran or was received, and where its bytes lie.
"""


def publish(warehouse_path: Path, target: Path) -> None:
    """Replace the published copy at ``target`` by the dataset as it is now; readers see the old one until then.

    DatasetError when somebody holds the dataset, this very process included: close the `Warehouse` first.
    """
    if not warehouse_path.exists():
        raise DatasetError(f"{warehouse_path} does not exist: run `wireroom run` first")
    connect(warehouse_path, read_only=True).close()  # fails if this process has it open for writing
    target.parent.mkdir(parents=True, exist_ok=True)
    connection = connect(warehouse_path)  # the lock keeps writers out while the file is copied
    try:
        connection.execute("CHECKPOINT")
        with warehouse_path.open("rb") as source, partial_path(target).open("wb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
    finally:
        connection.close()
    replace_file(target)


def open_published(path: Path) -> duckdb.DuckDBPyConnection:
    """Open the published dataset for reading; DatasetError when there is none."""
    return connect(path, read_only=True)


def query(path: Path, sql: str) -> pa.Table:
    """Run SQL over the published dataset; DatasetError with DuckDB's own words when it cannot be run."""
    connection = open_published(path)
    try:
        return connection.execute(sql).to_arrow_table()
    except duckdb.Error as error:
        raise DatasetError(str(error).strip()) from error
    finally:
        connection.close()
