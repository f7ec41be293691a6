"""Damaged and invented input for every parser: no crash, no hang, nothing that could not be stored.

By default a few examples each. `WIREROOM_FUZZ=20000 python -m pytest tests/parse/test_fuzz.py` gives each parser that
many (about an hour in all); what it finds becomes a test of its own.
"""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import io
import lzma
import os
import signal
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from golden_parse import list_inputs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.capture import make_capture
from flows.unpack import unpack_capture
from transforms.normalize.article import clean_text, normalize_entries
from transforms.normalize.dates import find_order, read_date
from transforms.parse.decode import decode
from transforms.parse.dispatch import parse_capture
from transforms.parse.opml import list_feeds
from transforms.records import Article, Capture

NOW = dt.datetime(2024, 7, 1)
LIMIT_SECONDS = 60  # for one example; the longest of them takes a hundredth of it
fuzz = settings(
    max_examples=int(os.environ.get("WIREROOM_FUZZ", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
FAMILIES: dict[str, list[bytes]] = {}
for path in list_inputs():
    FAMILIES.setdefault(path.suffix.lstrip(".") or "none", []).append(path.read_bytes())
PIECES = st.sampled_from(
    [
        b"<", b">", b"</", b"/>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&", b"&amp;", b"&#x110000;", b"&#0;", b'"',
        b"<!DOCTYPE a [<!ENTITY b '&b;&b;'>]>", b"<?xml version='1.0' encoding='utf-7'?>", b"<item>", b"</item>",
        b"<entry>", b"{", b"}", b"[", b"]", b"\\u", b"\\ud800", b":", b",", b"\n", b"\r\n", b"\x00", b"\x01", b"\x02",
        b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"1e999", b"-0", b"9" * 400, b"xmlns:a='b'", b"xml:base='http://['",
        b"<title>", b"<link href='//['/>", b"\x1b[0m", b"../" * 9, b"a" * 300, b"<b>" * 300, b"2024-99-99T99:99",
    ]
)  # fmt: skip
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(PIECES, st.binary(max_size=8))), min_size=1, max_size=8
)


def damage(seed: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """Put a piece in the place of some bytes, several times."""
    for share, length, piece in edits:
        at = int(share * len(seed))
        seed = seed[:at] + piece + seed[at + length :]
    return seed


@contextmanager
def no_hang() -> Iterator[None]:
    """Fail instead of waiting for ever."""

    def give_up(*_: object) -> None:
        raise AssertionError(f"not done after {LIMIT_SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(LIMIT_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def check_capture(capture: Capture) -> None:
    """Parse and normalize; what comes out can be stored, and the same bytes give the same again."""
    parsed = parse_capture(capture)
    assert parsed.entries or parsed.rejects
    positions = [item.position for item in (*parsed.entries, *parsed.rejects) if item.position is not None]
    assert len(positions) == len(set(positions))
    for article in normalize_entries(parsed.entries, NOW):
        if isinstance(article, Article):
            for value in (article.title, article.text, article.address, article.byline, *article.keywords):
                (value or "").encode("utf-8")
                assert "\x00" not in (value or "")
            assert article.published_at is None or article.published_at <= NOW + dt.timedelta(days=1)


def check_body(body: bytes, name: str) -> None:
    """Unpack, parse and normalize whatever it is."""
    for item in unpack_capture(make_capture("s", name, body, NOW), {"title": "headline"}):
        if isinstance(item, Capture):
            check_capture(item)
        else:
            assert item.detail
            (item.address or "").encode("utf-8")


def check(body: bytes, name: str) -> None:
    with no_hang():
        check_body(body, name)


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_damaged_documents(family: str) -> None:
    seeds = st.sampled_from(FAMILIES[family])

    @fuzz
    @given(seeds, EDITS, st.sampled_from(["a", "a.jsonl", "a.xml", "a.html", f"a.{family}"]))
    def run(seed: bytes, edits: list[tuple[float, int, bytes]], name: str) -> None:
        check(damage(seed, edits), name)

    run()


def _zip(body: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.xml", body)
        archive.writestr("c.txt", b"words")
    return stream.getvalue()


def _tar(body: bytes) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        member = tarfile.TarInfo("a/b.xml")
        member.size = len(body)
        archive.addfile(member, io.BytesIO(body))
    return stream.getvalue()


def _warc(body: bytes) -> bytes:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=False)
    for number in range(3):
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        address = f"https://harbour.example/{number}"
        writer.write_record(
            writer.create_warc_record(
                address, "response", payload=io.BytesIO(body), length=len(body), http_headers=http
            )
        )
    return stream.getvalue()


def _parquet(body: bytes) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table({"title": ["A", "B"], "text": ["x", body.decode("utf-8", "replace")]}), stream)
    return stream.getvalue()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstandard.ZstdCompressor().compress,
    "zip": _zip,
    "tar": _tar,
    "tar.gz": lambda body: gzip.compress(_tar(body)),
    "warc": _warc,
    "warc.gz": lambda body: gzip.compress(_warc(body)),
    "parquet": _parquet,
    "csv": lambda body: b'id,headline,text\n1,A,"' + body.replace(b'"', b'""') + b'"\n2,B,words\n',
}
SEED = (
    b"<rss><channel><item><title>Storm</title><pubDate>Fri, 14 Jun 2024 10:30:00 GMT</pubDate></item></channel></rss>"
)


@pytest.mark.parametrize("packer", PACKERS)
def test_damaged_packings(packer: str) -> None:
    seed = PACKERS[packer](SEED)

    @fuzz
    @given(EDITS)
    def run(edits: list[tuple[float, int, bytes]]) -> None:
        check(damage(seed, edits), f"a.{packer}")

    run()


@fuzz
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
def test_any_text_as_a_date_or_a_list_of_feeds(text: str) -> None:
    with no_hang():
        for order in (None, "dmy", "mdy"):
            date = read_date(text, order)
            assert date is None or date.value.year >= 1800
        assert find_order([text]) in {None, "dmy", "mdy"}
        list_feeds(text)
        list_feeds(f"<opml>{text}<outline xmlUrl='{text}'/></opml>")


DATE_PARTS = [
    "Fri", ", ", " ", "14", "Jun", "juin", "2024", "24", "10:30", ":05", "+0200", "GMT", "+", "-", "/", ".", "T", "Z",
    "99", "0", "年", "月", "日", "de", "AM", "(", ")", "[Europe/Paris]", "W24", "1718361000", "١٤", "12", "13", "uur",
]  # fmt: skip


@fuzz
@given(st.lists(st.sampled_from(DATE_PARTS), max_size=12).map("".join))
def test_shuffled_dates(text: str) -> None:
    with no_hang():
        date = read_date(text)
        assert date is None or date.precision in {"second", "minute", "day"}


@fuzz
@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "latin-1", "windows-1251", "gb2312", "utf-16", "x"]))
def test_any_bytes_in_any_declared_encoding(body: bytes, encoding: str) -> None:
    with no_hang():
        text = decode(f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + body, f"text/xml; charset={encoding}")
        assert text is None or isinstance(text, str)


@fuzz
@given(st.lists(PIECES, max_size=20).map(b"".join).map(lambda raw: raw.decode("utf-8", "replace")), st.booleans())
def test_cleaning_any_markup(raw: str, is_html: bool) -> None:
    with no_hang():
        once = clean_text(raw, None, is_html)
        assert clean_text(once.text, once.title, False).text == once.text
