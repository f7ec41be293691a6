"""JSON Feed 1.0 and 1.1, and RSS that is written as JSON."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any
from urllib.parse import urljoin

from transforms.parse.objects import read_object
from transforms.parse.result import Parsed, reject_capture
from transforms.records import Capture, Reason

_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/")
_CONTENTS = frozenset({"content_html", "content_text", "date_published"})
_ITEMS = re.compile(r'"items"\s*:\s*\[')


def find_feed(document: dict[str, Any]) -> dict[str, Any] | None:
    """Recognise a JSON Feed, also one that forgets to name its version, or RSS as JSON; None for anything else."""
    rss = document.get("rss")
    channel = rss.get("channel") if isinstance(rss, dict) else None
    if isinstance(channel, dict):
        items = channel.get("item")
        return {**channel, "items": items if isinstance(items, list) else [items] if items else []}
    items = document.get("items")
    if not isinstance(items, list):
        return None
    is_named = _VERSION.match(str(document.get("version", ""))) is not None
    return document if is_named or any(isinstance(item, dict) and _CONTENTS & item.keys() for item in items) else None


def is_cut_feed(text: str) -> bool:
    """Tell whether broken JSON is the beginning of a JSON Feed."""
    return _VERSION.search(text[:2000]) is not None and _ITEMS.search(text) is not None


def parse_feed(capture: Capture, document: dict[str, Any]) -> Parsed:
    """Read the items of a JSON Feed; they inherit its authors and language."""
    inherited: dict[str, Any] = {key: document[key] for key in ("authors", "author", "language") if key in document}
    base = next((url for key in ("home_page_url", "feed_url", "link") if isinstance(url := document.get(key), str)), "")
    # An item without text is an entry too: it is counted, and normalizing rejects it.
    entries = [
        read_object(capture, _prepare(item, inherited, base) if isinstance(item, dict) else {}, position, ground="feed")
        for position, item in enumerate(document["items"])
    ]
    if not entries:
        return Parsed(rejects=(reject_capture(capture, Reason.EMPTY, "a feed without items"),))
    return Parsed(tuple(entries))


def parse_cut_feed(capture: Capture, text: str) -> Parsed:
    """Read the whole items of a JSON Feed that breaks off, and a reject for the one that does not end."""
    start = _ITEMS.search(text)
    at = start.end() if start else len(text)
    decoder = json.JSONDecoder()
    items: list[Any] = []
    while True:
        at = re.compile(r"[\s,]*").match(text, at).end()  # type: ignore[union-attr]  # matches the empty string
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        items.append(item)
    detail = "the feed ends or breaks inside this item; it was cut"
    cut = reject_capture(capture, Reason.MALFORMED, detail, len(items))
    if not items:
        return Parsed(rejects=(cut,))
    whole = parse_feed(capture, {"items": items})
    return Parsed(whole.entries, (*whole.rejects, cut))


def _prepare(item: dict[str, Any], inherited: dict[str, Any], base: str) -> dict[str, Any]:
    """Complete an item: what it inherits, and its address made whole. The outlet is the feed's, whatever it says."""
    own_author = item.get("authors") or item.get("author")
    fields = {key: value for key, value in inherited.items() if key == "language" or not own_author}
    fields |= {key: value for key, value in item.items() if key != "source"}
    for key in ("url", "link", "external_url"):
        if isinstance(url := fields.get(key), str):
            with suppress(ValueError):
                fields[key] = urljoin(base, url)
    return fields
