"""What one line is: a byline, a date, a clock time, a caption, a sign-off, something of the publisher's, or text."""

from __future__ import annotations

import re
from enum import StrEnum

from transforms.normalize.dates import read_usual_date
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
_NAME = r"[^\W\d_a-z][\w.’'\-]*"
_PERSON = rf"{_NAME}(?:\s(?:{_NAME}|al|bin|da|de|der|di|el|van|via|von)){{0,4}}"
_CREDIT_END = re.compile(
    rf"(?:\b{_CREDIT}\s?/\s?{_PERSON}(?:\s?/\s?{_PERSON}){{0,3}}[)\]]?|"
    rf"[\w.)’'\-]\s?/\s?{_CREDIT}(?:\s?(?:/|via)\s?{_CREDIT})*[)\]]?|"
    rf"[(\[](?:Photo|Image|Picture|{_CREDIT} photo)(?:s|graph)?(?:\s(?:by|courtesy of)|:)\s[^()\[\]\n]{{2,80}}[)\]]|"
    rf"[(\[](?:File )?{_CREDIT}\s(?:Photo|Image)[^()\[\]\n]{{0,80}}[)\]]|"
    rf"\b(?:Photo|Photograph|Photographer|Image|Picture|Credit):\s[^.\n]{{2,60}})$"
)
_CREDIT_ALONE = re.compile(rf"^{_CREDIT}(?:\s?[/|,]\s?{_CREDIT})*$")
_SIGN_OFF_VERB = any_of(_BOILERPLATE["sign_off_verbs"])
_SIGN_OFF = re.compile(rf"^(?:[(\[]?{_SIGN_OFF_VERB}\s(?:and\s\w+\s)?by\b|[(\[]{_SIGN_OFF_VERB}[\s:])", re.I)
# "dpa ab/cd 171430", "bur-jd/jr": the agency's code, the initials of writer and editor
_INITIALS = re.compile(r"^(?:[A-Za-z]{2,6}\s|bur-)?[a-z]{2,4}(?:[-/][a-z]{2,4}){1,4}(?:\s[\dA-Z ]{2,20})?$")
_NOTE = re.compile(rf"^[(\[]{any_of(_BOILERPLATE['note_verbs'])}\s[^()\[\]]*[)\]]$", re.I)
_SIGN_OFF_END = re.compile(rf"\s*[(\[]{_SIGN_OFF_VERB}\s(?:and\s\w+\s)?by\s[^()\[\]]{{3,500}}[)\]]?\s*$", re.I)
_OWNER = re.compile(r"^(?:©|\(c\)\s|copyright\b|our standards:)", re.I)
_COPYRIGHT = re.compile(r"^(?:copyright\s)?(?:©|\(c\)\s|copyright\s(?:by\s)?\d{4})", re.I)
_CLOCK = re.compile(
    r"^(?P<hour>[01]?\d|2[0-4])(?P<mark>[:.h])(?P<minute>[0-5]\d)\s*(?P<half>[ap]\.?m\.?)?\s*"
    r"(?P<zone>[A-Z]{2,4}|local time)?$",
    re.I,
)
_BYLINE = re.compile(r"^(?:By|BY|by|Par|PAR|Von|VON|Por|POR):?\s+(?P<names>[^\W\d_a-z][^\d.!?;:]{2,80}?)\s*[,.]?$")
_LOWER_WORD = re.compile(r"\b[a-z]{2,}\b")
_NAME_PARTICLES = frozenset(
    [
        "al",
        "and",
        "bin",
        "da",
        "de",
        "del",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "of",
        "san",
        "ten",
        "van",
        "von",
    ]
)
_AGENCY_ALONE = re.compile(rf"^[(\[/]?(?P<agency>{any_of(agency_names())})[)\]/]?$")
_AGENCY_WORD = re.compile(rf"\b(?P<agency>{any_of(name for name in agency_names() if len(name) > 2)})\b")
_AGENCY_END = re.compile(rf"(?<=[.!?”\"’])\s*(?:[-–—]{{1,2}}\s*|[(\[/])(?P<agency>{any_of(agency_names())})[)\]/]?\.?$")


class LineKind(StrEnum):
    """What a line is by its own words, wherever it stands."""

    TEXT = "text"
    BOILERPLATE = "boilerplate"
    CAPTION = "caption"
    AGENCY = "agency"
    NOTE = "note"  # an editor's: what this version changes
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
    if _INITIALS.match(line):
        return LineKind.SIGN_OFF
    if len(line) <= _LONGEST_SIGN_OFF and _NOTE.match(line):
        return LineKind.NOTE
    if (
        len(line) <= _LONGEST_SIGN_OFF
        and _SIGN_OFF.match(line)
        and (line[0] in "([" or ";" in line or not (line.endswith(".") or _SENTENCE_BREAK.search(line)))
    ):
        return LineKind.SIGN_OFF
    if read_agency_line(line):
        return LineKind.AGENCY
    if len(line) <= _LONGEST_CAPTION and (folded.lstrip("([").startswith(_CAPTION_OPENINGS) or _ends_in_credit(line)):
        return LineKind.CAPTION
    if len(line) <= _LONGEST_BOILERPLATE and (
        (folded.startswith(_OPENINGS) and not _SENTENCE_BREAK.search(line))
        or folded.rstrip(" .").endswith(_ENDINGS)
        or _COPYRIGHT.match(folded)
    ):
        return LineKind.BOILERPLATE
    return LineKind.TEXT


def _ends_in_credit(line: str) -> bool:
    if line.endswith((".", "!", "?", "”", '"')):  # a sentence; this is most lines, and the search is dear
        return False
    return _CREDIT_ALONE.match(line) is not None or _CREDIT_END.search(line, max(0, len(line) - 200)) is not None


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
    return len(line) <= 60 and any(map(str.isdigit, line)) and read_usual_date(line) is not None


def read_agency_line(line: str) -> str | None:
    """Return the agency of a line that is nothing but its name."""
    found = _AGENCY_ALONE.match(line.strip())
    return agency_names()[" ".join(found["agency"].split())] if found else None


def find_agency(line: str) -> str | None:
    """Return the agency that a copyright or standards line names as the owner; who only contributed is none."""
    found = _AGENCY_WORD.search(line) if _OWNER.match(line) else None
    return agency_names()[" ".join(found["agency"].split())] if found else None


def cut_sign_off(paragraph: str) -> tuple[str, str | None]:
    """Cut "(Reporting by ...)" and a last "(AFP)" off a paragraph; returns what stays and the agency."""
    kept = _SIGN_OFF_END.sub("", paragraph) if "by" in paragraph[-500:] else paragraph
    found = _AGENCY_END.search(kept, max(0, len(kept) - 60))
    if found:
        return kept[: found.start()], agency_names()[" ".join(found["agency"].split())]
    return kept, None
