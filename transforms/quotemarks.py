"""Where quotation marks open and close in a text. No language model, no meaning: only marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]*)*")
_ANY = re.compile(r"[\"“”„«»‘’']|``")
_DOUBLE = re.compile(r"''|``|[\"“”„«»]")
_SINGLE = re.compile(r"(?<!')['‘’](?!')")
_GUILLEMETS = frozenset("«»")
_OPENING = frozenset("“„«") | {"``"}
_CLOSING = frozenset("”»") | {"''"}
_ELISION = re.compile(r"(?:\d\ds?|n|em|til|tis|twas|cause)\b", re.IGNORECASE)
_OPENS_AFTER = frozenset('([{—–-“"«/') | {""}
_CLOSES_BEFORE = frozenset('.,;:!?)]}—–-”"»…/') | {""}
_STOPS = frozenset(",.!?…;:—–-")


@dataclass(frozen=True, slots=True)
class Marked:
    """The text between two quotation marks. Offsets are code points into the text."""

    start: int  # first character of the words
    end: int  # behind the last
    outer_start: int  # with the marks
    outer_end: int
    paragraph: int  # 0-based
    paragraph_start: int
    paragraph_end: int
    is_closed: bool  # False: the paragraph ended first


def scan_marks(text: str) -> list[Marked]:
    """List the outermost marked passages in text order.

    A mark that nothing closes runs to the end of its paragraph when it is a double mark, and counts for nothing when
    it is a single one, because that is an apostrophe more often than not. Quotes within quotes are not listed.
    """
    if not _ANY.search(text):
        return []
    found: list[Marked] = []
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text)):
        start, end = paragraph.span()
        doubles = list(_doubles(text, start, end))
        singles = list(_singles(text, start, end, doubles))
        for low, high, is_closed in sorted(singles + _outside(doubles, singles)):
            width = 2 if text[low : low + 2] in ("''", "``") else 1
            inner_end = high if not is_closed else high - (2 if text[high - 2 : high] == "''" else 1)
            words = text[low + width : inner_end]
            inner_start = low + width + len(words) - len(words.lstrip())
            inner_end -= len(words) - len(words.rstrip())
            if inner_end > inner_start:
                found.append(Marked(inner_start, inner_end, low, high, number, start, end, is_closed))
    return found


_Piece = tuple[int, int, bool]  # with the marks: start, end, is_closed


def _outside(inner: list[_Piece], outer: list[_Piece]) -> list[_Piece]:
    return [piece for piece in inner if not _is_within(piece[0], outer)]


def _is_within(at: int, pieces: list[_Piece]) -> bool:
    """Tell whether a place lies in one of the pieces, which stand in order and apart."""
    number = bisect_right(pieces, at, key=lambda piece: piece[0]) - 1
    return number >= 0 and at < pieces[number][1]


def _doubles(text: str, start: int, end: int) -> Iterator[_Piece]:
    opened, depth, is_guillemet = -1, 0, False
    surplus = text.count("”", start, end) - text.count("“", start, end)  # of closing marks from here on
    for match in _DOUBLE.finditer(text, start, end):
        mark, low, high = match.group(), match.start(), match.end()
        surplus += (mark == "“") - (mark == "”")
        before = text[low - 1] if low > start else ""
        after = text[high] if high < end else ""
        clings = before != "" and not before.isspace()
        if opened < 0:
            # A mark that clings to the word before it opens nothing: inches, or a stray.
            if mark in _OPENING or not clings or before in _OPENS_AFTER:
                opened, depth, is_guillemet = low, 0, mark in _GUILLEMETS
        elif is_guillemet != (mark in _GUILLEMETS):
            continue  # a quote within the quote
        elif mark in _CLOSING or is_guillemet or clings or after in _CLOSES_BEFORE or after.isspace():
            if depth == 0:
                yield opened, high, True
                opened = -1
            else:
                depth -= 1
        elif mark == "“" and surplus > depth + 1:
            depth += 1  # a quote within the quote, in the same marks
        else:
            opened = low  # opened again: where the earlier one ended cannot be known
    if opened >= 0:
        yield opened, end, False


def _singles(text: str, start: int, end: int, doubles: list[_Piece]) -> Iterator[_Piece]:
    marks = [at.start() for at in _SINGLE.finditer(text, start, end) if not _is_within(at.start(), doubles)]
    openers = [at for at in marks if _opens_single(text, at, start, end)]
    closers = [at for at in marks if _closes_single(text, at, start, end)]
    done = start
    for number, low in enumerate(openers):
        if low < done:
            continue
        limit = openers[number + 1] if number + 1 < len(openers) else end
        ends = closers[bisect_right(closers, low + 1) : bisect_right(closers, limit - 1)]
        if not ends:
            continue
        # "the teachers’ union" within the quote: a plural's apostrophe closes only when nothing better does.
        at = next((at for at in ends if not _may_be_plural(text, at, end)), ends[0])
        done = at + 1
        yield low, done, True


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else ""
    after = text[at + 1] if at + 1 < end else " "
    if not (before in _OPENS_AFTER or before.isspace()) or after.isspace() or after in ".,;:!?)":
        return False
    return text[at] == "‘" or not _ELISION.match(text, at + 1)


def _closes_single(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else ""
    return text[at] != "‘" and not before.isspace() and not after.isalnum()


def _may_be_plural(text: str, at: int, end: int) -> bool:
    return text[at - 1] in "sSxXzZ" and at + 2 < end and text[at + 1] == " " and text[at + 2].isalpha()
