from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dataset_factory import NOW, TEXT, make_article, make_mention, run

from flows.staging import write_coded
from flows.warehouse import Shards, SourceRow, Warehouse
from transforms.records import Article, Coded, Mention, Party, Realis, When, Where


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "wireroom.duckdb", NOW) as opened:
        yield opened


def rows(warehouse: Warehouse, sql: str) -> list[Any]:
    return warehouse.connection.execute(sql).fetchall()


def loaded_events(warehouse: Warehouse, folder: Path, mentions: list[tuple[Article, Mention]]) -> list[tuple[int, int]]:
    """Load one mention an article; give the numbers of mentions and articles of each event, largest first."""
    articles = [article for article, _ in mentions]
    run(warehouse, folder, articles)
    warehouse.begin_run("events", NOW, "0.1.0", "test-2")
    write_coded(folder, "coded", [Coded(a.article_id, a.revision_id, (m,), (), 0.0) for a, m in mentions], [])
    warehouse.load("events", Shards.of(folder), [SourceRow("wire", None, "feed", "x")], len(mentions), "test-2")
    return rows(warehouse, "SELECT n_mentions, n_articles FROM event ORDER BY ALL DESC")


def told(name: str, **changes: Any) -> tuple[Article, Mention]:
    article = make_article(name, text=f"{name} wrote. {TEXT}")
    return article, make_mention(article, coder_version="test-2", **changes)


def test_mentions_that_agree_across_articles_are_one_event(warehouse: Warehouse, tmp_path: Path) -> None:
    weaker = told("b", confidence=0.2, mode=None)
    assert loaded_events(warehouse, tmp_path / "one", [told("a"), weaker]) == [(2, 2)]
    assert rows(warehouse, "SELECT mode, confidence, actors, recipients, place_id FROM event") == [
        ("aerial", 0.8, "Ruritania", "Borduria", "gn_42")
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"event_type": "ACCUSE"},
        {"recipients": (Party("port", 0, 4, name="Ruritania", country="RUR"),)},
        {"when": When("on Saturday", 0, 1, dt.date(2024, 6, 15), dt.date(2024, 6, 15), "day")},
        {"where": Where("Zenda", 0, 5, "Zenda", "BOR", 51.5, 17.0, 43)},
    ],
)
def test_mentions_that_differ_are_different_events(
    warehouse: Warehouse, tmp_path: Path, change: dict[str, Any]
) -> None:
    assert loaded_events(warehouse, tmp_path / "one", [told("a"), told("b", **change)]) == [(1, 1), (1, 1)]


@pytest.mark.parametrize(
    "change",
    [
        {"actors": ()},
        {"recipients": ()},
        {"where": None},
        {"counts": ()},
        {"mode": None},
        {"when": When("this month", 0, 1, dt.date(2024, 6, 1), dt.date(2024, 6, 30), "month")},
        {"when": None},
    ],
)
def test_mentions_that_say_less_are_the_same_event(
    warehouse: Warehouse, tmp_path: Path, change: dict[str, Any]
) -> None:
    assert loaded_events(warehouse, tmp_path / "one", [told("a"), told("b", **change)]) == [(2, 2)]
    assert rows(warehouse, "SELECT actors, recipients, start_on, end_on, place_id, mode FROM event") == [
        ("Ruritania", "Borduria", dt.date(2024, 6, 14), dt.date(2024, 6, 14), "gn_42", "aerial")
    ]


def test_nobody_in_no_place_is_not_the_same_nobody_in_another_story(warehouse: Warehouse, tmp_path: Path) -> None:
    crowd: dict[str, Any] = {
        "actors": (Party("the crowd", 0, 9),),
        "recipients": (Party("the others", 0, 10),),
        "where": None,
        "counts": (),
    }
    assert loaded_events(warehouse, tmp_path / "one", [told("a", **crowd), told("b", **crowd)]) == [(1, 1), (1, 1)]


def test_the_strongest_telling_is_the_events(warehouse: Warehouse, tmp_path: Path) -> None:
    pair = [told("a", realis=Realis.HYPOTHETICAL), told("b", realis=Realis.FUTURE, confidence=0.1)]
    assert loaded_events(warehouse, tmp_path / "one", pair) == [(2, 2)]
    assert rows(warehouse, "SELECT realis FROM event") == [("future",)]
