"""The records that travel through Wireroom, one a stage.

All are frozen: a stage reads records and returns new ones. Offsets are Unicode code points into the article's clean
text, start inclusive and end exclusive, so that ``article.text[start:end]`` is the evidence. Times are UTC without a
zone (the dataset stores them so). Identifiers are content-derived (`make_id`): the same input gives the same ids on
any machine.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum


def make_id(prefix: str, *parts: object) -> str:
    """Name a record by its content: the prefix and 16 hexadecimal digits of a SHA-256 over the parts."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{prefix}_{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


class Reason(StrEnum):
    """Why an item went no further: the closed list."""

    UNREACHABLE = "unreachable"  # the address gave no answer in time
    HTTP_ERROR = "http_error"  # the server answered with an error
    FORBIDDEN_ADDRESS = "forbidden_address"  # private network, foreign scheme, or too many redirects
    UNREADABLE = "unreadable"  # a file or folder could not be opened
    TOO_LARGE = "too_large"  # over the size limit
    EMPTY = "empty"  # nothing in it
    BINARY = "binary"  # bytes that are no text in any known encoding
    UNKNOWN_FORMAT = "unknown_format"  # no parser recognises it
    MALFORMED = "malformed"  # recognised, but broken beyond use
    NO_TEXT = "no_text"  # an entry with neither text nor title
    CODER_ERROR = "coder_error"  # the coder failed on this article


class Stage(StrEnum):
    """Where an item stopped."""

    COLLECT = "collect"
    PARSE = "parse"
    NORMALIZE = "normalize"
    CODE = "code"


class State(StrEnum):
    """How an item ended; every item that comes in ends in exactly one."""

    LOADED = "loaded"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


class Realis(StrEnum):
    """Whether the event is told as a fact."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    HABITUAL = "habitual"


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as received, archived before anything reads them."""

    capture_id: str
    source_id: str  # the source's id in sources.toml, or the name of the file or folder that was given
    address: str  # URL, or the path relative to the given folder, with forward slashes
    captured_at: dt.datetime  # UTC
    sha256: str  # of the body, hexadecimal
    body: bytes
    media_type: str | None = None  # as the publisher declares it
    status: int | None = None  # HTTP status; None for files
    headers: tuple[tuple[str, str], ...] = ()  # as the server sent them
    page_of: str | None = None  # of the page of a feed's item: the capture_id of that feed


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as its publisher gave it; nothing is repaired yet."""

    capture_id: str
    source_id: str
    position: int  # 0-based place in the capture
    external_id: str | None  # guid, atom:id, or the id field of a JSON line; publisher's
    address: str | None  # link of the story itself, publisher's
    title: str | None
    body: str  # "" where the publisher sent only a title
    is_html: bool  # whether title and body may hold markup
    published_raw: str | None = None  # the date as its publisher wrote it
    published_ground: str | None = None  # where it stood: feed, page, field
    byline: str | None = None
    language: str | None = None  # as declared, publisher's
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An entry normalized: clean text, and everything that is not text in a field of its own."""

    article_id: str  # identity: stays the same when the text is revised
    revision_id: str  # this reading of it: changes with title or text
    source_id: str
    capture_id: str
    position: int  # of the entry in its capture, 0-based
    external_id: str | None
    address: str | None  # canonical URL
    title: str | None
    text: str  # paragraphs separated by a blank line; no title, caption, subhead or sign-off
    fingerprint: str  # equal for equal words, whatever case, spacing and punctuation
    language: str | None  # ISO 639-1; None when the text is too short to tell
    published_at: dt.datetime | None  # UTC; midnight when only the day is known
    published_precision: str | None  # second, minute, day
    published_ground: str | None  # feed, page, field, address, dateline; None when unknown
    published_raw: str | None  # as its publisher wrote it
    byline: str | None
    agency: str | None  # from the dateline or the sign-off
    dateline_cities: tuple[str, ...] = ()
    dateline_date: str | None = None  # MM-DD as the dateline says it
    subheads: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    segment_times: tuple[str, ...] = ()  # a live blog's clock times, HH:MM
    update_number: int | None = None  # of a wire's UPDATE flag
    is_correction: bool = False
    is_truncated: bool = False  # only a teaser was sent
    has_mixed_script: bool = False  # Latin words that hold letters of another script
    is_withdrawn: bool = False  # its publisher takes it back, and this says only so


@dataclass(frozen=True, slots=True)
class Signature:
    """What tells whether one reading of an article is nearly the same as another article."""

    article_id: str
    revision_id: str
    title_key: str | None  # equal for equal titles; None when the title is too short to tell
    n_shingles: int  # different runs of three words in the text; 0 when it is too short to tell
    minima: tuple[int, ...]  # of MinHash over them; empty when the text is too short to tell
    bands: tuple[int, ...]  # a number for every three minima; texts that are alike have one in common


@dataclass(frozen=True, slots=True)
class Reject:
    """An item that went no further."""

    reject_id: str
    source_id: str
    address: str | None
    stage: Stage
    reason: Reason
    detail: str  # for people: what happened and what to do
    capture_id: str | None = None  # where to find the bytes; None when there are none
    position: int | None = None  # of the entry in the capture, or the line of the file, 0-based


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the article and where they stand."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or recipient: its words, and who that is as far as known."""

    text: str
    start: int
    end: int
    name: str | None = None  # canonical name
    country: str | None = None  # ISO 3166 alpha-3, or a PLOVER non-state code such as IGO
    sector: str | None = None  # PLOVER sector code
    antecedent: str | None = None  # for pronouns and nominals: the words they stand for
    confidence: float = 0.0  # 0..1


@dataclass(frozen=True, slots=True)
class When:
    """When an event happened, as far as text and publication date tell."""

    text: str
    text_start: int
    text_end: int
    start: dt.date | None = None  # None when the words are relative and there is no ground
    end: dt.date | None = None  # inclusive
    precision: str | None = None  # day, week, month, season, quarter, year, decade; None when unresolved
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Where:
    """Where an event happened."""

    text: str
    start: int
    end: int
    name: str | None = None
    country: str | None = None  # ISO 3166 alpha-3
    latitude: float | None = None  # degrees, WGS 84
    longitude: float | None = None  # degrees, WGS 84
    geonames_id: int | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people bound to the event."""

    role: str  # killed, injured, arrested, displaced, abducted, crowd
    n: int  # as told; the lower bound where only bounds are told
    text: str
    start: int
    end: int
    lower: int | None = None
    upper: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One event as one sentence reports it."""

    mention_id: str
    article_id: str
    revision_id: str
    sentence_start: int
    sentence_end: int
    event_type: str  # PLOVER root
    mode: str | None
    contexts: tuple[str, ...]
    quad_class: str
    intensity: float  # PLOVER conflict-cooperation scale, -10..+10
    cameo_code: str
    goldstein: float  # Goldstein value of the CAMEO root
    trigger: Span
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    realis: Realis
    when: When | None
    where: Where | None
    attributed_to: Party | None  # who says so
    counts: tuple[Count, ...]
    confidence: float  # 0..1, of the whole
    type_confidence: float  # 0..1
    coder_version: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words given as somebody's own, with the verb that gives them."""

    quote_id: str
    article_id: str
    revision_id: str
    text: str  # without the quotation marks
    start: int
    end: int
    speaker: Party | None
    verb: Span | None


@dataclass(frozen=True, slots=True)
class Coded:
    """All that the coder read in one article."""

    article_id: str
    revision_id: str
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
    tone: float | None  # mean valence of the words, -1..+1; None without words
