from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dataset_factory import NOW, TEXT, make_article, run

from flows.warehouse import RunCounts, Warehouse

LATER = NOW + dt.timedelta(days=1)
CHANGES = (
    "SELECT what, mart_change.change, n_mentions_before, n_mentions_after FROM mart_change "
    "LEFT JOIN event_change ON mart_change.run_id = event_change.run_id AND id = event_id "
    "WHERE mart_change.run_id = 'run_two' ORDER BY ALL"
)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "wireroom.duckdb", NOW) as opened:
        yield opened


def rows(warehouse: Warehouse, sql: str) -> list[Any]:
    return warehouse.connection.execute(sql).fetchall()


def errors(warehouse: Warehouse) -> dict[str, Any]:
    return {one.name: one.sample for one in warehouse.run_checks() if one.n_rows and one.severity == "error"}


def note(name: str) -> Any:
    return make_article(name, text="This story has been withdrawn.", is_withdrawn=True, capture_id="cap_note")


def test_a_withdrawn_article_takes_back_what_was_drawn_from_it(warehouse: Warehouse, tmp_path: Path) -> None:
    article = make_article("first")
    run(warehouse, tmp_path / "one", [article])
    assert run(warehouse, tmp_path / "two", [note("first")], now=LATER) == RunCounts(1, 0, 1, 0, 0, 0)
    for table in ("mention", "mention_party", "quote", "event", "event_report", "event_count", "mart_daily_balance"):
        assert rows(warehouse, f"SELECT count(*) FROM {table}") == [(0,)], table
    assert rows(warehouse, "SELECT text, is_withdrawn FROM article_revision") == [(TEXT, False)]
    assert rows(warehouse, CHANGES) == [("article", "withdrawn", None, None), ("event", "removed", 1, 0)]
    assert errors(warehouse) == {}
    # The note again changes nothing.
    assert run(warehouse, tmp_path / "three", [note("first")], now=LATER) == RunCounts(1, 0, 0, 1, 0, 0)


def test_notes_of_withdrawal_are_no_copies_of_each_other(warehouse: Warehouse, tmp_path: Path) -> None:
    run(warehouse, tmp_path / "one", [make_article("first"), make_article("second", text="More. " + TEXT)])
    before = rows(warehouse, "SELECT event_id FROM event")
    assert run(warehouse, tmp_path / "two", [note("first")]) == RunCounts(1, 0, 1, 0, 0, 0)
    assert rows(warehouse, "SELECT event_id, n_articles FROM event") == [(*before[0], 1)]
    assert rows(warehouse, CHANGES) == [("article", "withdrawn", None, None), ("event", "updated", 2, 1)]
    assert run(warehouse, tmp_path / "three", [note("second")]) == RunCounts(1, 0, 1, 0, 0, 0)
    assert rows(warehouse, "SELECT count(*) FROM event") == [(0,)]
    assert errors(warehouse) == {}


def test_a_revised_article_keeps_its_event(warehouse: Warehouse, tmp_path: Path) -> None:
    run(warehouse, tmp_path / "one", [make_article("first")])
    before = rows(warehouse, "SELECT event_id FROM event")
    run(warehouse, tmp_path / "two", [make_article("first", text="Update. " + TEXT, capture_id="cap_new")], now=LATER)
    assert rows(warehouse, "SELECT event_id FROM event") == before
    assert rows(warehouse, CHANGES) == [("article", "revised", None, None), ("event", "updated", 1, 1)]
    assert rows(warehouse, "SELECT DISTINCT run_id FROM mart_change WHERE changed_at >= TIMESTAMP '2024-06-16'") == [
        ("run_two",)
    ]
