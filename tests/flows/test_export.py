"""The dataset as files for other tools."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from dataset_factory import NOW, TEXT, make_article, make_reject, run

from flows.export import export, neutralize
from flows.export_format import ExportFormat
from flows.publish import CONTENT_TABLES, publish
from flows.schema import DatasetError
from flows.warehouse import Warehouse


def make_published(folder: Path, now: dt.datetime = NOW) -> Path:
    """Publish a dataset of three articles of two months, one of them undated."""
    articles = [
        make_article("first"),
        make_article("older", "Rain. " + TEXT, published_at=dt.datetime(2024, 5, 2), title="=1+1"),
        make_article("undated", "Wind. " + TEXT, published_at=None, published_precision=None, published_ground=None),
    ]
    with Warehouse(folder / "warehouse.duckdb", now) as warehouse:
        run(warehouse, folder / "one", articles, [make_reject("a.xml")], now=now)
    publish(folder / "warehouse.duckdb", folder / "wireroom.duckdb")
    return folder / "wireroom.duckdb"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_published(tmp_path_factory.mktemp("dataset"))


def test_parquet_lies_by_month_and_holds_every_row(dataset: Path, tmp_path: Path) -> None:
    folder = tmp_path / "parquet"
    export(dataset, ExportFormat.PARQUET, folder)
    months = ["month=2024-05", "month=2024-06", "month=undated"]
    for table in ("article", "mention", "mention_party", "mart_event"):
        assert sorted(path.name for path in (folder / table).iterdir()) == months, table
    with duckdb.connect(str(dataset), read_only=True) as connection:
        tables = connection.execute("SELECT table_name FROM information_schema.tables").fetchall()
        for (table,) in tables:
            where = folder / f"{table}.parquet" if (folder / f"{table}.parquet").exists() else folder / table / "*/*"
            differs = f"(FROM {table} EXCEPT ALL FROM files) UNION ALL (FROM files EXCEPT ALL FROM {table})"
            connection.execute(f"CREATE TEMP VIEW files AS FROM read_parquet('{where}', hive_partitioning = false)")
            assert connection.execute(differs).fetchall() == [], table
            connection.execute("DROP VIEW files")


def test_parquet_is_equal_byte_for_byte_on_different_days(tmp_path: Path) -> None:
    contents = []
    for day in range(2):
        folder = tmp_path / str(day)
        made = make_published(folder, NOW + dt.timedelta(days=day))
        files = export(made, ExportFormat.PARQUET, folder / "parquet")
        contents.append({str(file.relative_to(folder / "parquet")): file.read_bytes() for file in files})
    assert contents[0].keys() == contents[1].keys()
    differing = {
        name.split("/")[0].removesuffix(".parquet") for name in contents[0] if contents[0][name] != contents[1][name]
    }
    assert not differing & set(CONTENT_TABLES)
    assert "capture" in differing, "a ledger table should differ, or this test sees nothing"


def test_an_export_replaces_the_folder_whole(dataset: Path, tmp_path: Path) -> None:
    folder = tmp_path / "parquet"
    export(dataset, ExportFormat.PARQUET, folder)
    (folder / "gone.parquet").write_bytes(b"of an older schema")
    files = export(dataset, ExportFormat.PARQUET, folder)
    assert sorted(path for path in folder.rglob("*") if path.is_file()) == files
    assert [one.name for one in tmp_path.iterdir()] == ["parquet"]


def test_csv_has_each_mart_and_no_formula(dataset: Path, tmp_path: Path) -> None:
    files = export(dataset, ExportFormat.CSV, tmp_path / "csv")
    assert {file.stem for file in files} >= {"mart_event", "mart_quote"}
    with (tmp_path / "csv" / "mart_event.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 3
    assert {row["title"] for row in rows} == {"Port bombed", "'=1+1"}
    assert {row["intensity"] for row in rows} == {"-9.5"}, "a number is no formula"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_that_looks_like_a_formula_is_neutralized(start: str) -> None:
    batch = pa.RecordBatch.from_pydict({"text": [f"{start}1", f"a{start}", None, ""], "number": [-1, 2, None, 0]})
    assert neutralize(batch).to_pydict() == {"text": [f"'{start}1", f"a{start}", None, ""], "number": [-1, 2, None, 0]}


def test_what_is_not_there_is_not_exported(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="does not exist: run `wireroom run` first"):
        export(tmp_path / "nowhere.duckdb", ExportFormat.CSV, tmp_path / "csv")
    assert not (tmp_path / "csv").exists()
