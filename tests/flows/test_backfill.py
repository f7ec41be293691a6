"""Out of the archive: the same dataset again, and what another code makes of it."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dataset_factory import DIMENSIONS, make_article, make_mention
from fakes import FakeCoder

from flows.cli_backfill import read_range
from flows.errors import InputError, RunError
from flows.publish import CONTENT_TABLES
from transforms.records import Article, Coded, Mention, Reject, make_id

pytestmark = pytest.mark.usefixtures("prefect")

CODES = {
    **DIMENSIONS,
    "dim_event_type": [
        *DIMENSIONS["dim_event_type"],
        ("PROTEST", "material_conflict", -6.5, False, "gathers in public against somebody"),
    ],
}
WAREHOUSE = "data/warehouse.duckdb"
LEDGER = (
    "SELECT run_id, started_at, state, n_collected, n_loaded, n_revised, n_unchanged, n_duplicate, n_rejected FROM run",
    "FROM run_item",
    "FROM run_source",
    "FROM capture",
)


RAID = "Ruritanian jets bombed the port of Strelsau on Friday, killing 12 people."
TEXT = (
    f"{RAID} Nothing else was known about it when this was written, and nobody could say any more about it. "
    "The port had been closed for a week because of the storm, and most of those who work there had gone home."
)

ELSEWHERE = (
    f"From abroad: {RAID} The neighbouring kingdom called its ambassador home for talks in the evening. "
    "Markets fell all over the continent after the first pictures were shown, and the price of grain rose by a tenth."
)


class Coder(FakeCoder):
    """Finds the raid wherever it is told, as sure as it is told to be."""

    confidence = 0.8
    event_type = "ASSAULT"

    def code(self, articles: Iterable[Article]) -> Iterator[Coded | Reject]:
        for article in articles:
            mentions = (self._read(article),) if RAID in article.text else ()
            yield Coded(article.article_id, article.revision_id, mentions, (), 0.0)

    def _read(self, article: Article) -> Mention:
        from transforms.coding.version import CODER_VERSION

        start = article.text.index(RAID)

        def span(words: str) -> dict[str, int]:
            return {"start": start + RAID.index(words), "end": start + RAID.index(words) + len(words)}

        told = make_mention(make_article("raid"))
        return replace(
            told,
            mention_id=make_id("m", article.article_id, article.revision_id, self.event_type),
            article_id=article.article_id,
            revision_id=article.revision_id,
            sentence_start=start,
            sentence_end=start + len(RAID),
            event_type=self.event_type,
            mode=told.mode if self.event_type == "ASSAULT" else None,
            trigger=replace(told.trigger, **span("bombed")),
            actors=tuple(replace(one, **span(one.text)) for one in told.actors),
            recipients=tuple(replace(one, **span(one.text)) for one in told.recipients),
            when=None,
            where=None,
            counts=(),
            confidence=self.confidence,
            coder_version=CODER_VERSION,
        )


@pytest.fixture
def coder(monkeypatch: pytest.MonkeyPatch, fake_coder: list[int]) -> Coder:
    coder = Coder()
    monkeypatch.setattr("flows.worker.load_coder", lambda _pipeline: coder)
    monkeypatch.setattr("flows.nightly.dimension_rows", lambda _ontology: CODES)
    monkeypatch.setattr("flows.backfill.dimension_rows", lambda _ontology: CODES)
    return coder


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, coder: Coder) -> Path:
    """A dataset of two nights: in the second one an article was revised, one is new, and one copies another."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("WIREROOM_"):
            monkeypatch.delenv(name)
    (tmp_path / "sources.toml").write_text(
        "[settings]\nexports = []\n", "utf-8"
    )  # their codes are those of real states
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "empty.txt").touch()
    put(inbox, raid=TEXT, rain="It rained in Strelsau for the whole of the day, and nobody went out. " * 4)
    collect("inbox")
    put(inbox, raid=f"New facts. {TEXT}", other=ELSEWHERE, copy=ELSEWHERE)
    collect("inbox")
    return tmp_path


def put(folder: Path, **texts: str) -> None:
    lines = [json.dumps({"id": name, "title": f"The {name} told", "text": text}) for name, text in texts.items()]
    (folder / "wire.jsonl").write_text("\n".join(lines), "utf-8")


def collect(*inputs: str) -> Any:
    from flows.nightly import nightly

    return nightly(inputs)


def backfill(**options: Any) -> Any:
    from flows.backfill import backfill

    return backfill(**options)


def rows(query: str, path: str = WAREHOUSE) -> list[Any]:
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute(f"SELECT * FROM ({query}) ORDER BY ALL").fetchall()


def content(path: str = WAREHOUSE) -> dict[str, list[Any]]:
    return {table: rows(f"FROM {table}", path) for table in (*CONTENT_TABLES, *LEDGER) if " " not in table} | {
        query: rows(query, path) for query in LEDGER
    }


def test_the_archive_gives_the_same_dataset_again(nights: Path) -> None:
    before = content()
    assert len(before["mention"]) == 2
    assert len(before["article_revision"]) == 1
    for name in ("warehouse.duckdb", "wireroom.duckdb"):
        (nights / "data" / name).unlink()
    replayed = backfill()
    assert [run.run_id for run, _ in replayed.runs] == [run_id for (run_id,) in rows("SELECT run_id FROM run")]
    assert content() == before
    assert content("data/wireroom.duckdb") == before
    # Once more: all is there.
    again = backfill()
    assert (list(again.runs), again.n_known) == ([], 2)
    assert content() == before


def test_days_are_chosen(nights: Path) -> None:
    today = dt.datetime.now(dt.UTC).date()
    with pytest.raises(RunError, match="no run of these days"):
        backfill(last=today - dt.timedelta(days=2))
    assert backfill(first=today - dt.timedelta(days=1)).n_known == 2


def test_an_earlier_run_does_not_turn_articles_back(nights: Path) -> None:
    before = {table: rows(f"FROM {table}") for table in ("article", "mention", "quote", "event")}
    first = rows("SELECT min(run_id) FROM run")[0][0]
    with duckdb.connect(WAREHOUSE) as connection:  # as if the first run had been killed
        for table in ("run_item", "run_source", "event_change"):
            connection.execute(f"DELETE FROM {table} WHERE run_id = ?", [first])
        connection.execute("DELETE FROM article_revision")
        connection.execute("UPDATE run SET n_collected = NULL, state = 'interrupted' WHERE run_id = ?", [first])
        connection.execute("DELETE FROM reject")
        connection.execute("DELETE FROM run_item WHERE state = 'rejected'")
        connection.execute("UPDATE run SET n_collected = n_collected - 1, n_rejected = 0")
    ((run, counts),) = backfill().runs
    assert run.run_id == first
    assert (counts.revised, counts.unchanged) == (1, 1)
    assert {table: rows(f"FROM {table}") for table in before} == before
    assert rows("SELECT count(*) FROM article_revision") == [(1,)]


def test_recoding_with_the_same_code_changes_nothing(nights: Path) -> None:
    before = content()
    replayed = backfill(recode=True)
    assert replayed.changes.to_pylist() == [
        {"event_type": kind, "before": 2, "after": 2, "added": 0, "gone": 0, "changed": 0}
        for kind in ("ASSAULT", "all")
    ]
    assert content() == before


def test_recoding_with_another_code_tells_what_changed(
    nights: Path, coder: Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    coder.confidence = 0.6
    assert backfill(recode=True).changes.to_pylist()[0] == {
        "event_type": "ASSAULT", "before": 2, "after": 2, "added": 0, "gone": 0, "changed": 2,
    }  # fmt: skip
    assert rows("SELECT DISTINCT confidence FROM mention", "data/wireroom.duckdb") == [(0.6,)]
    # A reader that reads other words: every reading is another one, and nothing of the old ones is left.
    from flows import intake

    original = intake.normalize_entries

    def shout(*arguments: Any) -> Any:
        for found in original(*arguments):
            changed = found.text.replace("New facts.", "OLD NEWS!!")
            yield replace(found, text=changed, revision_id="r_" + changed[:9])

    monkeypatch.setattr(intake, "normalize_entries", shout)
    coder.event_type = "PROTEST"
    n_articles = rows("SELECT count(*) FROM article")
    changes = {row.pop("event_type"): row for row in backfill(recode=True).changes.to_pylist()}
    assert changes["ASSAULT"] == {"before": 2, "after": 0, "added": 0, "gone": 2, "changed": 0}
    assert changes["PROTEST"] == {"before": 0, "after": 2, "added": 2, "gone": 0, "changed": 0}
    assert rows("SELECT count(*) FROM article") == n_articles
    assert rows("SELECT count(*) FROM article WHERE text LIKE 'OLD NEWS%'") == [(1,)]
    assert rows("SELECT count(*) FROM article_revision WHERE revision_id NOT LIKE 'r_Ruritania'") == [(0,)]


def test_a_recoding_that_fails_leaves_the_dataset_as_it_was(nights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, published = content(), (nights / "data" / "wireroom.duckdb").read_bytes()
    monkeypatch.setattr("flows.worker.load_coder", lambda _pipeline: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        backfill(recode=True)
    assert content() == before
    assert (nights / "data" / "wireroom.duckdb").read_bytes() == published
    assert not list((nights / "data").glob(".warehouse*"))


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2026-11-01..2026-11-30", dt.date(2026, 11, 1), dt.date(2026, 11, 30)),
        ("2026-11-01..", dt.date(2026, 11, 1), dt.date.max),
        ("..2026-11-30", dt.date.min, dt.date(2026, 11, 30)),
        ("..", dt.date.min, dt.date.max),
        ("2026-11-05", dt.date(2026, 11, 5), dt.date(2026, 11, 5)),
    ],
)
def test_ranges_of_days(words: str, first: dt.date, last: dt.date) -> None:
    assert read_range(words) == (first, last)


@pytest.mark.parametrize("words", ["", "yesterday", "2026-11-30..2026-11-01", "2026-11-01...2026-11-02", "2026-02-30"])
def test_other_words_are_no_range(words: str) -> None:
    with pytest.raises(InputError):
        read_range(words)
