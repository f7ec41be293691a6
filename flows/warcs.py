"""WARC files, such as those of Common Crawl's news crawl, as captures: one an answer that a server gave."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from flows.origin import Origin, clean_name
from flows.packed import BROKEN, BombError, say
from transforms.parse.slug import slugify
from transforms.records import Capture, Reason, Reject

MAX_PAGE_BYTES = 15 * 1024 * 1024  # of one page, once it is decompressed
_TEXT = ("text/", "application/")  # types that may hold an article; pictures and sound are passed over


def is_warc(head: bytes) -> bool:
    """Recognise a WARC file by its first bytes."""
    return head.startswith(b"WARC/")


def read_warc(stream: io.BufferedReader, origin: Origin) -> Iterator[Capture | Reject]:
    """Read the answers of a WARC file. Each is of the outlet whose host gave it, and of the day when it was crawled.

    Requests and descriptions of the crawl are no news and are passed over, as is what is no text by its own account.
    """
    try:
        for record in ArchiveIterator(stream):
            if record.rec_type in {"response", "resource"} and _may_be_text(record):
                yield _read_record(record, origin)
    except BombError:
        raise
    except Exception as error:  # whatever trips the library is a fault of the file: a record without an address, say
        yield origin.reject(Reason.MALFORMED, f"the WARC file breaks: {say(error)}; the records before are kept")


def _read_record(record: ArcWarcRecord, origin: Origin) -> Capture | Reject:
    address = clean_name(str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"))
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    headers = (
        tuple((str(name), str(value)) for name, value in record.http_headers.headers) if record.http_headers else ()
    )
    page = replace(
        origin,
        source_id=slugify(host.removeprefix("www."), fallback=origin.source_id),
        address=address or origin.address,
        captured_at=_read_time(record.rec_headers.get_header("WARC-Date"), origin.captured_at),
        media_type=_media_type(record),
        status=_read_status(record),
        headers=tuple((str(name), str(value)) for name, value in headers),
    )
    if page.status is not None and not 200 <= page.status < 300:
        return page.reject(Reason.HTTP_ERROR, f"the server answered {page.status} when this was crawled")
    try:
        body = record.content_stream().read(MAX_PAGE_BYTES + 1)
    except BROKEN as error:
        return page.reject(Reason.MALFORMED, f"the page cannot be decompressed: {say(error)}")
    if len(body) > MAX_PAGE_BYTES:
        return page.reject(Reason.TOO_LARGE, f"a page of more than {MAX_PAGE_BYTES:,} bytes, the limit")
    return page.capture(body) if body else page.reject(Reason.EMPTY, "the page is empty")


def _may_be_text(record: ArcWarcRecord) -> bool:
    if str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>").startswith("dns:"):
        return False
    media_type = _media_type(record)
    return media_type is None or media_type.startswith(_TEXT)


def _media_type(record: ArcWarcRecord) -> str | None:
    held = record.http_headers.get_header("Content-Type") if record.http_headers else record.content_type
    return str(held).strip().lower() or None if held else None


def _read_status(record: ArcWarcRecord) -> int | None:
    code = str(record.http_headers.get_statuscode()) if record.http_headers else ""
    return int(code) if code.isdecimal() and 100 <= int(code) <= 599 else None


def _read_time(written: str | None, otherwise: dt.datetime) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(written or "")
    except ValueError:
        return otherwise
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment
