"""Tell whether an item only says that its publisher takes an article back."""

from __future__ import annotations

import re

# "WITHDRAWN-…", "KILL: …", "Retraction: …" before a headline; in running capitals or before a colon, for "Withdrawn
# troops return home" is news.
_TITLE = re.compile(
    r"^\s*(?:(?:WITHDRAWN|WITHDRAWAL|RETRACTED|RETRACTION|KILL(?:ED)?|STORY (?:REMOVED|WITHDRAWN|KILLED))"
    r"\s?(?:[-–—:(]|$)"
    r"|(?:Withdrawn|Retracted|Retraction|Story (?:removed|withdrawn|killed))(?::|$))"
)
_TEXT = re.compile(
    r"^\W*(?:(?:this|our)\s(?:[\w-]+\s){0,3}?(?:story|article|report|item|page)|the\s(?:story|article))"
    r"(?:[\s,][^.!?]{0,80}?)?\s"
    r"(?:has been|was|is(?: being)?)\s(?:withdrawn|retracted|removed|taken down|deleted|unpublished|killed)\b",
    re.IGNORECASE,
)
_LONGEST = 600  # characters; a longer text tells more than that


def says_withdrawn(title: str | None, text: str) -> bool:
    """Tell whether title or text takes the article back, and nothing else is told."""
    if title is not None and _TITLE.match(title):
        return True
    return len(text) <= _LONGEST and _TEXT.match(text) is not None
