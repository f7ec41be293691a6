"""The layout of newswire text: what stands around the paragraphs is taken out of them and kept in fields of its own.

The rules work on lines first (a caption, a byline, a city alone), then on paragraphs (the dateline, subheads, the
tail). `lay_out` runs them until nothing changes, because one rule uncovers the next one's case: a sign-off that was
broken over two lines is one only after the lines are joined. That is also why a second run changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from transforms.normalize.dateline import Dateline, read_city_line, read_colon_dateline, read_dateline
from transforms.normalize.identity import fold_key
from transforms.normalize.lines import (
    LineKind,
    classify_line,
    cut_sign_off,
    find_agency,
    is_date_line,
    read_agency_line,
    read_byline,
    read_clock,
)
from transforms.normalize.titles import read_flags
from transforms.normalize.words import any_of, read_table
from transforms.normalize.wrapping import join_lines

_MOST_ROUNDS = 8  # each round only takes away or joins; real text settles in two
_HEAD_LINES = 10  # lines that are looked at for byline, date and city
_HEAD_PARAGRAPHS = 4  # that are looked at for a dateline
_PROSE = 60  # characters; a line as long as this that ends in a stop is a paragraph of the text
_PROSE_BETWEEN = 40  # the same for a paragraph beside a heading
_LONGEST_TITLE = 160
_LONGEST_SUBHEAD = 70
_LONGEST_TEASER = 80
_SUBHEAD_WORDS = 10

_CLOSERS = "”\"’')]"
_STOPS = tuple(".!?…")
_PAUSES = (*_STOPS, *":;,")
_QUOTED = re.compile(r"^(?:‘([^‘’]+)’|'([^']+)'|“([^“”]+)”|\"([^\"]+)\"|«\s?([^«»]+?)\s?»|„([^„“”]+)[“”])$")
_KEYWORDS = re.compile(
    r"^(?:(?:keywords?|tags?|topics?|filed under)\s*:\s*(?P<labelled>.+)|(?P<listed>[^.!?:;\"“]+),)$", re.I
)
_THE_POST = re.compile(r"\s*\bThe post .{1,300}? (?:appeared first|first appeared) on .{1,120}$")
_TEASER = re.compile(
    rf"(?:^|(?<=[.!?…”\"’\]])\s*)[(\[]?{any_of(read_table('boilerplate')['teasers'])}\s*[\])]?\s*(?:\.{{2,}}|…|»|→|>+|\.)?$",
    re.I,
)
_ELLIPSIS = re.compile(r"(?:\.\.\.|…|\[(?:\.\.\.|…)\])\s*[”\"’')\]]*$")


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text and what was taken out of it."""

    text: str
    title: str | None = None
    subheads: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    dateline_cities: tuple[str, ...] = ()
    dateline_date: str | None = None  # MM-DD
    dateline_year: int | None = None
    agency: str | None = None
    byline: str | None = None
    date_line: str | None = None  # a date on a line of its own above the text, as written
    segment_times: tuple[str, ...] = ()  # HH:MM
    update_number: int | None = None
    is_correction: bool = False
    is_truncated: bool = False
    has_mixed_script: bool = False


def lay_out(found: CleanText) -> CleanText:
    """Take the layout out of the text until there is none left."""
    for _ in range(_MOST_ROUNDS):
        settled = _read_tail(_read_paragraphs(_read_lines(found)))
        if (settled.text, settled.title) == (found.text, found.title):
            return settled
        found = settled
    return found


def _read_lines(found: CleanText) -> CleanText:
    """Take out whole lines, then join what is left into paragraphs."""
    lines = found.text.expandtabs(4).split("\n")
    captions, times, agency = list(found.captions), list(found.segment_times), found.agency
    is_correction, is_truncated = found.is_correction, found.is_truncated
    kept: list[str] = []
    for at, line in enumerate(lines):
        bare = line.strip()
        kind = classify_line(bare) if bare else LineKind.TEXT
        if kind is LineKind.TEXT:
            kept.append(line)
            continue
        if kind is LineKind.BOILERPLATE:  # may stand in mid-sentence, so leaves no gap
            agency = agency or find_agency(bare)
            is_truncated = is_truncated or (
                _TEASER.match(bare) is not None and not any(map(str.strip, lines[at + 1 :]))
            )
            continue
        kept.append("")
        if kind is LineKind.AGENCY:
            agency = agency or (read_agency_line(bare) if not any(len(line) >= _PROSE for line in kept) else None)
        elif kind is LineKind.NOTE:
            is_correction = is_correction or bare[1:].lower().startswith("correct")
        elif kind is LineKind.CAPTION:
            captions.append(" ".join(bare.split()))
        elif kind is LineKind.TIME:
            times.append(read_clock(bare) or "")
    found = replace(
        found,
        captions=tuple(captions),
        segment_times=tuple(times),
        agency=agency,
        is_correction=is_correction,
        is_truncated=is_truncated,
    )
    found, kept = _read_head(found, kept)
    kept, subheads = _take_quoted_subheads(kept)
    return replace(found, text=join_lines(kept), subheads=(*found.subheads, *subheads))


def _read_head(found: CleanText, lines: list[str]) -> tuple[CleanText, list[str]]:
    """Take title, byline, date, agency and city lines from above the first paragraph, and title copies anywhere."""
    found, lines = _find_title(found, lines)
    title = fold_key(found.title) if found.title else None
    if title:
        longest = 2 * len(found.title or "") + 20  # folding every line would cost more than all the rest
        lines = ["" if len(line) <= longest and fold_key(line) == title else line for line in lines]
    seen = 0
    for at, line in enumerate(lines):
        bare = line.strip()
        if not bare:
            continue
        seen += 1
        if seen > _HEAD_LINES or (len(bare) >= _PROSE and _ends_sentence(bare)):
            break
        taken = _read_head_line(found, bare, has_more=any(map(str.strip, lines[at + 1 :])))
        if taken is not None:
            found = taken
            lines[at] = ""
    return found, lines


def _find_title(found: CleanText, lines: list[str]) -> tuple[CleanText, list[str]]:
    """Where no title was given, take the first line for it if it looks like one and stands above a text."""
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if found.title is not None or first is None or first + 1 >= len(lines):
        return found, lines
    bare, after = lines[first].strip(), lines[first + 1].strip()
    stands_alone = not after or read_byline(after) is not None or fold_key(after) == fold_key(bare)
    rest = [line.strip() for line in lines[first + 1 :] if line.strip()]
    if (
        not stands_alone
        or not rest
        or len(bare) > _LONGEST_TITLE
        or (_ends_clause(bare) and not bare.endswith("?"))
        or not (bare[0].isupper() or bare[0].isdigit() or bare[0] in "‘“\"'«„" or not bare[0].isascii())
        or not bare[0].isprintable()
        or len(bare.split()) < 2
        or _QUOTED.match(bare)
        or read_byline(bare)
        or read_dateline(bare)
        or is_date_line(bare)
        or not any(_ends_sentence(line) for line in rest)
    ):
        return found, lines
    flags = read_flags(bare)
    return (
        replace(
            found,
            title=flags.title,
            update_number=found.update_number or flags.update_number,
            is_correction=found.is_correction or flags.is_correction,
        ),
        [*lines[:first], "", *lines[first + 1 :]],
    )


def _read_head_line(found: CleanText, line: str, has_more: bool) -> CleanText | None:
    """Read one line above the text; None when it is nothing that is known. Of two of a kind the first is kept."""
    if byline := read_byline(line):
        return replace(found, byline=found.byline or byline)
    if is_date_line(line):
        return replace(found, date_line=found.date_line or line)
    if has_more and (cities := read_city_line(line)):  # the last line of all is the text, whatever it looks like
        return replace(found, dateline_cities=found.dateline_cities or cities)
    return None


def _take_quoted_subheads(lines: list[str]) -> tuple[list[str], list[str]]:
    """Take short lines that are one quotation without a stop: they are headings and nobody says them."""
    subheads: list[str] = []
    kept = list(lines)
    last = max((at for at, line in enumerate(lines) if line.strip()), default=0)
    for at, line in enumerate(lines):
        bare = line.strip()
        quoted = _QUOTED.match(bare) if 3 <= len(bare) <= _LONGEST_SUBHEAD else None
        words = next((group for group in quoted.groups() if group), "").strip() if quoted else ""
        if words and not _ends_clause(words) and len(words.split()) <= _SUBHEAD_WORDS and at < last:
            subheads.append(words)
            kept[at] = ""
    return kept, subheads


def _read_paragraphs(found: CleanText) -> CleanText:
    """Take the dateline from before the first sentence, and headings from between the paragraphs."""
    paragraphs = found.text.split("\n\n") if found.text else []
    if not paragraphs:
        return found
    flags = read_flags(paragraphs[0]) if found.title is None else None
    if flags and flags.title != paragraphs[0]:
        paragraphs[0] = flags.title
        found = replace(
            found, update_number=flags.update_number or found.update_number, is_correction=flags.is_correction
        )
    at, line = _find_dateline(paragraphs)
    if line is not None:
        paragraphs[at] = paragraphs[at][line.length :].lstrip()
        found = replace(
            found,
            dateline_cities=found.dateline_cities or line.cities,
            dateline_date=found.dateline_date or line.day,
            dateline_year=found.dateline_year or line.year,
            agency=found.agency or line.agency,
        )
    kept: list[str] = []
    subheads: list[str] = []
    for at, paragraph in enumerate(paragraphs):
        if (
            0 < at < len(paragraphs) - 1
            and _is_subhead(paragraph)
            and _is_prose(paragraphs[at - 1])
            and _is_prose(paragraphs[at + 1])
        ):
            subheads.append(paragraph)
        else:
            kept.append(paragraph)
    return replace(found, text="\n\n".join(kept), subheads=(*found.subheads, *subheads))


def _find_dateline(paragraphs: list[str]) -> tuple[int, Dateline | None]:
    """Find the paragraph that a dateline opens: the first, or one soon after it where agency or day leave no doubt."""
    for at, paragraph in enumerate(paragraphs[:_HEAD_PARAGRAPHS]):
        line = read_dateline(paragraph)
        if line is None and at == 0 and not any(map(read_colon_dateline, paragraphs[1:])):
            line = read_colon_dateline(paragraph)
        if line is not None and line.length < len(paragraph) and (at == 0 or line.day or (line.agency and line.cities)):
            return at, line
    return 0, None


def _ends_sentence(line: str) -> bool:
    return line.rstrip(_CLOSERS).endswith(_STOPS)


def _ends_clause(line: str) -> bool:
    return line.rstrip(_CLOSERS).endswith(_PAUSES)


def _is_prose(paragraph: str) -> bool:
    return len(paragraph) >= _PROSE_BETWEEN and _ends_sentence(paragraph)


def _is_subhead(paragraph: str) -> bool:
    return (
        len(paragraph) <= _LONGEST_SUBHEAD
        and (paragraph[0].isupper() or paragraph[0].isdigit())
        and len(paragraph.split()) <= _SUBHEAD_WORDS
        and paragraph[-1].isalnum()
        and "\n" not in paragraph
    )


def _read_tail(found: CleanText) -> CleanText:
    """Take keywords, sign-offs and "continue reading" from behind the last paragraph."""
    head, mark, last = found.text.rpartition("\n\n")
    keywords = _KEYWORDS.match(last) if head and len(last) <= 200 else None
    if keywords:
        terms = [" ".join(term.split()) for term in re.split(r"[,;|]", keywords["labelled"] or keywords["listed"])]
        if all(len(term.split()) <= 4 for term in terms):
            return replace(found, text=head, keywords=(*found.keywords, *filter(None, terms)))
    kept = _THE_POST.sub("", last) if "The post" in last else last
    teaser = _TEASER.search(kept, max(0, len(kept) - _LONGEST_TEASER))
    kept, agency = cut_sign_off(kept[: teaser.start()].rstrip() if teaser else kept)
    kept = kept.rstrip()
    text = head + mark + kept if kept else head
    return replace(
        found,
        text=text,
        agency=found.agency or agency,
        is_truncated=found.is_truncated or teaser is not None or _ELLIPSIS.search(kept[-20:]) is not None,
    )
