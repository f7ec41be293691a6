"""The page of a feed's item: its text, under what the feed says of the item."""

from __future__ import annotations

import re
from dataclasses import replace

from transforms.normalize.article import clean_line
from transforms.parse.decode import decode
from transforms.parse.dispatch import parse_capture
from transforms.records import Capture, Entry, Reject

# A page may hold its whole text and still not give it to everybody: what its publisher says decides.
_PAYWALL = re.compile(
    r'"isAccessibleForFree"\s*:\s*"?(?:false|no)\b'
    r'|itemprop="isAccessibleForFree"[^>]*content="(?:false|no)"'
    r'|"article:content_tier"[^>]*content="locked"',
    re.I,
)


def read_story(entry: Entry, page: Capture) -> Entry | Reject | None:
    """Give the item with the text of its page; a reject when the page holds none, None when it is not for everybody.

    Title, date and author are the feed's where it gives them: a page often names another title, or the day's date.
    """
    if _PAYWALL.search(decode(page.body, page.media_type) or ""):
        return None
    parsed = parse_capture(page)
    if not parsed.entries:
        return parsed.rejects[0]
    told = max(parsed.entries, key=lambda one: len(one.body))
    published = entry if entry.published_raw else told
    return replace(
        told,
        position=0,
        external_id=entry.external_id,
        address=entry.address,
        title=clean_line(entry.title, entry.is_html) if entry.title else told.title,
        published_raw=published.published_raw,
        published_ground=published.published_ground,
        byline=clean_line(entry.byline, entry.is_html) if entry.byline else told.byline,
        language=entry.language or told.language,
        keywords=tuple(dict.fromkeys((*entry.keywords, *told.keywords))),
    )
