"""What the dataset remembers of a feed from poll to poll, and when it asks it again."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dataset_factory import CODER, NOW, make_article

from flows.archive import ArchiveRef
from flows.errors import Failure, PermanentError, TransientError
from flows.fetch import NO_VALIDATORS, Validators
from flows.health import NEVER_POLLED, Poll, poll_of, read_health
from flows.sources import Source
from flows.staging import write_articles, write_captures, write_coded
from flows.warehouse import Shards, SourceRow, Warehouse
from transforms.records import Capture, Coded, Reason

WIRE = Source(id="wire", url="https://news.example/feed", title="The Wire")
KNOWN = Validators('"v1"', "yesterday", "0" * 64)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


class Feed:
    """A feed that is polled again and again."""

    def __init__(self, empty: Path, folder: Path) -> None:
        shutil.copy(empty, folder / "w.duckdb")
        self.warehouse = Warehouse(folder / "w.duckdb", NOW)
        self._folder = folder
        self._n_polls = 0

    def poll(self, at: dt.datetime, *, news: bool = False, error: Any = None, url: str = WIRE.url) -> dict[str, Any]:
        """Poll once and give the row of its health."""
        self._n_polls += 1
        run_id = f"run_{self._n_polls:03}"
        shards = self._stage(run_id, at) if news else Shards()
        poll = poll_of(WIRE.model_copy(update={"url": url}), at, KNOWN if error is None else NO_VALIDATORS, error)
        self.warehouse.begin_run(run_id, at, "0.1.0", CODER)
        self.warehouse.load(run_id, shards, [SourceRow("wire", "The Wire", "feed", url)], int(news), CODER, [poll])
        self.warehouse.finish_run(run_id, at, "completed")
        (row,) = self.warehouse.connection.execute("FROM source_health").to_arrow_table().to_pylist()
        return dict(row)

    def _stage(self, run_id: str, at: dt.datetime) -> Shards:
        folder = self._folder / run_id
        article = make_article(run_id, text=f"News number {self._n_polls} of the day. " * 9)
        capture = Capture(article.capture_id, "wire", WIRE.url, at, "0" * 64, b"")
        write_captures(folder / "capture" / "0.parquet", [(capture, ArchiveRef("a.warc.gz", 0, 9))])
        write_articles(folder / "article" / "0.parquet", [article])
        write_coded(folder, "0", [Coded(article.article_id, article.revision_id, (), (), None)], ())
        return Shards.of(folder)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty dataset, for copying: making one takes a second."""
    path = tmp_path_factory.mktemp("empty") / "w.duckdb"
    Warehouse(path, NOW).close()
    return path


@pytest.fixture
def feed(empty: Path, tmp_path: Path) -> Iterator[Feed]:
    feed = Feed(empty, tmp_path)
    yield feed
    assert [one for one in feed.warehouse.run_checks() if one.n_rows] == []
    feed.warehouse.close()


def test_the_interval_is_learnt_from_news(feed: Feed) -> None:
    row = feed.poll(NOW, news=True)
    assert (row["last_news_at"], row["usual_interval_seconds"]) == (NOW, None)
    assert row["next_poll_at"] == NOW + HOUR / 2
    row = feed.poll(NOW + 2 * HOUR, news=True)
    assert row["usual_interval_seconds"] == 7200
    assert row["next_poll_at"] == NOW + 3 * HOUR
    row = feed.poll(NOW + 3 * HOUR)
    assert (row["last_news_at"], row["usual_interval_seconds"]) == (NOW + 2 * HOUR, 7200)
    row = feed.poll(NOW + 6 * HOUR, news=True)
    assert row["usual_interval_seconds"] == pytest.approx(0.7 * 7200 + 0.3 * 4 * 3600)


def test_a_feed_without_news_is_asked_ever_later_but_twice_a_day(feed: Feed) -> None:
    feed.poll(NOW, news=True)
    feed.poll(NOW + HOUR, news=True)
    waits = [feed.poll(NOW + HOUR + since)["next_poll_at"] - NOW - HOUR - since for since in (HOUR, 4 * HOUR, 9 * DAY)]
    assert waits == [HOUR / 2, 2 * HOUR, 12 * HOUR]


def test_a_feed_with_news_at_every_poll_is_asked_no_more_than_every_quarter(feed: Feed) -> None:
    for minute in range(0, 60, 10):
        row = feed.poll(NOW + dt.timedelta(minutes=minute), news=True)
    assert row["next_poll_at"] - row["last_polled_at"] == dt.timedelta(minutes=15)


def test_silence_is_what_lasts_longer_than_usual(feed: Feed) -> None:
    feed.poll(NOW, news=True)
    feed.poll(NOW + DAY, news=True)
    assert not feed.poll(NOW + 4 * DAY)["is_silent"]
    assert feed.poll(NOW + 4 * DAY + HOUR)["is_silent"]
    assert not feed.poll(NOW + 5 * DAY, news=True)["is_silent"]


@pytest.mark.parametrize(
    ("error", "waits"),
    [
        (TransientError("no answer"), [0.25, 0.5, 1, 2, 4, 8, 12, 12]),
        (PermanentError("no feed", reason=Reason.MALFORMED), [1, 2, 4, 8, 12]),
        (PermanentError("gone", reason=Reason.HTTP_ERROR, failure=Failure.HARD), [12, 12]),
    ],
)
def test_a_feed_that_fails_is_asked_ever_later(feed: Feed, error: Any, waits: list[float]) -> None:
    feed.poll(NOW, news=True)
    for n, hours in enumerate(waits, start=1):
        at = NOW + n * DAY
        row = feed.poll(at, error=error)
        assert (row["n_failures"], row["last_failure"], row["failure_detail"]) == (n, error.failure, str(error))
        assert row["next_poll_at"] == at + hours * HOUR
        assert row["last_succeeded_at"] == NOW
    row = feed.poll(NOW + 30 * DAY)
    assert (row["n_failures"], row["last_failure"], row["failure_detail"]) == (0, None, None)
    assert (row["etag"], row["last_modified"], row["body_sha256"]) == ('"v1"', "yesterday", "0" * 64)


def test_a_server_that_asks_for_rest_has_it_even_when_named(feed: Feed) -> None:
    row = feed.poll(NOW, error=TransientError("busy", retry_after_seconds=86_400))
    assert row["next_poll_at"] == row["not_before_at"] == NOW + DAY
    health = read_health(feed.warehouse.connection)["wire", WIRE.url]
    assert not health.may_be_asked(NOW + 23 * HOUR, due_only=False)
    assert health.may_be_asked(NOW + DAY, due_only=True)
    assert (
        feed.poll(NOW + DAY, error=TransientError("busy", retry_after_seconds=1e12))["not_before_at"] == NOW + 8 * DAY
    )
    assert feed.poll(NOW + 9 * DAY)["not_before_at"] is None


def test_due_is_what_the_schedule_asks_and_named_what_a_person_asks(feed: Feed) -> None:
    feed.poll(NOW)
    health = read_health(feed.warehouse.connection)["wire", WIRE.url]
    assert health.may_be_asked(NOW, due_only=False)
    assert not health.may_be_asked(NOW, due_only=True)
    assert health.may_be_asked(health.next_poll_at, due_only=True)
    assert NEVER_POLLED.may_be_asked(NOW, due_only=True)


def test_a_silent_feed_is_asked_for_the_whole(feed: Feed) -> None:
    feed.poll(NOW)
    assert read_health(feed.warehouse.connection)["wire", WIRE.url].ask_by() == KNOWN
    feed.poll(NOW + 9 * DAY)
    assert read_health(feed.warehouse.connection)["wire", WIRE.url].ask_by() == Validators(body_sha256="0" * 64)


def test_another_address_starts_anew(feed: Feed) -> None:
    feed.poll(NOW, error=TransientError("no answer"))
    row = feed.poll(NOW + DAY, url="https://news.example/new")
    assert (row["address"], row["n_failures"], row["first_polled_at"]) == ("https://news.example/new", 0, NOW + DAY)
    assert ("wire", WIRE.url) not in read_health(feed.warehouse.connection)


def test_a_poll_keeps_what_the_server_gave() -> None:
    assert poll_of(WIRE, NOW, KNOWN) == Poll("wire", WIRE.url, NOW, '"v1"', "yesterday", "0" * 64)
