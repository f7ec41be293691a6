"""What one line is: a byline, a date, a clock time, a caption, a sign-off, something of the publisher's, or text."""

from __future__ import annotations

import re
from enum import StrEnum

from transforms.normalize.dates import read_date
from transforms.normalize.words import agency_names, any_of, read_table

_BOILERPLATE = read_table("boilerplate")
_WHOLE = frozenset(_BOILERPLATE["whole"])
_OPENINGS = tuple(_BOILERPLATE["openings"])
_ENDINGS = tuple(_BOILERPLATE["endings"])
_CAPTIONS = read_table("captions")
_CAPTION_OPENINGS = tuple(_CAPTIONS["openings"])
_CREDIT = any_of(_CAPTIONS["credits"])

_LONGEST_BOILERPLATE = 250  # characters; what is longer says something
_LONGEST_CAPTION = 600
_LONGEST_SIGN_OFF = 600

_RULE = re.compile(r"^[\W_]{2,}$")
_SENTENCE_BREAK = re.compile(r"[.!?][”\"’']?\s+[A-Z“\"‘]")
# "REUTERS/Jane Doe/File Photo", "Jane Doe/AFP/Getty Images)", "(AP Photo/Jane Doe)", "[Jane Doe/Reuters]"
_CREDIT_END = re.compile(
    rf"(?:\b{_CREDIT}\s?/\s?\w[^/.\n]{{1,40}}(?:/\w[^/.\n]{{1,40}}){{0,3}}[)\]]?|"
    rf"[\w.)’'\-]\s?/\s?{_CREDIT}(?:\s?/\s?{_CREDIT})*[)\]]?|"
    rf"[(\[](?:Photo|Image|Picture|{_CREDIT} photo)(?:s|graph)?(?:\s(?:by|courtesy of)|:)\s[^()\[\]\n]{{2,80}}[)\]]|"
    rf"[(\[](?:File )?{_CREDIT}\s(?:Photo|Image)[^()\[\]\n]{{0,80}}[)\]]|"
    rf"\b(?:Photo|Photograph|Image|Picture|Credit):\s[^.\n]{{2,60}})\.?$"
)
_CREDIT_ALONE = re.compile(rf"^{_CREDIT}(?:\s?[/|,]\s?{_CREDIT})*$")
_SIGN_OFF_VERB = any_of(_BOILERPLATE["sign_off_verbs"])
_SIGN_OFF = re.compile(rf"^[(\[]?{_SIGN_OFF_VERB}\s(?:and\s\w+\s)?by\b", re.I)
_SIGN_OFF_END = re.compile(rf"\s*[(\[]{_SIGN_OFF_VERB}\s(?:and\s\w+\s)?by\s[^()\[\]]{{3,500}}[)\]]?\s*$", re.I)
_COPYRIGHT = re.compile(r"^(?:©|\(c\)\s|copyright\b)", re.I)
_CLOCK = re.compile(
    r"^(?P<hour>[01]?\d|2[0-4])(?P<mark>[:.h])(?P<minute>[0-5]\d)\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>[A-Z]{2,4}|local time)?$",
    re.I,
)
_BYLINE = re.compile(r"^by:?\s+(?P<names>[^\W\d_a-z][^\d.!?;:]{2,80}?)\s*[,.]?$", re.I)
_LOWER_WORD = re.compile(r"\b[a-z]{2,}\b")
_NAME_PARTICLES = frozenset("al and bin da de del den der di dos du el ibn la le of san ten van von".split())
_AGENCY_ALONE = re.compile(rf"^[(\[/]?(?P<agency>{any_of(agency_names())})[)\]/]?$")
_AGENCY_WORD = re.compile(rf"\b(?P<agency>{any_of(name for name in agency_names() if len(name) > 2)})\b")
_AGENCY_END = re.compile(rf"(?<=[.!?”\"’])\s*(?:[-–—]{{1,2}}\s*|[(\[/])(?P<agency>{any_of(agency_names())})[)\]/]?\.?$")


class LineKind(StrEnum):
    """What a line is by its own words, wherever it stands."""

    TEXT = "text"
    BOILERPLATE = "boilerplate"
    CAPTION = "caption"
    SIGN_OFF = "sign_off"
    TIME = "time"


def fold_line(line: str) -> str:
    """Return the line in small letters with straight quotes and single spaces, as the word lists are written."""
    return " ".join(line.lower().replace("’", "'").replace("‘", "'").split())


def classify_line(line: str) -> LineKind:
    """Tell what a line is; whatever no rule knows is text."""
    folded = fold_line(line)
    if folded.rstrip(" .:…") in _WHOLE or _RULE.match(folded):
        return LineKind.BOILERPLATE
    if _CLOCK.match(folded) and read_clock(line):
        return LineKind.TIME
    if (
        len(line) <= _LONGEST_SIGN_OFF
        and _SIGN_OFF.match(line)
        and (line[0] in "([" or not _SENTENCE_BREAK.search(line))
    ):
        return LineKind.SIGN_OFF
    if len(line) <= _LONGEST_CAPTION and (
        folded.lstrip("([").startswith(_CAPTION_OPENINGS)
        or _CREDIT_END.search(line, max(0, len(line) - 200))
        or _CREDIT_ALONE.match(line)
    ):
        return LineKind.CAPTION
    if len(line) <= _LONGEST_BOILERPLATE and (
        (folded.startswith(_OPENINGS) and not _SENTENCE_BREAK.search(line))
        or folded.rstrip(" .").endswith(_ENDINGS)
        or _COPYRIGHT.match(folded)
    ):
        return LineKind.BOILERPLATE
    return LineKind.TEXT


def read_clock(line: str) -> str | None:
    """Return the time of a line that is nothing but a clock time, as HH:MM; None otherwise ("10.42" is a number)."""
    found = _CLOCK.match(line.strip())
    if not found or (found["mark"] == "." and not found["half"] and not found["zone"]):
        return None
    hour = int(found["hour"])
    if found["half"] and hour <= 12:
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    return f"{hour % 24:02d}:{found['minute']}"


def read_byline(line: str) -> str | None:
    """Return the names of "By Jane Doe and John Roe"; None where the words are no names."""
    found = _BYLINE.match(line.strip())
    if not found:
        return None
    lower = set(_LOWER_WORD.findall(found["names"]))
    return found["names"].strip(" ,") if lower <= _NAME_PARTICLES else None


def is_date_line(line: str) -> bool:
    """Tell whether a line is nothing but a date."""
    return len(line) <= 60 and any(map(str.isdigit, line)) and read_date(line) is not None


def read_agency_line(line: str) -> str | None:
    """Return the agency of a line that is nothing but its name."""
    found = _AGENCY_ALONE.match(line.strip())
    return agency_names()[" ".join(found["agency"].split())] if found else None


def find_agency(line: str) -> str | None:
    """Return the first agency named in a copyright or standards line."""
    found = _AGENCY_WORD.search(line)
    return agency_names()[" ".join(found["agency"].split())] if found else None


def cut_sign_off(paragraph: str) -> tuple[str, str | None]:
    """Cut "(Reporting by ...)" and a last "(AFP)" off a paragraph; returns what stays and the agency."""
    kept = _SIGN_OFF_END.sub("", paragraph) if "by" in paragraph[-500:] else paragraph
    found = _AGENCY_END.search(kept, max(0, len(kept) - 60))
    if found:
        return kept[: found.start()], agency_names()[" ".join(found["agency"].split())]
    return kept, None
