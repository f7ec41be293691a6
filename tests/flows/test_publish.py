from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest
from dataset_factory import NOW, make_article, make_reject, run

from flows.publish import open_published, publish, query
from flows.schema import DatasetError
from flows.warehouse import Warehouse


def make_dataset(folder: Path, now: dt.datetime = NOW) -> Path:
    path = folder / "wireroom.duckdb"
    with Warehouse(path, now) as warehouse:
        run(warehouse, folder / "one", [make_article("first"), make_article("copy")], [make_reject("a.xml")], now=now)
    return path


def test_published_copy_is_whole_and_read_only(tmp_path: Path) -> None:
    target = tmp_path / "published" / "wireroom.duckdb"
    publish(make_dataset(tmp_path), target)
    assert query(target, "SELECT event_type, actors FROM mart_event").to_pylist() == [
        {"event_type": "ASSAULT", "actors": "Ruritania"}
    ]
    assert query(target, "SELECT comment FROM duckdb_views() WHERE view_name = 'mart_event'").to_pylist()[0]["comment"]
    assert [path.name for path in target.parent.iterdir()] == ["wireroom.duckdb"]
    connection = open_published(target)
    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        connection.execute("DELETE FROM article")
    connection.close()


def test_readers_keep_the_old_copy_until_they_open_the_new(tmp_path: Path) -> None:
    path, target = make_dataset(tmp_path), tmp_path / "published" / "wireroom.duckdb"
    publish(path, target)
    reader = open_published(target)
    with Warehouse(path, NOW) as warehouse:
        warehouse.connection.execute("UPDATE source SET title = 'New'")
    publish(path, target)
    assert reader.execute("SELECT title FROM source").fetchall() == [("The Wire",)]
    reader.close()
    assert query(target, "SELECT title FROM source").to_pylist() == [{"title": "New"}]


def test_a_failed_copy_leaves_the_last_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, target = make_dataset(tmp_path), tmp_path / "published" / "wireroom.duckdb"
    publish(path, target)
    before = target.read_bytes()

    def full(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("flows.publish.shutil.copyfileobj", full)
    with pytest.raises(OSError, match="disk is full"):
        publish(path, target)
    assert target.read_bytes() == before


def test_an_open_or_missing_dataset_is_not_published(tmp_path: Path) -> None:
    path, target = make_dataset(tmp_path), tmp_path / "published" / "wireroom.duckdb"
    with Warehouse(path, NOW), pytest.raises(DatasetError, match="open for writing in this process: close"):
        publish(path, target)
    with pytest.raises(DatasetError, match="does not exist: run `wireroom run` first"):
        publish(tmp_path / "nowhere.duckdb", target)
    assert not target.exists()


def test_queries_tell_what_is_wrong(tmp_path: Path) -> None:
    path = make_dataset(tmp_path)
    with pytest.raises(DatasetError, match="does not exist: run `wireroom run` first"):
        query(tmp_path / "nowhere.duckdb", "SELECT 1")
    with pytest.raises(DatasetError, match='Referenced column "actr" not found'):
        query(path, "SELECT actr FROM mart_event")
    with pytest.raises(DatasetError, match="read-only"):
        query(path, "DELETE FROM article")
    assert query(path, "SELECT 1 AS n WHERE false").column_names == ["n"]
