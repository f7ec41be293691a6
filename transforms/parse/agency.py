"""Agency formats and lists of stories: ANPA, IPTC 7901, NITF, NewsML 1.2, NewsML-G2, sitemaps, OPML.

ninjs is JSON and read by `objects`; a WordPress export is RSS and read by `feeds`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from transforms.parse.result import Parsed, reject_capture
from transforms.parse.xml import MAX_DEPTH, Prolog, gather_text, is_too_deep, local_name, read_xml
from transforms.records import Capture, Entry, Reason

_ANPA_START = re.compile(rb"\A[\x16\s]*\x01")
_ANPA_PARTS = re.compile(r"\x02(.*?)(?:\x03|\x04|\x0c|\Z)", re.S)
_ANPA_LINE = re.compile(r"^\s*\^(.*?)[<=]?\s*$")
_ANPA_SENT = re.compile(r"\b[A-Z]{2,4}-[A-Z]{2}-(\d\d-\d\d-\d\d \d{4}[A-Z]{3})")

_IPTC_HEAD = re.compile(r"[\x16\s]*\x01\s*([A-Za-z]{2,4}\d{2,5})\b")  # service and number of the message
_IPTC_SENT = re.compile(r"\b(\d{6}\s?(?:[A-Z]{1,4})?\s[A-Za-z]{3}\s\d{2,4})\b")


def is_anpa(body: bytes) -> bool:
    """Recognise ANPA 1312 and IPTC 7901 by their control characters: SOH before the head, and STX before the text."""
    return _ANPA_START.match(body[:64]) is not None and b"\x02" in body[:512]


def parse_anpa(capture: Capture) -> Parsed:
    """Read one message of ANPA 1312 or IPTC 7901: the text between STX and ETX, and a date behind it.

    In ANPA lines with a caret are the head of the text; IPTC 7901 has none, and there the first line is the title.
    """
    text = (
        capture.body.decode("utf-8", "replace") if _is_utf8(capture.body) else capture.body.decode("cp1252", "replace")
    )
    part = _ANPA_PARTS.search(text)
    lines = part[1].splitlines() if part else []
    head: list[str] = []
    story: list[str] = []
    for line in lines:
        match = _ANPA_LINE.match(line)
        if match and not story:
            head.append(match[1].strip())
        elif not match:
            story.append(line)
    titles = [line for line in head[1:] if line[:3].lower() != "by " and not re.match(r"\w+ Photo|Eds?:", line)]
    if not head and len(story) > 1 and story[0].strip():
        titles = [story.pop(0).strip()]
    body = "\n\n".join(
        " ".join(words.split()) for words in re.split(r"\n\s*\n|\n\t|\n {2,}", "\n".join(story)) if words.strip()
    )
    if not body:
        return Parsed(rejects=(reject_capture(capture, Reason.NO_TEXT, "an agency message without a story"),))
    sent = _ANPA_SENT.search(text, part.end() - 1 if part else 0) or _IPTC_SENT.search(
        text, part.end() - 1 if part else 0
    )
    number = _IPTC_HEAD.match(text)
    entry = _make_entry(
        capture, 0, title=titles[0] if titles else None, body=body, published=sent[1] if sent else None,
        byline=next((line[3:] for line in head if line[:3].lower() == "by "), None),
        external_id=head[0].partition(",")[0] if head else number[1] if number else None,
    )  # fmt: skip
    return Parsed((entry,))


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _read_nitf(root: etree._Element) -> Iterator[dict[str, str | None]]:
    yield {
        "external_id": _attribute(root, "doc-id", "id-string"),
        "title": _text(root, "hl1") or _text(root, "headline") or _text(root, "hedline") or _text(root, "title"),
        "body": _paragraphs(root, "body.content") or _paragraphs(root, "body"),
        "published": _attribute(root, "date.issue", "norm")
        or _attribute(root, "story.date", "norm")
        or _attribute(root, "date.release", "norm")
        or _attribute(root, "pubdata", "date.publication"),
        "byline": _byline(root),
        "keywords": "\n".join(value for key in _all(root, "keyword") if (value := key.get("key"))),
    }


def _read_newsml1(root: etree._Element) -> Iterator[dict[str, str | None]]:
    for item in _all(root, "newsitem"):
        keywords = [node.get("Value", "") for node in _all(item, "property") if node.get("FormalName") == "Keyword"]
        yield {
            "external_id": _text(item, "publicidentifier"),
            "title": _text(item, "headline"),
            "body": _join(_text(item, "dateline"), _paragraphs(item, "datacontent")),
            "published": _text(item, "thisrevisioncreated") or _text(item, "firstcreated"),
            "byline": _byline(item),
            "language": _attribute(item, "language", "FormalName") or item.get(_XML_LANG),
            "keywords": "\n".join(keywords),
        }


def _read_newsml2(root: etree._Element) -> Iterator[dict[str, str | None]]:
    for item in _all(root, "newsitem"):
        headlines = [gather_text(node) for node in _all(item, "headline") if node.getparent() is not None]
        yield {
            "external_id": item.get("guid"),
            "title": next(iter(headlines), None) or _text(item, "title"),
            "body": _paragraphs(item, "inlinexml") or _paragraphs(item, "inlinedata"),
            "published": _text(item, "versioncreated") or _text(item, "firstcreated"),
            "byline": _byline(item) or _text(item, "by"),
            "language": _attribute(item, "language", "tag") or item.get(_XML_LANG),
            "keywords": "\n".join(gather_text(node) for node in _all(item, "keyword")),
        }


def _read_sitemap(root: etree._Element) -> Iterator[dict[str, str | None]]:
    for url in _all(root, "url"):
        news = next(_all(url, "news"), url)
        yield {
            "address": _text(url, "loc"),
            "title": _text(news, "title"),
            "body": "",
            "published": _text(news, "publication_date"),
            "language": _text(news, "language"),
            "keywords": (_text(news, "keywords") or "").replace(",", "\n"),
        }


_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_Reader = Callable[[etree._Element], Iterator[dict[str, str | None]]]


def _reader(family: str, read: _Reader) -> Callable[[Capture, str, Prolog], Parsed]:
    """Make the parser of an XML family out of the function that reads its fields."""

    def parse(capture: Capture, text: str, prolog: Prolog) -> Parsed:
        if is_too_deep(text):
            detail = f"tags lie in each other deeper than {MAX_DEPTH}"
            return Parsed(rejects=(reject_capture(capture, Reason.MALFORMED, detail),))
        root = read_xml(text, prolog)
        if root is None:
            return Parsed(rejects=(reject_capture(capture, Reason.MALFORMED, f"{family} that is broken XML"),))
        entries = tuple(_make_entry(capture, position, **fields) for position, fields in enumerate(read(root)))
        if not entries:
            return Parsed(rejects=(reject_capture(capture, Reason.EMPTY, f"{family} without a story"),))
        return Parsed(entries)

    return parse


def _refuse(detail: str) -> Callable[[Capture, str, Prolog], Parsed]:
    def parse(capture: Capture, text: str, prolog: Prolog) -> Parsed:
        return Parsed(rejects=(reject_capture(capture, Reason.UNKNOWN_FORMAT, detail),))

    return parse


# By the name of the root, in lower case and without prefix.
READERS: dict[str, Callable[[Capture, str, Prolog], Parsed]] = {
    "nitf": _reader("NITF", _read_nitf),
    "newsml": _reader("NewsML", _read_newsml1),
    "newsmessage": _reader("NewsML-G2", _read_newsml2),
    "newsitem": _reader("NewsML-G2", _read_newsml2),
    "urlset": _reader("a sitemap", _read_sitemap),
    "sitemapindex": _refuse("a list of sitemaps, no articles; give the address of one of them"),
    "opml": _refuse("a list of feeds (OPML), no articles; `wireroom import` adds its feeds to sources.toml"),
}


def _make_entry(
    capture: Capture,
    position: int,
    *,
    body: str | None,
    title: str | None = None,
    published: str | None = None,
    byline: str | None = None,
    external_id: str | None = None,
    address: str | None = None,
    language: str | None = None,
    keywords: str | None = None,
) -> Entry:
    words = (word.strip() for word in (keywords or "").split("\n"))
    return Entry(
        capture_id=capture.capture_id,
        source_id=capture.source_id,
        position=position,
        external_id=external_id or None,
        address=address or None,
        title=title or None,
        body=body or "",
        is_html=False,
        published_raw=published or None,
        published_ground="feed" if published else None,
        byline=byline or None,
        language=language or None,
        keywords=tuple(dict.fromkeys(word for word in words if word)),
    )


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (element for element in root.iter() if local_name(element) == name)


def _text(root: etree._Element, name: str) -> str | None:
    return next((text for element in _all(root, name) if (text := gather_text(element))), None)


def _attribute(root: etree._Element, name: str, key: str) -> str | None:
    return next((value for element in _all(root, name) if (value := element.get(key))), None)


def _byline(root: etree._Element) -> str | None:
    """Read a byline without the writer's function, and without the word before the name."""
    for element in _all(root, "byline"):
        names = [gather_text(child) for child in element if local_name(child) == "person"]
        words = " ".join([element.text or "", *names])
        return re.sub(r"(?i)^by\s+", "", " ".join(words.split())) or None
    return None


def _paragraphs(root: etree._Element, name: str) -> str:
    """Join the paragraphs of the text, or take all of it when it has none."""
    for element in _all(root, name):
        found = [gather_text(paragraph) for paragraph in _all(element, "p")]
        text = "\n\n".join(paragraph for paragraph in found if paragraph) or gather_text(element)
        if text:
            return text
    return ""


def _join(dateline: str | None, body: str) -> str:
    """Put a dateline that stands in a field of its own before the text, where a reader of newswire looks for it."""
    return f"{dateline} {body}" if dateline and body else body
