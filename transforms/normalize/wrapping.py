"""Lines to paragraphs: what a narrow column broke is joined, what the writer broke stays broken.

Three kinds of text come here. In a column set (teletype, plain mail) lines are full up to a width and break in
mid-sentence: they are joined. In most plain text a line is a paragraph, with or without blank lines between. Short
lines that are neither (a list, a verse, a table) keep their line ends inside one paragraph.
"""

from __future__ import annotations

import re
from itertools import pairwise

_NARROWEST = 45  # characters of a column
_WIDEST = 100
_SLACK = 12  # a line counts as full when the next word would have come this near to the width
_SHARE_FULL = 0.6  # of the lines that another follows
_INDENT = 2  # blanks that begin a paragraph

_LINE_END = re.compile(r"(?<=\S)\n(?=\S)")

_ENDS = tuple('.!?…:”"’)]')  # after these a line may be a whole sentence


def join_lines(lines: list[str]) -> str:
    """Return the lines as paragraphs separated by a blank line."""
    blocks = _split_blocks(lines)
    width = _column_width(blocks)
    paragraphs: list[str] = []
    for block in blocks:
        if len(block) == 1:
            paragraphs.append(_tidy(block[0]))
        elif width is not None:
            paragraphs.extend(_join_column(block, width))
        elif any(len(line) >= _NARROWEST and line.endswith(_ENDS) for line in block):
            paragraphs.extend(map(_tidy, block))
        else:
            paragraphs.append("\n".join(map(_tidy, block)))
    return "\n\n".join(paragraphs)


def unwrap(text: str) -> str:
    """Join what a narrow column broke without moving a character: each line end inside a paragraph becomes a blank."""
    width = _column_width(_split_blocks(text.split("\n")))
    return _LINE_END.sub(" ", text) if width is not None else text


def _tidy(line: str) -> str:
    return " ".join(line.split())


def _split_blocks(lines: list[str]) -> list[list[str]]:
    """Split at blank lines; right ends are bare, left ends keep their indent."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        line = line.rstrip()
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return blocks if blocks[-1] else blocks[:-1]


def _column_width(blocks: list[list[str]]) -> int | None:
    """Return the width of the column that the text is set in; None when it is set in none."""
    breaks = [pair for block in blocks for pair in pairwise(block)]
    if not breaks:
        return None
    width = max(len(line) for block in blocks if len(block) > 1 for line in block)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    full = sum(_is_full(line, following, width) for line, following in breaks)
    in_sentence = sum(not line.endswith(_ENDS) for line, _ in breaks)
    return width if full >= _SHARE_FULL * len(breaks) and in_sentence >= len(breaks) / 2 else None


def _is_full(line: str, following: str, width: int) -> bool:
    """Tell whether the next line's first word would not have fitted, or hardly."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - _SLACK


def _join_column(block: list[str], width: int) -> list[str]:
    """Join the lines of a block; an indent, or a short line that ends a sentence, ends a paragraph."""
    paragraphs = [_tidy(block[0])]
    for line, following in pairwise(block):
        indent = len(following) - len(following.lstrip())
        is_first = line is block[0]
        begins = indent >= _INDENT and (is_first or indent > len(line) - len(line.lstrip()))
        ends = not _is_full(line, following, width) and line.endswith(_ENDS)
        if begins or ends:
            paragraphs.append(_tidy(following))
        else:
            paragraphs[-1] = f"{paragraphs[-1]} {_tidy(following)}"
    return paragraphs
