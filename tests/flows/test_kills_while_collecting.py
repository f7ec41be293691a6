"""kill -9 while a run collects, at any moment: the next run makes the dataset that an undisturbed one makes.

Twice here; twenty times with ``KILLS=20 python -m pytest tests/flows/test_kills_while_collecting.py``.
"""

from __future__ import annotations

import http.server
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from warcio.archiveiterator import ArchiveIterator

from flows.publish import CONTENT_TABLES

pytestmark = pytest.mark.usefixtures("prefect")

KILLS = int(os.environ.get("KILLS", "2"))
N_FEEDS = 12
SECONDS_A_PAGE = 0.05
WORDS = "The two ministers met in the old town hall and spoke for an hour about the bridge across the river."


class Handler(http.server.BaseHTTPRequestHandler):
    """Feeds of three items each; those of the first one have pages of their own."""

    def do_GET(self) -> None:
        self.server.asked.set()  # type: ignore[attr-defined]
        time.sleep(SECONDS_A_PAGE)
        body = self.make_body(*self.path.strip("/").split("/"))
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def make_body(self, kind: str, feed: str = "", item: str = "") -> bytes:
        if kind == "page":
            lines = "".join(f"<p>{WORDS} This is line {n} of item {item} of feed {feed}.</p>" for n in range(5))
            return f"<html><head><title>Talks</title></head><body><article>{lines}</article></body></html>".encode()
        if kind != "feed":
            return b""
        base = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        items = "".join(
            f"<item><guid>{feed}-{n}</guid><title>Talks {feed}, day {n}</title><link>{base}/page/{feed}/{n}</link>"
            f"<description>{WORDS} So it was told in feed {feed}, item {n}.</description></item>"
            for n in range(3)
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()

    def log_message(self, *_: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    asked: threading.Event

    def handle_error(self, *_: object) -> None:
        pass  # a client that was killed


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WIREROOM_HOST_PAUSE_SECONDS", "0")
    server = Server(("127.0.0.1", 0), Handler)
    server.asked = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tables = [
        f'[[source]]\nid = "feed-{n}"\nurl = "http://127.0.0.1:{server.server_port}/feed/{n}"\ntitle = "Feed {n}"\n'
        f"allow_private = true\nfull_text = {str(n == 0).lower()}\n"
        for n in range(N_FEEDS)
    ]
    Path("sources.toml").write_text("\n".join(tables), "utf-8")
    yield server
    server.shutdown()
    server.server_close()


def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Any]]:
    """Run over the registry undisturbed, and give what is in the dataset then."""
    from flows.nightly import nightly

    monkeypatch.setenv("WIREROOM_DATA_DIR", str(folder))
    nightly()
    with duckdb.connect(str(folder / "wireroom.duckdb"), read_only=True) as connection:
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for table in CONTENT_TABLES}


def start_and_kill(folder: Path, server: Server, delay: float) -> None:
    """Start a run, and kill it so many seconds after it has asked for something."""
    server.asked.clear()
    environ = {name: value for name, value in os.environ.items() if name != "PREFECT_HOME"}
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "run"],
        env=environ | {"WIREROOM_DATA_DIR": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert server.asked.wait(300), "it never came to collecting"
        time.sleep(delay)
        assert process.poll() is None, "it ended before it could be killed"
    finally:
        process.kill()
        process.wait()


def test_the_next_run_makes_good_what_a_kill_broke(
    tmp_path: Path, server: Server, fake_coder: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = run(tmp_path / "undisturbed", monkeypatch)
    assert len(expected["article"]) == 3 * N_FEEDS
    chance = random.Random(KILLS)
    for n in range(KILLS):
        folder = tmp_path / f"killed-{n}"
        delay = chance.uniform(0, SECONDS_A_PAGE * (N_FEEDS + 4))
        start_and_kill(folder, server, delay)
        assert not (folder / "wireroom.duckdb").exists()
        assert run(folder, monkeypatch) == expected, f"killed after {delay:.3f} seconds"
        with duckdb.connect(str(folder / "wireroom.duckdb"), read_only=True) as connection:
            states = connection.execute("SELECT state FROM run ORDER BY started_at").fetchall()
        assert states == [("interrupted",), ("completed",)]
        for path in folder.glob("archive/*/*/*.warc.gz"):
            assert path.with_name(f"{path.name}.sha256").exists()
            with path.open("rb") as stream:
                assert len(list(ArchiveIterator(stream))) >= 1
