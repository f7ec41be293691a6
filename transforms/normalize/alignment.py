"""From a place in an article's clean text back to the bytes' own text.

What cleaning does (markup read, characters repaired, lines joined, datelines and captions taken out) moves words but
hardly changes them. So nothing is kept along the way: the words of both texts are laid side by side when somebody
asks, and what does not stand in the raw text word for word is said to be nowhere.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from transforms.normalize.identity import fold_key
from transforms.normalize.repair import repair_text

# A tag, an escape of JSON, or a word; entities and escapes of letters are parts of words.
_TOKEN = re.compile(
    r"<[^<>]{0,2000}>|\\[nrtbf\"/\\]|"
    r"(?:[^\W_]|\\u[0-9a-fA-F]{4}|&(?!(?:amp;)?(?:lt|gt|quot|apos|nbsp|#39|#160|amp);)(?:amp;)?(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});)+"
)
_WORD = re.compile(r"[^\W_]+")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where the words of a clean text stand in the raw text; both as (start, end), end exclusive, in order."""

    pairs: tuple[tuple[tuple[int, int], tuple[int, int]], ...]  # place in the clean text, place in the raw text
    n_words: int  # of the clean text

    def to_raw(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the place in the raw text of a place in the clean text; None when no word of it stands there.

        It reaches from the first word that was found to the last one; what stands between them is as it was received.
        """
        inside = [raw for clean, raw in self.pairs if clean[0] < end and clean[1] > start]
        return (inside[0][0], inside[-1][1]) if inside else None


def align(raw: str, clean: str) -> Alignment:
    """Lay the words of a clean text beside those of the raw text it was made from.

    The raw text is a capture as decoded: a feed, a page, JSON lines or plain text. Time grows with the square of
    the words in bad cases: this is for looking at one article.
    """
    raw_words = [(match.span(), key) for match in _TOKEN.finditer(raw) if (key := _read_word(match[0]))]
    clean_words = [(match.span(), fold_key(match[0])) for match in _WORD.finditer(clean)]
    matcher = SequenceMatcher(None, [key for _, key in raw_words], [key for _, key in clean_words], autojunk=False)
    pairs = [
        (clean_words[in_clean + number][0], raw_words[in_raw + number][0])
        for in_raw, in_clean, length in matcher.get_matching_blocks()
        for number in range(length)
    ]
    return Alignment(tuple(pairs), len(clean_words))


def _read_word(token: str) -> str:
    """Read a token of the raw text as the key of a word; "" when it is none."""
    if token.startswith("<") or (token.startswith("\\") and not token.startswith("\\u")):
        return ""
    token = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), token)
    if "&" in token:
        token = html.unescape(html.unescape(token))
    return fold_key(token if token.isascii() else repair_text(token))
