"""Re-coding forgets what it reads anew: no table that holds some of it is forgotten itself."""

from __future__ import annotations

import re
from pathlib import Path

from dataset_factory import NOW

from flows.schema import SQL
from flows.warehouse import Warehouse

OF_ARTICLES_OR_RUNS = {"run_id", "article_id", "mention_id", "event_id"}


def test_every_table_of_articles_and_runs_is_forgotten(tmp_path: Path) -> None:
    with Warehouse(tmp_path / "w.duckdb", NOW) as warehouse:
        rows = warehouse.connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() JOIN duckdb_tables() USING (table_name)"
        ).fetchall()
    holding = {table for table, column in rows if column in OF_ARTICLES_OR_RUNS}
    text = SQL.joinpath("replay", "forget.sql").read_text("utf-8")
    marts = {table for table, _ in rows if table.startswith("mart_")}
    assert set(re.findall(r"DELETE FROM (\w+)", text)) - {"reject"} == holding | marts
