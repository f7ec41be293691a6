"""RSS 0.9x, 1.0, 2.0 and Atom."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import feedparser

from transforms.parse.result import Parsed, reject_capture
from transforms.parse.xml import MAX_DEPTH, Prolog, clean_xml, is_too_deep
from transforms.records import Capture, Entry, Reason, Reject

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_NO_POSTS = frozenset({"attachment", "nav_menu_item", "revision", "custom_css", "wp_global_styles", "wp_navigation"})
_ITEM_TAG = re.compile(r"<(/?)(?:\w+:)?(?:item|entry)(?=[\s>/])", re.I)
_END_TAG = re.compile(r"</(?:rss|rdf|(?:\w+:)?rdf|(?:\w+:)?feed)\s*>", re.I)
_TAG = re.compile(r"<[^<>]*>")
_BLANK_LINES = re.compile(r"\n\s*\n")
_WEB = re.compile(r"https?://[^\s/]", re.I)


def parse_feed(capture: Capture, text: str, prolog: Prolog) -> Parsed:
    """Read the items of a feed whose root begins at `prolog.offset`.

    A feed that was cut gives its items, the last with what is whole of it, and a reject for what did not come.
    """
    if is_too_deep(text):
        detail = f"tags lie in each other deeper than {MAX_DEPTH}"
        return Parsed(rejects=(reject_capture(capture, Reason.MALFORMED, detail),))
    document = '<?xml version="1.0" encoding="utf-8"?>' + clean_xml(text[prolog.offset :])
    try:
        # A stream, never a string: feedparser would take a string for an address or a file name.
        feed = feedparser.parse(io.BytesIO(document.encode("utf-8")), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # whatever trips it is a fault of what strangers sent, not of ours
        detail = f"the feed cannot be read: {_say(error)}"
        return Parsed(rejects=(reject_capture(capture, Reason.MALFORMED, detail),))
    items = feed["entries"]
    cut: tuple[Reject, ...] = ()
    if items and feed["bozo"] and _is_cut(document):
        detail = "the feed ends inside the item before: it was cut, and what is missing may come with the next capture"
        cut = (reject_capture(capture, Reason.MALFORMED, detail, len(items)),)
    base = feed["feed"].get("link") or (capture.address if capture.status is not None else "")
    language = feed["feed"].get("language")
    outcomes = [_read_item(capture, position, item, base, language) for position, item in enumerate(items)]
    if outcomes:
        entries = tuple(outcome for outcome in outcomes if isinstance(outcome, Entry))
        return Parsed(entries, (*(outcome for outcome in outcomes if isinstance(outcome, Reject)), *cut))
    if feed["bozo"] and not feed["version"]:
        detail = f"the feed cannot be read: {_say(feed['bozo_exception'])}"
        return Parsed(rejects=(reject_capture(capture, Reason.MALFORMED, detail),))
    return Parsed(rejects=(reject_capture(capture, Reason.EMPTY, "a feed without items"),))


def _is_cut(document: str) -> bool:
    """Tell whether the document ends inside an item."""
    tail = document.rstrip()
    if _END_TAG.search(tail, max(0, len(tail) - 200)):
        return False
    last = None
    for last in _ITEM_TAG.finditer(document):  # noqa: B007  # the last one is wanted
        pass
    return last is not None and not last[1]


def _read_item(capture: Capture, position: int, item: Any, base: str, language: str | None) -> Entry | Reject:
    if item.get("wp_post_type") in _NO_POSTS:
        detail = f"in a WordPress export, of type {item['wp_post_type']}: no article"
        return reject_capture(capture, Reason.NO_TEXT, detail, position)
    title, title_is_html = _read_part(item.get("title_detail"))
    title = title or (item.get("itunes_title") or "").strip()
    body, body_is_html = _choose_body(item)
    if "wp_post_type" in item and "<p" not in body:  # WordPress makes paragraphs of blank lines only when it shows them
        body, body_is_html = _BLANK_LINES.sub("<p>", body), True
    # Only of the keys that are there: feedparser answers for an absent `updated` too, with a warning.
    dates = [item[key] for key in ("published", "updated", "created") if key in item]
    published = next((date for date in dates if date), None)
    is_html = title_is_html or body_is_html
    if is_html:  # one flag holds for both, so a plain part is written as markup
        title = title if title_is_html else html.escape(title, quote=False)
        body = body if body_is_html else html.escape(body, quote=False)
    return Entry(
        capture_id=capture.capture_id,
        source_id=capture.source_id,
        position=position,
        external_id=item.get("id") or None,
        address=_find_address(item, base),
        title=title or None,
        body=body,
        is_html=is_html,
        published_raw=published,
        published_ground="feed" if published else None,
        byline=", ".join(_list_authors(item)) or None,
        language=item.get("language") or (item.get("title_detail") or {}).get("language") or language or None,
        keywords=tuple(dict.fromkeys(_list_keywords(item))),
    )


def _read_part(part: Any) -> tuple[str, bool]:
    """Read a text construct: its text, and whether it is markup."""
    if not part:
        return "", False
    return (part.get("value") or "").strip(), part.get("type") in _HTML_TYPES


def _choose_body(item: Any) -> tuple[str, bool]:
    """Choose what tells most: the full content before the description, unless it has fewer words."""
    parts = [_read_part(part) for part in item.get("content") or ()]
    parts.append(_read_part(item.get("summary_detail")))
    return max(parts, key=lambda part: len(_TAG.sub(" ", part[0]).split()))


def _find_address(item: Any, base: str) -> str | None:
    links = [link.get("href") for link in item.get("links") or () if link.get("rel") in {"alternate", None}]
    address = (item.get("feedburner_origlink") or next(iter(links), None) or item.get("link") or "").strip()
    if address == item.get("id") or not address:  # feedparser takes an identifier for a link where there is none
        address = (item.get("id") or "").strip()
        return address if _WEB.match(address) and item.get("guidislink") is not False else None
    try:
        return str(urljoin(base, address))
    except ValueError:
        return str(address)


def _list_authors(item: Any) -> Iterator[str]:
    names = [author.get("name") or author.get("email") for author in item.get("authors") or ()]
    found = [name.strip() for name in names if name and name.strip()]
    yield from dict.fromkeys(found or [name for name in [(item.get("author") or "").strip()] if name])


def _list_keywords(item: Any) -> Iterator[str]:
    for tag in item.get("tags") or ():
        word = (tag.get("label") or tag.get("term") or "").strip()
        if word:
            yield word


def _say(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
