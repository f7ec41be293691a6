"""Reading and coding anew what the archive holds: on a copy of the dataset, which replaces it when it is whole."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from flows.replay import ArchivedRun
from flows.schema import SQL, DatasetError, Transaction, run_script
from flows.settings import Settings
from flows.warehouse import Warehouse, connect


@contextmanager
def working_copy(settings: Settings, now: dt.datetime) -> Iterator[Warehouse]:
    """Open a copy of the dataset, and put it in the dataset's place when the block ends well.

    DatasetError when there is no dataset.
    """
    if not settings.warehouse_path.exists():
        raise DatasetError(f"{settings.warehouse_path} does not exist: run `wireroom backfill --from-archive` first")
    copy = settings.warehouse_path.with_name(".warehouse.recoded.duckdb")
    with connect(settings.warehouse_path) as connection:
        connection.execute("CHECKPOINT")
        shutil.copyfile(settings.warehouse_path, copy)
    try:
        with Warehouse(copy, now) as warehouse:
            yield warehouse
            warehouse.connection.execute("CHECKPOINT")
        copy.replace(settings.warehouse_path)
    finally:
        for left in (copy, copy.with_name(f"{copy.name}.wal")):
            left.unlink(missing_ok=True)


def choose_runs(
    connection: duckdb.DuckDBPyConnection,
    wanted: Sequence[ArchivedRun],
    archived: Sequence[ArchivedRun],
    settings: Settings,
) -> list[ArchivedRun]:
    """Choose what is read anew: the wanted runs that the dataset holds, and all that met the same articles."""
    rows = connection.execute("SELECT run_id FROM run WHERE n_collected IS NOT NULL").fetchall()
    loaded = {run_id for (run_id,) in rows}
    by_id = {run.run_id: run for run in archived if run.run_id in loaded}
    chosen = {run.run_id for run in wanted if run.run_id in by_id}
    text = SQL.joinpath("replay", "related.sql").read_text("utf-8")
    more = chosen
    while more:
        parameters = _parameters([by_id[run_id] for run_id in chosen], settings)
        found = {run_id for (run_id,) in connection.execute(text, parameters).fetchall()}
        more = found & by_id.keys() - chosen
        chosen |= more
    return [run for run in archived if run.run_id in chosen]


def forget(warehouse: Warehouse, runs: Sequence[ArchivedRun], settings: Settings) -> None:
    """Take out of the dataset what these runs gave."""
    text = SQL.joinpath("replay", "forget.sql").read_text("utf-8")
    with Transaction(warehouse.connection):
        run_script(warehouse.connection, text, _parameters(runs, settings))


def compare(connection: duckdb.DuckDBPyConnection, settings: Settings) -> pa.Table:
    """Count the mentions that were added, are gone or changed, by event type; the last row holds the sums."""
    connection.execute(f"ATTACH '{str(settings.warehouse_path).replace(chr(39), chr(39) * 2)}' AS before (READ_ONLY)")
    try:
        run_script(connection, SQL.joinpath("replay", "compare.sql").read_text("utf-8"))
        return connection.execute("FROM change ORDER BY event_type = 'all', event_type").to_arrow_table()
    finally:
        connection.execute("DROP TABLE IF EXISTS temp.change")
        connection.execute("DETACH before")


def _parameters(runs: Sequence[ArchivedRun], settings: Settings) -> dict[str, list[str]]:
    files = [run.path.relative_to(settings.data_dir).as_posix() for run in runs]
    return {"run_ids": [run.run_id for run in runs], "files": files}
