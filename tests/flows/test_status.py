"""Where `wireroom status` looks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from flows.publish import publish
from flows.schema import DatasetError
from flows.settings import Settings
from flows.status import TABLES, read_status
from flows.warehouse import Warehouse

NOW = dt.datetime(2024, 6, 15)


def test_the_published_dataset_answers_where_the_warehouse_cannot(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    with pytest.raises(DatasetError, match="does not exist"):
        read_status(settings)
    with Warehouse(settings.warehouse_path, NOW) as warehouse:
        warehouse.begin_run("run_one", NOW, "0.1.0", "coder-1")
    publish(settings.warehouse_path, settings.dataset_path)
    assert read_status(settings).note is None
    settings.warehouse_path.unlink()
    report = read_status(settings)
    assert report.note is not None
    assert "warehouse.duckdb does not exist" in report.note
    assert [title for title, _ in report.tables] == list(TABLES)
    assert report.tables[0][1].num_rows == 1
