"""OPML: lists of feeds, as readers export them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.parse.xml import is_too_deep, local_name, read_prolog, read_xml

_LANGUAGE = re.compile(r"[a-z]{2}\b", re.I)


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """A feed as a list names it."""

    address: str  # as it stands there
    title: str  # "" when it has none
    language: str | None = None  # ISO 639-1


def is_opml(text: str) -> bool:
    """Recognise a list of feeds by its root."""
    return read_prolog(text).root == "opml"


def list_feeds(text: str) -> list[ListedFeed] | None:
    """List the feeds of an OPML document, in its order, whatever folders they lie in; None when it is broken."""
    root = None if is_too_deep(text) else read_xml(text, read_prolog(text))
    if root is None:
        return None
    feeds = []
    for outline in root.iter():
        fields = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
        address = re.sub(r"^feed:(?://)?(?=https?:)|^feed(?=://)", "", fields.get("xmlurl", ""))
        if local_name(outline) == "outline" and address:
            address = "http" + address if address.startswith("://") else address
            language = _LANGUAGE.match(fields.get("language", ""))
            title = " ".join((fields.get("title") or fields.get("text") or "").split())
            feeds.append(ListedFeed(address, title, language[0].lower() if language else None))
    return feeds
