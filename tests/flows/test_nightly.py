"""The flow as a whole, with a coder that needs no model: what it loads, what it refuses, what it leaves behind."""

from __future__ import annotations

import http.server
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dataset_factory import TEXT, make_mention
from fakes import POISON, FakeCoder

from flows.errors import InputError, RunError
from flows.exclusive import hold_exclusively
from flows.warehouse import CheckResult, Warehouse
from transforms.coding.version import CODER_VERSION
from transforms.records import Article, Coded, Mention

pytestmark = pytest.mark.usefixtures("prefect")

WORDS = "The two ministers met in the old town hall and spoke for an hour about the bridge across the river."


def long_text(n: int) -> str:
    """Make a text of 400 characters that is no near copy of another ``n``'s."""
    words = WORDS.split() * 4
    random.Random(n).shuffle(words)
    return " ".join(words)


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with an inbox of two articles, one broken line and one empty file."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("WIREROOM_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("WIREROOM_HOST_PAUSE_SECONDS", "0")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    lines = [{"id": f"a{n}", "title": f"Bridge talks, day {n}", "text": f"{WORDS} Day {n}."} for n in (1, 2)]
    (inbox / "wire.jsonl").write_text("\n".join([*map(json.dumps, lines), '{"id": "cut']), "utf-8")
    (inbox / "empty.txt").touch()
    return tmp_path


def run(*inputs: str, sources: str | None = None) -> Any:
    from flows.nightly import nightly

    return nightly(inputs, sources)


def ask(sql: str, path: str = "data/wireroom.duckdb") -> list[Any]:
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def counts(report: Any) -> dict[str, int]:
    names = ("loaded", "revised", "unchanged", "duplicate", "rejected")
    found = {name: getattr(report.counts, name) for name in names}
    assert report.counts.collected == sum(found.values())
    return {name: n for name, n in found.items() if n}


def test_everything_that_comes_in_ends_in_one_state(workplace: Path, fake_coder: list[int]) -> None:
    report = run("inbox")
    assert counts(report) == {"loaded": 2, "rejected": 2}
    assert ask("SELECT count(*) FROM article") == [(2,)]
    assert sorted(ask("SELECT reason, stage FROM reject")) == [("empty", "collect"), ("malformed", "parse")]
    assert ask("SELECT state FROM run") == [("completed",)]
    assert report.sources.to_pylist()[0]["source"] == "inbox"
    assert len(fake_coder) == 1
    assert not list((workplace / "data" / "staging").iterdir())
    assert list((workplace / "data" / "archive").rglob("*.warc.gz"))


def test_a_second_run_changes_nothing_and_starts_no_coder(workplace: Path, fake_coder: list[int]) -> None:
    run("inbox")
    before = ask("SELECT * FROM article ORDER BY ALL")
    fake_coder.clear()
    assert counts(run("inbox")) == {"unchanged": 2, "rejected": 2}
    assert ask("SELECT * FROM article ORDER BY ALL") == before
    assert fake_coder == []


def test_only_what_is_new_is_coded(workplace: Path, fake_coder: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    run("inbox")
    coded: list[str] = []
    original = FakeCoder.code

    def spy(self: FakeCoder, articles: Any) -> Any:
        kept = list(articles)
        coded.extend(article.title for article in kept)
        return original(self, kept)

    monkeypatch.setattr(FakeCoder, "code", spy)
    (workplace / "inbox" / "new.txt").write_text(f"Bridge opens\n\n{WORDS} It opened at noon.\n", "utf-8")
    assert counts(run("inbox")) == {"loaded": 1, "unchanged": 2, "rejected": 2}
    assert coded == ["Bridge opens"]


def test_batches_are_cut_by_characters(workplace: Path, fake_coder: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREROOM_BATCH_CHARACTERS", "1000")
    lines = [{"id": str(n), "text": long_text(n)} for n in range(6)]
    (workplace / "inbox" / "more.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    assert counts(run("inbox")) == {"loaded": 8, "rejected": 2}


def test_what_the_coder_fails_on_is_rejected_and_the_rest_goes_on(workplace: Path, fake_coder: list[int]) -> None:
    (workplace / "inbox" / "poison.txt").write_text(f"Poison\n\n{WORDS} And {POISON}, said one.\n", "utf-8")
    assert counts(run("inbox")) == {"loaded": 2, "rejected": 3}
    assert ask("SELECT reason FROM reject WHERE stage = 'code'") == [("coder_error",)]
    # It is not known yet, so the next run tries it again.
    assert counts(run("inbox")) == {"unchanged": 2, "rejected": 3}


def test_a_broken_check_fails_the_run_and_leaves_the_published_dataset(
    workplace: Path, fake_coder: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("inbox")
    before = (workplace / "data" / "wireroom.duckdb").read_bytes()
    broken = CheckResult("sums", "error", "the counts add up", 1, [{"run_id": "x"}])
    monkeypatch.setattr(Warehouse, "run_checks", lambda *_: [broken])
    with pytest.raises(RunError, match="check sums failed with 1 rows"):
        run("inbox")
    assert (workplace / "data" / "wireroom.duckdb").read_bytes() == before
    last = "SELECT state, detail FROM run ORDER BY started_at DESC LIMIT 1"
    ((state, detail),) = ask(last, "data/warehouse.duckdb")
    assert state == "failed"
    assert "check sums failed" in detail


def _misread(article: Article) -> Mention:
    return make_mention(article, quad_class="verbal_conflict", coder_version=CODER_VERSION)


class FaultyCoder(FakeCoder):
    """Reads the raid out of `TEXT`, with a quad class that its event type does not have."""

    def code(self, articles: Any) -> Any:
        for article in articles:
            mention = _misread(article) if "bombed" in article.text else None
            yield Coded(article.article_id, article.revision_id, () if mention is None else (mention,), (), 0.0)


def content(path: str) -> dict[str, list[Any]]:
    """Read every table but the ledger of runs."""
    tables = ask("SELECT table_name FROM duckdb_tables() WHERE table_name <> 'run' ORDER BY 1", path)
    return {table: ask(f"FROM {table} ORDER BY ALL", path) for (table,) in tables}


def test_a_night_that_fails_its_checks_leaves_nothing_behind_and_the_next_is_as_if_it_had_not_been(
    workplace: Path, fake_coder: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("inbox")
    before = content("data/warehouse.duckdb")
    (workplace / "inbox" / "raid.txt").write_text(f"Raid\n\n{TEXT}\n", "utf-8")
    monkeypatch.setattr("flows.worker.load_coder", lambda _pipeline: FaultyCoder())
    with pytest.raises(RunError, match=r"check codes failed with \d+ rows .*nothing of this run was kept") as failure:
        run("inbox")
    archived = str(failure.value).rpartition(" ")[2]
    assert list((workplace / "data" / "archive").rglob(archived)), "it names the file with what came in"
    assert content("data/warehouse.duckdb") == before
    monkeypatch.setattr("flows.worker.load_coder", lambda _pipeline: FakeCoder())
    assert counts(run("inbox")) == {"loaded": 1, "unchanged": 2, "rejected": 2}
    assert ask("SELECT state, n_loaded FROM run ORDER BY started_at") == [
        ("completed", 2),
        ("failed", None),
        ("completed", 1),
    ]


def test_a_fault_that_stood_in_the_dataset_before_is_not_laid_at_the_door_of_the_run(
    workplace: Path, fake_coder: list[int]
) -> None:
    run("inbox")
    with duckdb.connect("data/warehouse.duckdb") as connection:
        connection.execute(
            "INSERT INTO event_report BY NAME SELECT 'ev_other' AS event_id, article_id, source_id, story_id, "
            "source_id AS voice, published_at, false AS is_copy, 1 AS n_mentions FROM article"
        )
    with pytest.raises(RunError, match=r"check events_add_up failed .*before the run.*wireroom restore"):
        run("inbox")


def test_a_surprise_in_the_coder_fails_the_run(
    workplace: Path, fake_coder: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.worker.load_coder", lambda _pipeline: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run("inbox")
    assert not (workplace / "data" / "wireroom.duckdb").exists()
    monkeypatch.setattr("flows.worker.load_coder", lambda _pipeline: FakeCoder())
    assert counts(run("inbox")) == {"loaded": 2, "rejected": 2}


def test_one_run_at_a_time(workplace: Path, fake_coder: list[int]) -> None:
    with hold_exclusively(workplace / "data"), pytest.raises(RunError, match=rf"process {os.getpid()}\)"):
        run("inbox")
    assert counts(run("inbox")) == {"loaded": 2, "rejected": 2}


def test_a_path_that_is_not_there_stops_the_run_before_it_begins(workplace: Path) -> None:
    with pytest.raises(InputError, match="absent"):
        run("inbox", "absent")
    assert not (workplace / "data").exists()


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><link>http://example.org/</link>
<item><guid>{0}</guid><title>Bridge talks</title>
<link>http://example.org/{0}</link><description>{1} {0}</description></item>
</channel></rss>"""


@pytest.fixture
def serve() -> Iterator[Callable[..., tuple[str, list[str]]]]:
    """A server on loopback that answers each path with the next of the statuses given for it; 200 is the feed."""
    servers = []

    def start(**statuses: list[int]) -> tuple[str, list[str]]:
        asked: list[str] = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = self.path.strip("/")
                asked.append(name)
                status = statuses[name].pop(0) if len(statuses[name]) > 1 else statuses[name][0]
                if self.headers.get("If-None-Match") == '"v1"':
                    status = 304
                body = FEED.format(name, WORDS).encode() if status == 200 else b""
                self.send_response(status)
                self.send_header("ETag", '"v1"')
                if name == "busy":
                    self.send_header("Retry-After", "3600")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        tables = [
            f'[[source]]\nid = "{name}"\nurl = "{base}/{name}"\ntitle = "{name}"\nallow_private = true\n'
            for name in statuses
        ]
        Path("sources.toml").write_text("\n".join(tables), "utf-8")
        return base, asked

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_feeds_are_tried_again_only_when_that_may_help(
    workplace: Path,
    fake_coder: list[int],
    serve: Callable[..., tuple[str, list[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from flows.tasks import collect_feed

    monkeypatch.setattr(collect_feed, "retry_delay_seconds", [0, 0])
    _, asked = serve(good=[200], shaky=[503, 503, 200], down=[503], gone=[404])
    assert counts(run()) == {"loaded": 2, "rejected": 2}
    assert {name: asked.count(name) for name in ("good", "shaky", "down", "gone")} == {
        "good": 1,
        "shaky": 3,
        "down": 3,
        "gone": 1,
    }
    assert sorted(ask("SELECT source_id, stage, reason FROM reject")) == [
        ("down", "collect", "http_error"),
        ("gone", "collect", "http_error"),
    ]


def test_a_feed_that_has_not_changed_is_not_sent_again(
    workplace: Path, fake_coder: list[int], serve: Callable[..., tuple[str, list[str]]]
) -> None:
    serve(good=[200])
    assert counts(run()) == {"loaded": 1}
    assert counts(run()) == {}
    assert ask("SELECT count(*) FROM article") == [(1,)]
    assert ask("SELECT status FROM mart_source_run ORDER BY started_at") == [("ok",), ("silent",)]


def test_a_server_that_asks_for_rest_is_left_alone_and_the_summary_says_so(
    workplace: Path, fake_coder: list[int], serve: Callable[..., tuple[str, list[str]]]
) -> None:
    _, asked = serve(busy=[503])
    report = run()
    assert counts(report) == {"rejected": 1}
    ((feed, state, failures),) = [(row["feed"], row["state"], row["failures"]) for row in report.feeds.to_pylist()]
    assert (feed, state, failures) == ("busy", "passing failure", 1)
    assert counts(run()) == {}
    assert asked == ["busy"]


def test_a_feed_that_is_silent_for_longer_than_usual_is_told(
    workplace: Path, fake_coder: list[int], serve: Callable[..., tuple[str, list[str]]]
) -> None:
    serve(good=[200])
    assert run().feeds.num_rows == 0
    with duckdb.connect("data/warehouse.duckdb") as connection:
        connection.execute("UPDATE source_health SET last_news_at = last_news_at - INTERVAL 9 DAY")
    assert [(row["feed"], row["state"]) for row in run().feeds.to_pylist()] == [("good", "silent")]


def test_a_run_killed_while_it_codes_is_simply_run_again(workplace: Path, fake_coder: list[int]) -> None:
    environ = {name: value for name, value in os.environ.items() if name != "PREFECT_HOME"}
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "run", "inbox"],
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 240
    while not list(workplace.glob("data/staging/*/batch/*.parquet")) and time.monotonic() < deadline:
        assert process.poll() is None, "it ended before it could be killed"
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert list(workplace.glob("data/staging/*")), "it was killed too late to leave anything"
    assert not (workplace / "data" / "wireroom.duckdb").exists()
    assert counts(run("inbox")) == {"loaded": 2, "rejected": 2}
    assert ask("SELECT state FROM run ORDER BY started_at") == [("interrupted",), ("completed",)]
    assert not list(workplace.glob("data/staging/*"))
