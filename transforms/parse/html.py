"""Web pages: the article without its menus, and what the page says about itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring, fragment_fromstring
from readability import Document as Readability
from trafilatura import bare_extraction

from transforms.parse.result import Parsed, reject_capture
from transforms.records import Capture, Entry, Reason

_PAGE_MARK = re.compile(r"<(?:html|head|body|title|meta)[\s>]", re.I)
_MARKUP = re.compile(r"<(?:p|br|div|a|b|i|em|strong|span|ul|ol|li|h[1-6]|img|blockquote|figure)(?:\s[^<>]*)?/?>", re.I)
_LINKED_DATE = re.compile(r'"datePublished"\s*:\s*"([^"\\]{4,40})"')

_SHORT = 250  # characters of an article; with fewer another extractor is asked
_PARAGRAPH = 40  # characters; shorter ones are more often links and labels

# Where publishers write the time of publication, the most exact first. Only what is meant for publication: a time of
# change or a copyright year is no answer.
_DATE_PATHS = (
    "//meta[@property='article:published_time' or @property='og:article:published_time']/@content",
    "//*[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='parsely-pub-date' or @name='sailthru.date' or @name='pubdate' or @name='DC.date.issued' or "
    "@name='dcterms.created' or @name='article.published' or @name='publish-date' or @name='date']/@content",
    "//article//time/@datetime",
)
# Fixed, so that the same page gives the same date on any day; the search through running text invents too much.
_DATE_SEARCH = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}


def looks_like_markup(text: str) -> bool:
    """Tell whether a field of text holds HTML tags."""
    return _MARKUP.search(text) is not None


def parse_html(capture: Capture, text: str) -> Parsed:
    """Read a page as one entry of plain text, paragraphs separated by a blank line.

    A fragment without head and body is taken as it is, as markup.
    """
    if not _PAGE_MARK.search(text):
        return Parsed((_make_entry(capture, title=None, body=text.strip(), is_html=True),))
    try:
        tree = document_fromstring(text.encode("utf-8"), parser=HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return Parsed(rejects=(reject_capture(capture, Reason.MALFORMED, "the page cannot be read as HTML"),))
    address = next((link for link in _list_values(tree, "//link[@rel='canonical']/@href") if link), None)
    published = next(_list_dates(tree, text), None)
    page = _extract(tree)
    body = "\n\n".join(line.strip() for line in (page.text or "").splitlines() if line.strip()) if page else ""
    if len(body) < _SHORT:
        body = max(body, _ask_again(text), key=len)
    if not body:
        detail = "no article text found on the page"
        return Parsed(rejects=(reject_capture(capture, Reason.NO_TEXT, detail),))
    entry = _make_entry(
        capture,
        title=(page.title if page else None) or next(iter(_list_values(tree, "//title/text()")), None),
        body=body,
        is_html=False,
        address=address or (page.url if page else None) or (capture.address if capture.status is not None else None),
        published=published or (page.date if page else None) or None,
        byline=(page.author if page else None) or None,
        language=tree.get("lang") or (page.language if page else None) or None,
        keywords=tuple(dict.fromkeys(tag.strip() for tag in (page.tags if page else None) or () if tag.strip())),
    )
    return Parsed((entry,))


def _extract(tree: HtmlElement) -> Any:
    """Run the extractor; None when it finds no article or trips over the page."""
    try:
        return bare_extraction(
            tree,
            favor_precision=True,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=dict(_DATE_SEARCH),
        )
    except Exception:  # a page that the extractor cannot bear is a page without an article
        return None


def _ask_again(text: str) -> str:
    """Give a second opinion on where the article of a page stands; only its paragraphs, and "" where it sees none."""
    try:
        found = fragment_fromstring(Readability(text).summary(html_partial=True), create_parent=True)
    except Exception:  # the same as above, with another extractor
        return ""
    paragraphs = (" ".join(paragraph.text_content().split()) for paragraph in found.iter("p"))
    return "\n\n".join(paragraph for paragraph in paragraphs if len(paragraph) >= _PARAGRAPH)


def _list_dates(tree: HtmlElement, text: str) -> Iterator[str]:
    for path in _DATE_PATHS[:1]:
        yield from (value for value in _list_values(tree, path) if value)
    yield from (match[1] for match in _LINKED_DATE.finditer(text))
    for path in _DATE_PATHS[1:]:
        yield from (value for value in _list_values(tree, path) if value)


def _list_values(tree: HtmlElement, path: str) -> list[str]:
    found = tree.xpath(path)
    return [str(value).strip() for value in found] if isinstance(found, list) else []


def _make_entry(
    capture: Capture,
    *,
    title: str | None,
    body: str,
    is_html: bool,
    address: str | None = None,
    published: str | None = None,
    byline: str | None = None,
    language: str | None = None,
    keywords: tuple[str, ...] = (),
) -> Entry:
    return Entry(
        capture_id=capture.capture_id,
        source_id=capture.source_id,
        position=0,
        external_id=None,
        address=address,
        title=title,
        body=body,
        is_html=is_html,
        published_raw=published,
        published_ground="page" if published else None,
        byline=byline,
        language=language,
        keywords=keywords,
    )
