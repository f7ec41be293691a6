from __future__ import annotations

import datetime as dt
import random

import pytest
from golden_parse import list_inputs
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.capture import make_capture
from transforms.parse.dispatch import MAX_BODY_CHARACTERS, parse_capture
from transforms.parse.result import Parsed
from transforms.records import Reason, Stage

NOW = dt.datetime(2024, 1, 1)
SEEDS = [path.read_bytes() for path in list_inputs()]


def parse(body: bytes, name: str = "x", media_type: str | None = None) -> Parsed:
    return parse_capture(make_capture("s", name, body, NOW, media_type=media_type))


def rss(item: bytes) -> bytes:
    return b'<rss version="2.0"><channel><title>t</title><item>' + item + b"</item></channel></rss>"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \n\t\r\n", Reason.EMPTY),
        (b"\xef\xbb\xbf \n", Reason.EMPTY),
        (b"%PDF-1.7\nabc", Reason.BINARY),
        (b"PK\x03\x04 zipped", Reason.BINARY),
        (b"text with\x00zeros" * 9, Reason.BINARY),
        (random.Random(7).randbytes(5000), Reason.BINARY),
        (b"<rss>" + b"<a>" * 200_000, Reason.MALFORMED),
        (b"<nitf>" + b"<p>" * 200_000, Reason.MALFORMED),
        (b"[" * 200_000, Reason.MALFORMED),
        (b'{"a":' * 200_000, Reason.MALFORMED),
        (b'{"id": 1, "text": "cut', Reason.MALFORMED),
        (b'{"id": ' + b"9" * 10_000 + b', "text": "x"}', Reason.MALFORMED),
        (b"<!-- never closed", Reason.MALFORMED),
        (b"[]", Reason.EMPTY),
        (b'{"a": 1}', Reason.UNKNOWN_FORMAT),
        (b'[{"a": 1}, {"b": 2}]', Reason.UNKNOWN_FORMAT),
        (b"<html><head><title>T</title></head><body></body></html>", Reason.NO_TEXT),
        (b"words " * 200_000, Reason.TOO_LARGE),
    ],
    ids=lambda value: repr(value[:16]) if isinstance(value, bytes) else None,
)
def test_what_cannot_be_read_is_rejected_with_its_reason(body: bytes, reason: Reason) -> None:
    parsed = parse(body, "story.txt")
    assert parsed.entries == ()
    (reject,) = parsed.rejects
    assert (reject.reason, reject.stage, reject.address) == (reason, Stage.PARSE, "story.txt")
    assert reject.detail
    assert "\n" not in reject.detail


def test_a_line_of_fifty_megabytes_is_too_large() -> None:
    (reject,) = parse(b"word " * 10_000_000).rejects
    assert reject.reason == Reason.TOO_LARGE
    assert parse(b"x" * MAX_BODY_CHARACTERS).entries


def test_a_page_of_200000_tags_does_not_stop_the_run() -> None:
    page = b"<html><body>" + b"<div>" * 200_000 + b"words" + b"</div>" * 200_000 + b"</body></html>"
    parsed = parse(page)
    assert parsed.entries or parsed.rejects
    assert parse(rss(b"<description><![CDATA[" + b"<div>" * 20_000 + b"]]></description>")).entries
    deeper = parse(rss(b"<description><![CDATA[" + b"<div>" * 200_000 + b"]]></description>"))
    assert deeper.entries or deeper.rejects


def test_an_entity_bomb_stays_small() -> None:
    entities = b"".join(
        b'<!ENTITY a%d "%s">' % (number, b"&a%d;" % (number - 1) * 10 if number else b"ha") for number in range(12)
    )
    parsed = parse(b'<?xml version="1.0"?><!DOCTYPE rss [' + entities + b"]>" + rss(b"<title>&a11;</title>"))
    (entry,) = parsed.entries
    assert len(entry.title or "") < 20


def test_no_entity_brings_a_file_in() -> None:
    doctype = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    for body in (rss(b"<title>a&x;b</title>"), b"<nitf><hl1>a&x;b</hl1><body.content>c</body.content></nitf>"):
        (entry,) = parse(doctype + body).entries
        assert "root:" not in f"{entry.title}{entry.body}"


@pytest.mark.parametrize(
    ("body", "is_html", "text"),
    [
        (b"[UPDATE] Storm closes port\n\nWords.", False, "[UPDATE] Storm closes port\n\nWords."),
        (b"{sic} is what he wrote", False, "{sic} is what he wrote"),
        (b"<< Back to the news\n\nWords.", False, "<< Back to the news\n\nWords."),
        (b"A < B, and <b> is a tag that we talk of.", False, "A < B, and <b> is a tag that we talk of."),
        (b"The tag <rss version='2.0'> is where a feed begins.", False, None),
        (b"<p>Storm closes port</p>", True, "<p>Storm closes port</p>"),
    ],
)
def test_text_is_known_from_markup_and_json(body: bytes, is_html: bool, text: str | None) -> None:
    (entry,) = parse(body).entries
    assert (entry.is_html, entry.body) == (is_html, text if text is not None else body.decode())


def test_a_feed_is_known_whatever_it_is_called() -> None:
    for name, media_type in (("feed.txt", "text/plain"), ("feed.html", "text/html"), ("feed.jsonl", None)):
        (entry,) = parse(rss(b"<title>T</title>"), name, media_type).entries
        assert entry.title == "T"


def test_the_same_bytes_give_the_same_records() -> None:
    assert [parse(seed) for seed in SEEDS] == [parse(seed) for seed in SEEDS]


def check(parsed: Parsed) -> None:
    assert parsed.entries or parsed.rejects
    for entry in parsed.entries:
        for value in (entry.title, entry.body, entry.address, entry.byline, entry.external_id, *entry.keywords):
            (value or "").encode("utf-8")  # no lone surrogates
            assert "\x00" not in (value or "")
        assert entry.position >= 0
        assert (entry.published_raw is None) == (entry.published_ground is None)


@given(st.binary(max_size=2000), st.sampled_from(["a.txt", "a.jsonl", "a.xml", "a.html"]))
@settings(max_examples=300, deadline=None)
def test_random_bytes_never_raise(body: bytes, name: str) -> None:
    check(parse(body, name))


@given(st.sampled_from(SEEDS), st.integers(0, 3000))
@settings(max_examples=300, deadline=None)
def test_cut_files_never_raise(seed: bytes, end: int) -> None:
    check(parse(seed[:end]))


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 12), st.binary(max_size=12)), min_size=1, max_size=6),
)
@settings(max_examples=400, deadline=None)
def test_damaged_files_never_raise(seed: bytes, wounds: list[tuple[int, int, bytes]]) -> None:
    for at, length, patch in wounds:
        seed = seed[:at] + patch + seed[at + length :]
    check(parse(seed))


PIECES = [
    b"<rss version='2.0'>", b"</rss>", b"<channel>", b"<item>", b"</item>", b"<title>", b"</title>", b"<![CDATA[",
    b"]]>",
    b"<!--", b"-->", b"<!DOCTYPE x [", b"]>", b"<?xml version='1.0' encoding='utf-16'?>", b"&amp;", b"&#xD800;",
    b"&#0;",
    b"<link>http://[</link>", b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"<entry>", b"<link href='//[x'/>", b"<",
    b"<content type='xhtml'>", b"<content type='application/octet-stream' mode='base64'>", b"<guid>", b"\xff",
    b"words ",
    b"<html>", b"<body>", b"<p>", b"<meta charset='utf-7'>", b"<base href='http://[' />", b"<pubDate>", b"<category ",
    b'{"version": "https://jsonfeed.org/version/1", "items": [', b'{"id": 1, "title": "x"}', b"\n", b",", b"]", b"}",
    b"<georss:point>x</georss:point>", b"<itunes:duration>", b"<a10:updated>", b"<author>a (b",
    b"xml:base='http://[' ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@settings(max_examples=600, deadline=None)
def test_shuffled_markup_never_raises(pieces: list[bytes]) -> None:
    check(parse(b"".join(pieces)))


def test_an_empty_date_and_a_forbidden_character_do_not_cost_the_feed() -> None:
    (entry,) = parse(rss(b"<title>a&#xD800;b&#0;c&#99999999999;d&#65;\x0b</title><pubDate></pubDate>")).entries
    assert (entry.title, entry.published_raw) == ("a\ufffdb\ufffdc\ufffddA", None)
