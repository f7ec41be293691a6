from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dataset_factory import CODER, NOW, TEXT, make_article, make_mention, make_quote, make_reject, run

from flows.publish import CONTENT_TABLES
from flows.schema import DatasetError
from flows.staging import build, columns, write_articles, write_coded
from flows.warehouse import RunCounts, Shards, SourceRow, Warehouse
from transforms.records import Article, Coded, Mention, Party, Quote, Stage

OTHER = (
    "The weather in Strelsau stayed fine for the whole of the week, and everybody was out in the streets of it. " * 3
)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "wireroom.duckdb", NOW) as opened:
        yield opened


def rows(warehouse: Warehouse, sql: str) -> list[Any]:
    return warehouse.connection.execute(sql).fetchall()


def content(warehouse: Warehouse) -> dict[str, list[Any]]:
    return {table: rows(warehouse, f"FROM {table} ORDER BY ALL") for table in CONTENT_TABLES if table != "dim_date"}


def errors(warehouse: Warehouse) -> dict[str, Any]:
    return {one.name: one.sample for one in warehouse.run_checks() if one.n_rows and one.severity == "error"}


def test_new_articles_are_loaded_with_all_that_was_read_in_them(warehouse: Warehouse, tmp_path: Path) -> None:
    article = make_article("first")
    assert run(warehouse, tmp_path / "one", [article]) == RunCounts(1, 1, 0, 0, 0, 0)
    names = [column.name for column in columns(Article)]
    (row,) = rows(warehouse, f"SELECT {', '.join(names)} FROM article")
    assert build(Article, dict(zip(names, row, strict=True))) == article
    parties = rows(
        warehouse,
        "SELECT role, position, * EXCLUDE (mention_id, role, position, actor_id) FROM mention_party ORDER BY role",
    )
    mention = make_mention(article)
    given = [("actor", mention.actors[0]), ("recipient", mention.recipients[0])]
    for (role, position, *values), (expected_role, party) in zip(parties, given, strict=True):
        assert (role, position) == (expected_role, 0)
        assert Party(*values) == party
    names = [column.name for column in columns(Quote)]
    (row,) = rows(warehouse, f"SELECT {', '.join(names)} FROM quote")
    assert build(Quote, dict(zip(names, row, strict=True))) == make_quote(article)
    names = [column.name for column in columns(Mention) if column.path[0] != "attributed_to"]
    (row,) = rows(warehouse, f"SELECT {', '.join(names)} FROM mention")
    elsewhere: dict[str, Any] = {"actors": mention.actors, "recipients": mention.recipients, "counts": mention.counts}
    assert build(Mention, dict(zip(names, row, strict=True)), **elsewhere, attributed_to=None) == mention
    assert rows(warehouse, "SELECT tone, coder_version, published_on FROM article") == [
        (-0.25, CODER, dt.date(2024, 6, 14))
    ]
    assert errors(warehouse) == {}


def test_mart_shows_the_event_with_its_sentence(warehouse: Warehouse, tmp_path: Path) -> None:
    article = make_article("first")
    run(warehouse, tmp_path / "one", [article])
    found = rows(
        warehouse,
        "SELECT event_type, mode, contexts, actors, actor_countries, recipients, place, start_on, n_killed, sentence "
        "FROM mart_event",
    )
    sentence = "Ruritanian jets bombed the port of Strelsau on Friday, killing 12 people 👍🏽."
    assert found == [
        (
            "ASSAULT",
            "aerial",
            "military",
            "Ruritania",
            "RUR",
            "Borduria",
            "Strelsau",
            dt.date(2024, 6, 14),
            12,
            sentence,
        )
    ]
    assert rows(warehouse, "SELECT speaker, verb, quote FROM mart_quote") == [
        ("Zoe\u0301 Bordurian", "said", "We condemn it,")
    ]
    assert rows(
        warehouse, "SELECT actor_country, recipient_country, n_mentions, mean_intensity FROM mart_daily_country_pair"
    ) == [("RUR", "BOR", 1, -9.5)]


def test_a_second_run_changes_only_the_ledger(warehouse: Warehouse, tmp_path: Path) -> None:
    articles = [
        make_article("first"),
        make_article("copy"),
        make_article("other", text=OTHER),
        make_article("twice", title="An earlier reading", published_at=dt.datetime(2024, 6, 13)),
        make_article("twice", text="It is said now: " + TEXT, title="A later reading", position=1),
    ]
    rejects = [make_reject("broken.xml")]
    assert run(warehouse, tmp_path / "one", articles, rejects) == RunCounts(6, 3, 1, 0, 1, 1)
    before, captures = content(warehouse), rows(warehouse, "FROM capture ORDER BY ALL")
    again = run(warehouse, tmp_path / "two", articles, rejects, now=NOW + dt.timedelta(days=1))
    assert again == RunCounts(6, 0, 0, 5, 0, 1)
    assert content(warehouse) == before
    assert rows(warehouse, "FROM capture ORDER BY ALL") == captures
    assert errors(warehouse) == {}


def test_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    articles = [
        make_article("late", published_at=dt.datetime(2024, 6, 14, 20)),
        make_article("early", published_at=dt.datetime(2024, 6, 14, 10)),
        make_article("undated", published_at=None, published_precision=None, published_ground=None),
        make_article("other", text=OTHER),
        make_article("other", text=OTHER + "Then it rained.", published_at=dt.datetime(2024, 6, 15), position=1),
    ]
    found = []
    for name, given in {"forward": articles, "backward": articles[::-1]}.items():
        with Warehouse(tmp_path / f"{name}.duckdb", NOW) as opened:
            run(opened, tmp_path / name / "run", given)
            found.append(content(opened))
            assert rows(opened, "SELECT count(*) FROM article WHERE duplicate_of IS NULL") == [(2,)]
            early = make_article("early").article_id
            assert set(rows(opened, "SELECT duplicate_of FROM article WHERE duplicate_of IS NOT NULL")) == {(early,)}
    assert found[0] == found[1]


def test_copies_are_kept_but_not_coded(warehouse: Warehouse, tmp_path: Path) -> None:
    first, copy = make_article("first"), make_article("copy", published_at=dt.datetime(2024, 6, 14, 19))
    run(warehouse, tmp_path / "one", [first])
    assert run(warehouse, tmp_path / "two", [copy]) == RunCounts(1, 0, 0, 0, 1, 0)
    assert rows(warehouse, "SELECT duplicate_of FROM article ORDER BY published_at") == [(None,), (first.article_id,)]
    assert rows(warehouse, "SELECT count(*) FROM mention") == [(1,)]
    assert rows(warehouse, "SELECT lead_article_id, n_articles FROM story") == [(first.article_id, 2)]
    assert errors(warehouse) == {}


def test_few_equal_words_are_a_copy_only_under_equal_titles(warehouse: Warehouse, tmp_path: Path) -> None:
    articles = [
        make_article("one", text="Comments", title="Flood in Zenda"),
        make_article("two", text="Comments", title="Vote in Strelsau"),
        make_article("three", text="Comments", title="vote in Strelsau "),
    ]
    assert run(warehouse, tmp_path / "one", articles) == RunCounts(3, 2, 0, 0, 1, 0)


def test_a_revised_article_replaces_its_mentions_and_keeps_the_earlier_reading(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    old = make_article("first")
    new = make_article("first", text="Update. " + TEXT, capture_id="cap_new")
    run(warehouse, tmp_path / "one", [old])
    assert run(warehouse, tmp_path / "two", [new]) == RunCounts(1, 0, 1, 0, 0, 0)
    assert rows(warehouse, "SELECT revision_id FROM article") == [(new.revision_id,)]
    assert rows(warehouse, "SELECT revision_id, text FROM article_revision") == [(old.revision_id, TEXT)]
    assert rows(warehouse, "SELECT mention_id FROM mention") == [(make_mention(new).mention_id,)]
    assert rows(warehouse, "SELECT count(*) FROM mention_party") == [(2,)]
    assert rows(warehouse, "SELECT quote_id FROM quote") == [(make_quote(new).quote_id,)]
    assert errors(warehouse) == {}
    # A replay of the old capture is known, and does not turn the article back.
    assert run(warehouse, tmp_path / "three", [old]) == RunCounts(1, 0, 0, 1, 0, 0)
    assert rows(warehouse, "SELECT revision_id FROM article") == [(new.revision_id,)]


def test_a_copy_that_gets_words_of_its_own_is_coded(warehouse: Warehouse, tmp_path: Path) -> None:
    run(
        warehouse,
        tmp_path / "one",
        [make_article("first"), make_article("second", published_at=dt.datetime(2024, 6, 15))],
    )
    revised = make_article("second", text="More: " + TEXT, published_at=dt.datetime(2024, 6, 15))
    assert run(warehouse, tmp_path / "two", [revised]) == RunCounts(1, 0, 1, 0, 0, 0)
    assert rows(warehouse, "SELECT count(*), count(duplicate_of) FROM article") == [(2, 0)]
    assert rows(warehouse, "SELECT count(*) FROM mention") == [(2,)]
    assert rows(warehouse, "SELECT n_articles FROM story") == [(1,), (1,)]
    assert errors(warehouse) == {}


def test_a_new_coder_codes_known_articles_anew(warehouse: Warehouse, tmp_path: Path) -> None:
    articles = [make_article("first"), make_article("copy", published_at=None, published_precision=None)]
    run(warehouse, tmp_path / "one", articles)
    assert run(warehouse, tmp_path / "two", articles, coder_version="test-2") == RunCounts(2, 0, 1, 1, 0, 0)
    assert rows(warehouse, "SELECT DISTINCT coder_version FROM mention") == [("test-2",)]
    assert rows(warehouse, "SELECT count(*) FROM article_revision") == [(0,)]
    assert errors(warehouse) == {}


def test_the_same_item_twice_in_a_batch_is_loaded_once(warehouse: Warehouse, tmp_path: Path) -> None:
    article = make_article("first")
    elsewhere = replace(article, capture_id="cap_elsewhere")
    assert run(warehouse, tmp_path / "one", [article, article, elsewhere]) == RunCounts(3, 1, 0, 2, 0, 0)
    assert rows(warehouse, "SELECT count(*) FROM mention") == [(1,)]
    assert errors(warehouse) == {}


def test_what_the_coder_fails_on_is_rejected_with_its_copies(warehouse: Warehouse, tmp_path: Path) -> None:
    early = dt.datetime(2024, 6, 14, 1)
    bad, copy = make_article("bad", published_at=early), make_article("copy")
    good = make_article("good", text=OTHER)
    counts = run(warehouse, tmp_path / "one", [bad, copy, good], coder_fails_on=[bad])
    assert counts == RunCounts(3, 1, 0, 0, 0, 2)
    assert rows(warehouse, "SELECT external_id FROM article") == [("good",)]
    assert rows(warehouse, "SELECT count(*), count(DISTINCT reject_id) FROM run_item WHERE state = 'rejected'") == [
        (2, 1)
    ]
    assert errors(warehouse) == {}
    # A revision that the coder fails on leaves the reading that it could read.
    worse = make_article("good", text=OTHER + "And on.")
    assert run(warehouse, tmp_path / "two", [worse], coder_fails_on=[worse]) == RunCounts(1, 0, 0, 0, 0, 1)
    assert rows(warehouse, "SELECT text FROM article") == [(OTHER,)]
    assert errors(warehouse) == {}


def test_a_run_that_collected_nothing_is_loaded(warehouse: Warehouse) -> None:
    warehouse.begin_run("empty", NOW, "0.1.0", CODER)
    silent = SourceRow("silent", None, "file", "nothing.txt")
    assert warehouse.load("empty", Shards(), [silent], 0, CODER) == RunCounts(0, 0, 0, 0, 0, 0)
    assert rows(warehouse, "SELECT source_id, status, n_items FROM mart_source_run") == [("silent", "silent", 0)]
    assert errors(warehouse) == {}


def test_sources_are_told_by_what_they_gave(warehouse: Warehouse, tmp_path: Path) -> None:
    run(warehouse, tmp_path / "one", [make_article("first")], [make_reject("a"), make_reject("b", Stage.COLLECT)])
    found = rows(
        warehouse, "SELECT status, n_captures, n_items, n_loaded, n_rejected, first_reject FROM mart_source_run"
    )
    assert found == [("partial", 1, 3, 1, 2, "a is broken: send it again")]
    run(warehouse, tmp_path / "two", [], [make_reject("a")])
    assert rows(warehouse, "SELECT status FROM mart_source_run WHERE run_id = 'run_two'") == [("failed",)]
    assert rows(warehouse, "SELECT address, n_runs FROM mart_reject ORDER BY address") == [("a", 2), ("b", 1)]


def test_a_source_that_only_an_item_names_is_kept(warehouse: Warehouse, tmp_path: Path) -> None:
    named = make_article("first", source_id="aap")
    run(warehouse, tmp_path / "one", [named])
    assert rows(warehouse, "SELECT source_id, kind, address FROM source ORDER BY ALL") == [
        ("aap", "item", None),
        ("wire", "feed", "https://news.example/feed"),
    ]
    assert rows(warehouse, "SELECT source_id, status FROM mart_source_run ORDER BY ALL") == [
        ("aap", "ok"),
        ("wire", "silent"),
    ]
    assert errors(warehouse) == {}


def test_a_load_that_fails_leaves_nothing(warehouse: Warehouse, tmp_path: Path) -> None:
    run(warehouse, tmp_path / "one", [make_article("first")])
    before, items = content(warehouse), rows(warehouse, "FROM run_item")
    article = make_article("second", text=OTHER)
    write_articles(tmp_path / "two" / "article" / "0.parquet", [article])
    warehouse.begin_run("two", NOW, "0.1.0", CODER)
    with pytest.raises(DatasetError, match="1 articles were not coded"):
        warehouse.load("two", Shards.of(tmp_path / "two"), [], 1, CODER)
    ids = {"article_id": article.article_id, "revision_id": article.revision_id}
    too_sure = make_mention(make_article("first"), **ids, confidence=2.0)
    write_coded(tmp_path / "two", "0", [Coded(article.article_id, article.revision_id, (too_sure,), (), 0.0)], [])
    with pytest.raises(duckdb.ConstraintException, match="confidence"):
        warehouse.load("two", Shards.of(tmp_path / "two"), [], 1, CODER)
    assert content(warehouse) == before
    assert rows(warehouse, "FROM run_item") == items
    temporary = rows(warehouse, "SELECT table_name FROM duckdb_tables() WHERE temporary")
    assert temporary == []


def test_a_run_must_be_begun(warehouse: Warehouse) -> None:
    with pytest.raises(DatasetError, match="was not begun"):
        warehouse.load("unknown", Shards(), [], 0, CODER)


def test_killed_runs_are_marked_by_the_next(warehouse: Warehouse) -> None:
    warehouse.begin_run("killed", NOW, "0.1.0", CODER)
    warehouse.begin_run("next", NOW, "0.1.0", CODER)
    warehouse.finish_run("next", NOW, "failed", "the disk is full")
    found = rows(warehouse, "SELECT run_id, state, detail FROM run ORDER BY run_id")
    assert found == [("killed", "interrupted", None), ("next", "failed", "the disk is full")]


def test_sift_changes_nothing(warehouse: Warehouse, tmp_path: Path) -> None:
    article = make_article("first")
    write_articles(tmp_path / "0.parquet", [article])
    before = content(warehouse)
    (row,) = warehouse.sift([tmp_path / "0.parquet"], CODER).to_pylist()
    assert (row["state"], row["needs_coding"], row["article_id"]) == ("loaded", True, article.article_id)
    assert content(warehouse) == before
    assert warehouse.sift([], CODER).num_rows == 0


def test_dimensions_are_replaced_only_when_they_differ(warehouse: Warehouse) -> None:
    warehouse.load_dimensions({"dim_sector": [("GOV", "government"), ("MIL", "military")]})
    warehouse.load_dimensions({"dim_sector": iter([("MIL", "military"), ("GOV", "government")])})
    warehouse.load_dimensions({"dim_country": [("IGO", "bodies", None, False, None, None)]})
    assert rows(warehouse, "FROM dim_sector ORDER BY ALL") == [("GOV", "government"), ("MIL", "military")]
    warehouse.load_dimensions({"dim_sector": [("GOV", "cabinet")]})
    assert rows(warehouse, "FROM dim_sector") == [("GOV", "cabinet")]
    assert rows(warehouse, "FROM dim_country") == [("IGO", "bodies", None, False, None, None)]


def test_tables_are_kept_in_small_pieces_of_which_a_night_rewrites_one(warehouse: Warehouse) -> None:
    warehouse.connection.execute("CREATE TABLE many AS FROM range(100_000)")
    warehouse.connection.execute("CHECKPOINT")
    pieces = "SELECT row_group_id, max(count) FROM pragma_storage_info('many') GROUP BY ALL ORDER BY ALL"
    assert [rows for _, rows in warehouse.connection.execute(pieces).fetchall()] == [30_720] * 3 + [7_840]


def test_a_held_dataset_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "wireroom.duckdb"
    hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(DatasetError) as caught:
            Warehouse(path, NOW)
        assert str(caught.value).startswith(f"{path} is in use by process {holder.pid}: wait until it ends")
        assert "\n" not in str(caught.value)
    Warehouse(path, NOW).close()


def test_a_file_that_is_no_dataset_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wireroom.duckdb"
    path.write_text("no database at all, but long enough to be read as the header of one" * 200)
    with pytest.raises(DatasetError, match="cannot be opened as a DuckDB file"):
        Warehouse(path, NOW)


def test_what_was_checked_when_it_came_is_not_read_again_every_night(warehouse: Warehouse, tmp_path: Path) -> None:
    run(warehouse, tmp_path / "one", [make_article("first")])
    warehouse.connection.execute("UPDATE mention SET where_text = 'Zenda'")
    run(warehouse, tmp_path / "two", [make_article("other", f"Rain. {TEXT}")])
    assert [one.n_rows for one in warehouse.run_checks("loaded") if one.name == "spans"] == [0]
    assert [one.n_rows for one in warehouse.run_checks() if one.name == "spans"] == [1]
    warehouse.connection.execute("UPDATE mention SET where_text = 'Zenda'")
    assert [one.n_rows for one in warehouse.run_checks("loaded") if one.name == "spans"] == [1]


def test_a_dataset_from_before_the_table_of_events_gets_it_whole(warehouse: Warehouse, tmp_path: Path) -> None:
    run(warehouse, tmp_path / "one", [make_article("first")])
    warehouse.connection.execute("DELETE FROM mart_event_summary")  # as the migration leaves it
    run(warehouse, tmp_path / "two", [make_article("plain", OTHER)])
    assert rows(warehouse, "SELECT event_id FROM mart_event_summary") == rows(warehouse, "SELECT event_id FROM event")
    assert errors(warehouse) == {}
