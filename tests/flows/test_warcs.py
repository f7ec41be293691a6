"""WARC files as inputs."""

from __future__ import annotations

import datetime as dt
import gzip
import io
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.files import read_path
from transforms.normalize.article import normalize_entry
from transforms.parse.dispatch import parse_capture
from transforms.records import Article, Capture, Reason, Reject

NOW = dt.datetime(2024, 7, 1)
PAGE = (
    "<html><head><title>Storm closes port</title></head><body><article><h1>Storm closes port</h1>"
    + "<p>A storm closed the port on Friday, officials of the region said in a statement to the press.</p>" * 4
    + "</article></body></html>"
).encode()


def record(
    writer: WARCWriter, address: str, body: bytes, status: str = "200 OK", kind: str = "response", **headers: str
) -> None:
    fields = [(name.replace("_", "-"), value) for name, value in headers.items()]
    http = StatusAndHeaders(status, fields, protocol="HTTP/1.1") if kind != "warcinfo" else None
    writer.write_record(
        writer.create_warc_record(
            address, kind, payload=io.BytesIO(body), length=len(body), http_headers=http,
            warc_headers_dict={"WARC-Date": "2024-06-14T10:30:00Z"},
        )
    )  # fmt: skip


def write(path: Path, *, compressed: bool) -> None:
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=compressed)
        record(writer, "urn:crawl", b"software: x", kind="warcinfo")
        record(writer, "https://www.harbour.example/storm", b"", kind="request", Host="harbour.example")
        record(writer, "https://www.harbour.example/storm", PAGE, Content_Type="text/html")
        record(
            writer, "https://coast.example/feed", gzip.compress(b"<rss><channel><item><title>T</title></item></channel>"
            b"</rss>"), Content_Type="application/rss+xml", Content_Encoding="gzip",
        )  # fmt: skip
        record(writer, "https://coast.example/a.jpg", b"\xff\xd8\xff", Content_Type="image/jpeg")
        record(writer, "https://coast.example/gone", b"gone", status="404 Not Found", Content_Type="text/html")
        record(writer, "https://coast.example/empty", b"", Content_Type="text/html")


def test_pages_are_captures_of_their_outlets(tmp_path: Path) -> None:
    for compressed in (True, False):
        write(tmp_path / "news.warc.gz", compressed=compressed)
        page, feed, gone, empty = read_path(tmp_path / "news.warc.gz", NOW)
        assert isinstance(page, Capture)
        assert (page.source_id, page.address, page.status) == (
            "harbour-example",
            "https://www.harbour.example/storm",
            200,
        )
        assert page.captured_at == dt.datetime(2024, 6, 14, 10, 30)
        article = normalize_entry(parse_capture(page).entries[0], page.captured_at)
        assert isinstance(article, Article)
        assert (article.title, article.address) == ("Storm closes port", "https://www.harbour.example/storm")
        assert isinstance(feed, Capture)
        assert [entry.title for entry in parse_capture(feed).entries] == ["T"]
        assert isinstance(gone, Reject)
        assert isinstance(empty, Reject)
        assert (gone.reason, empty.reason) == (Reason.HTTP_ERROR, Reason.EMPTY)


def test_a_cut_file_gives_what_is_whole(tmp_path: Path) -> None:
    write(tmp_path / "news.warc.gz", compressed=True)
    body = (tmp_path / "news.warc.gz").read_bytes()
    (tmp_path / "news.warc.gz").write_bytes(body[:1400])
    items = list(read_path(tmp_path / "news.warc.gz", NOW))
    assert isinstance(items[0], Capture)
    assert isinstance(items[-1], Reject)
    assert items[-1].reason == Reason.MALFORMED


def test_a_record_without_an_address_breaks_only_what_follows(tmp_path: Path) -> None:
    write(tmp_path / "news.warc", compressed=False)
    body = (tmp_path / "news.warc").read_bytes()
    at = body.index(b"WARC-Target-URI: https://coast.example/feed")
    (tmp_path / "news.warc").write_bytes(body[:at] + b"X" + body[at:])
    page, broken = read_path(tmp_path / "news.warc", NOW)
    assert isinstance(page, Capture)
    assert isinstance(broken, Reject)
    assert broken.reason == Reason.MALFORMED


def test_a_page_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "bomb.warc").open("wb") as stream:
        writer = WARCWriter(stream, gzip=False)
        zeros = gzip.compress(bytes(64 * 1024 * 1024))
        record(writer, "https://coast.example/b", zeros, Content_Type="text/html", Content_Encoding="gzip")
        record(writer, "https://coast.example/c", PAGE, Content_Type="text/html")
    bomb, page = read_path(tmp_path / "bomb.warc", NOW)
    assert isinstance(bomb, Reject)
    assert bomb.reason == Reason.TOO_LARGE
    assert isinstance(page, Capture)
