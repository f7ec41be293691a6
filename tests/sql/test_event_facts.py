from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dataset_factory import NOW, TEXT, make_article, make_mention, run

from flows import schema
from flows.schema import known_migrations, migrate
from flows.warehouse import Warehouse
from transforms.records import Article, Coded


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "wireroom.duckdb", NOW) as opened:
        yield opened


def rows(warehouse: Warehouse, sql: str) -> list[Any]:
    return warehouse.connection.execute(sql).fetchall()


SUMMARY = (
    "SELECT n_mentions, n_articles, n_sources, n_independent_sources, first_reported_at, last_reported_at, "
    "n_killed_lowest, n_killed_highest FROM mart_event_summary"
)


def test_copies_and_agencies_count_as_one_voice(warehouse: Warehouse, tmp_path: Path) -> None:
    first = make_article("first", source_id="herald", agency="AFP")
    copy = make_article("copy", source_id="gazette", published_at=dt.datetime(2024, 6, 15, 9))
    edited = make_article("edited", text="More. " + TEXT, source_id="post", agency="afp")
    own = make_article("own", text="Own. " + TEXT, source_id="times", published_at=dt.datetime(2024, 6, 14, 12))
    run(warehouse, tmp_path / "one", [first, copy, edited, own])
    early, late = dt.datetime(2024, 6, 14, 12), dt.datetime(2024, 6, 15, 9)
    assert rows(warehouse, SUMMARY) == [(3, 4, 4, 2, early, late, 12, 12)]
    (sentence,) = rows(warehouse, "SELECT sentence FROM mart_event_summary")[0]
    assert sentence.startswith("Ruritanian jets bombed the port")
    assert rows(warehouse, "SELECT count(*) FILTER (is_copy), count(DISTINCT voice) FROM event_report") == [(1, 2)]


def test_a_copy_that_comes_later_is_counted(warehouse: Warehouse, tmp_path: Path) -> None:
    run(warehouse, tmp_path / "one", [make_article("first")])
    before = rows(warehouse, "SELECT event_id FROM event")
    run(warehouse, tmp_path / "two", [make_article("copy", source_id="gazette")])
    assert rows(warehouse, "SELECT event_id FROM event") == before
    assert rows(warehouse, "SELECT n_articles, n_sources, n_independent_sources FROM event") == [(2, 2, 1)]
    assert rows(warehouse, "SELECT run_id, change, n_mentions_after FROM event_change ORDER BY ALL") == [
        ("run_one", "added", 1),
        ("run_two", "updated", 1),
    ]


def test_actors_are_a_dimension(warehouse: Warehouse, tmp_path: Path) -> None:
    run(warehouse, tmp_path / "one", [make_article("first")])
    assert rows(
        warehouse,
        "SELECT p.role, a.name, a.country, a.sector FROM mention_party AS p JOIN dim_actor AS a USING (actor_id) "
        "ORDER BY ALL",
    ) == [("actor", "Ruritania", "RUR", "MIL"), ("recipient", "Borduria", "BOR", None)]


def test_who_meets_is_paired_with_the_other_and_not_with_himself(warehouse: Warehouse, tmp_path: Path) -> None:
    def meet(article: Article) -> Coded:
        raid = make_mention(article)
        both = raid.actors + raid.recipients
        meeting = replace(raid, event_type="CONSULT", mode="meet", actors=both, recipients=both)
        return Coded(article.article_id, article.revision_id, (meeting,), (), None)

    run(warehouse, tmp_path / "one", [make_article("first")], code=meet)
    pairs = "SELECT actor_country, recipient_country, n_mentions FROM mart_daily_country_pair ORDER BY ALL"
    assert rows(warehouse, pairs) == [("BOR", "RUR", 1), ("RUR", "BOR", 1)]


def test_events_of_the_earlier_schema_are_carried_over(tmp_path: Path) -> None:
    with Warehouse(tmp_path / "new.duckdb", NOW) as opened:
        run(opened, tmp_path / "one", [replace(make_article("first"), agency=None)])
    steps = [step for step in known_migrations() if step.version <= 4]
    with duckdb.connect(str(tmp_path / "old.duckdb")) as old:
        for step in steps:
            schema.run_script(old, step.text)
            old.execute("INSERT INTO migration VALUES (?, ?, ?, ?)", [step.version, step.name, step.sha256, NOW])
        old.execute(f"ATTACH '{tmp_path / 'new.duckdb'}' AS new (READ_ONLY)")
        for table in ("article", "mention", "mention_party", "event"):
            names = ", ".join(row[0] for row in old.execute(f"DESCRIBE {table}").fetchall())
            old.execute(f"INSERT INTO {table} SELECT {names} FROM new.{table}")
        old.execute("DETACH new")
        migrate(old, known_migrations(), NOW)
        assert old.execute("SELECT number, first_reported_at, n_independent_sources FROM event").fetchall() == [
            (1, dt.datetime(2024, 6, 14, 18, 30), 1)
        ]
        assert old.execute("SELECT count(*) FROM dim_actor").fetchall() == [(2,)]


def test_speakers_are_counted_anew_when_an_article_takes_words_back(warehouse: Warehouse, tmp_path: Path) -> None:
    speakers = (
        "SELECT speaker, speaker_country, n_quotes, n_articles, n_sources, first_quoted_on, last_quoted_on, last_quote "
        "FROM mart_speaker"
    )
    first = make_article("first")
    other = make_article(
        "other", text="Own. " + TEXT, source_id="times", published_at=dt.datetime(2024, 6, 17, 12), title="Port burns"
    )
    run(warehouse, tmp_path / "one", [first, other])
    days = [dt.date(2024, 6, 14), dt.date(2024, 6, 17)]
    assert rows(warehouse, speakers) == [("Zoe\u0301 Bordurian", "BOR", 2, 2, 2, *days, "We condemn it,")]
    run(warehouse, tmp_path / "two", [replace(other, revision_id="later", text="Nothing is quoted here any more.")])
    assert rows(warehouse, speakers) == [("Zoe\u0301 Bordurian", "BOR", 1, 1, 1, days[0], days[0], "We condemn it,")]
    run(warehouse, tmp_path / "three", [replace(first, revision_id="later", text="Nor is anybody here, since today.")])
    assert rows(warehouse, speakers) == []
