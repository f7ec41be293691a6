"""The guarded HTTP client: one source in, one capture out."""

from __future__ import annotations

import datetime as dt
import email.utils
import functools
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import httpcore
import httpx

from flows.capture import make_capture
from flows.errors import PermanentError, TransientError
from flows.network import DeadlineError, ForbiddenAddressError, GuardedBackend, GuardedTransport
from flows.sources import Source
from transforms.records import Capture, Reason

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRANSIENT_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
_STEP_BYTES = 1024 * 1024  # of decompressed body in memory beyond the limit
_HEADERS = {
    "User-Agent": "Wireroom/0.1 (news reader for research)",
    "Accept": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a fetch may go."""

    timeout_seconds: float = 15.0  # for connecting, and for each wait on the server
    deadline_seconds: float = 60.0  # for the whole exchange, redirects included
    max_bytes: int = 15 * 1024 * 1024  # of the body, after decompression
    max_redirects: int = 5


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server gave to ask by whether its answer has changed."""

    etag: str | None = None
    last_modified: str | None = None


DEFAULT_LIMITS = Limits()
NO_VALIDATORS = Validators()


def fetch(
    source: Source, now: dt.datetime, validators: Validators = NO_VALIDATORS, limits: Limits = DEFAULT_LIMITS
) -> Capture | None:
    """Fetch a source; None when the server says that nothing changed since the `validators` (304).

    `now` is the time of collection, UTC. The capture's address is the source's, wherever redirects led; its body is
    decompressed. `read_validators` gives what to hand in next time. Safe to call from several threads.

    Raises TransientError for what may pass (timeouts, broken connections, 429, 5xx) and PermanentError for what will
    not (refused addresses, other statuses, a body over the limit); both say it in one line.
    """
    conditions = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    headers = _HEADERS | {name: value for name, value in conditions.items() if value}
    deadline = time.monotonic() + limits.deadline_seconds
    backend = GuardedBackend(deadline, allow_private=source.allow_private)
    try:
        with httpx.Client(
            transport=GuardedTransport(backend, _make_ssl_context()),
            headers=headers,
            timeout=limits.timeout_seconds,
            follow_redirects=False,  # each hop is checked here
            trust_env=False,  # no proxy: it would resolve and connect in our place, unchecked
        ) as client:
            return _exchange(client, source, now, validators, limits)
    except ForbiddenAddressError as error:
        detail = f"{source.url}: {error}; set allow_private = true for this source if that is meant"
        raise PermanentError(detail, reason=Reason.FORBIDDEN_ADDRESS) from None
    except (DeadlineError, httpcore.TimeoutException):
        if time.monotonic() < deadline:
            raise TransientError(f"{source.url}: no answer within {limits.timeout_seconds:g} seconds") from None
        detail = f"{source.url}: not done after {limits.deadline_seconds:g} seconds; the server is too slow"
        raise TransientError(detail) from None
    except httpx.RemoteProtocolError as error:  # httpx itself raises it only for where a redirect leads
        raise PermanentError(f"{source.url}: {_say(error)}", reason=Reason.FORBIDDEN_ADDRESS) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError) as error:
        raise TransientError(f"{source.url}: the connection failed: {_say(error)}") from None
    except (httpx.InvalidURL, httpcore.UnsupportedProtocol, UnicodeError, ValueError) as error:
        detail = f"{source.url}: no usable address: {_say(error)}"
        raise PermanentError(detail, reason=Reason.FORBIDDEN_ADDRESS) from None


def read_validators(headers: Iterable[tuple[str, str]]) -> Validators:
    """Read from the headers of an answer what to ask by next time."""
    values = {name.lower(): value for name, value in headers}
    return Validators(values.get("etag"), values.get("last-modified"))


def _exchange(
    client: httpx.Client, source: Source, now: dt.datetime, validators: Validators, limits: Limits
) -> Capture | None:
    url = httpx.URL(source.url)
    for _ in range(limits.max_redirects + 1):
        if url.scheme not in {"http", "https"} or not url.host:
            detail = f"{source.url}: leads to {url}, which is neither http nor https"
            raise PermanentError(detail, reason=Reason.FORBIDDEN_ADDRESS)
        with client.stream("GET", url) as response:
            if response.status_code in _REDIRECTS and "location" in response.headers:
                url = url.join(response.headers["location"])
                continue
            if response.status_code == 304 and validators != NO_VALIDATORS:
                return None
            _check_status(source, response, now)
            return make_capture(
                source.id,
                source.url,
                _read_body(source, response, limits),
                now,
                media_type=response.headers.get("content-type"),
                status=response.status_code,
                headers=tuple(
                    (name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw
                ),
            )
    detail = f"{source.url}: more than {limits.max_redirects} redirects"
    raise PermanentError(detail, reason=Reason.FORBIDDEN_ADDRESS)


def _check_status(source: Source, response: httpx.Response, now: dt.datetime) -> None:
    status = response.status_code
    if 200 <= status < 300:
        return
    detail = f"{source.url}: the server answered {status} {response.reason_phrase}".rstrip()
    if status in _TRANSIENT_STATUSES or status >= 500:
        raise TransientError(
            detail,
            reason=Reason.HTTP_ERROR,
            status=status,
            retry_after_seconds=_read_retry_after(response.headers.get("retry-after"), now),
        )
    raise PermanentError(detail, reason=Reason.HTTP_ERROR, status=status)


def _read_retry_after(value: str | None, now: dt.datetime) -> float | None:
    """Read a Retry-After, given as seconds or as a date, as seconds from now; None when there is none."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    zone = dt.UTC if moment.tzinfo is None else moment.tzinfo
    start = now if now.tzinfo else now.replace(tzinfo=dt.UTC)
    return max(0.0, (moment.replace(tzinfo=zone) - start).total_seconds())


def _read_body(source: Source, response: httpx.Response, limits: Limits) -> bytes:
    """Read the body piece by piece, so that neither a long one nor a bomb ever lies in memory whole."""
    coding = response.headers.get("content-encoding", "").strip().lower()
    body = bytearray()
    try:
        for piece in _decompress(response.iter_raw(), coding):
            body += piece
            if len(body) > limits.max_bytes:
                detail = f"{source.url}: the answer is over {limits.max_bytes:,} bytes, the limit"
                raise PermanentError(detail, reason=Reason.TOO_LARGE, status=response.status_code)
    except _CodingError as error:
        detail = f"{source.url}: {error}"
        raise PermanentError(detail, reason=Reason.MALFORMED, status=response.status_code) from None
    return bytes(body)


class _CodingError(Exception):
    """The body is not compressed as its header says, or in a way we did not ask for."""


def _decompress(pieces: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """Decompress in small steps, so that the reader can stop at its limit."""
    if coding in {"", "identity"}:
        yield from pieces
        return
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise _CodingError(f"the answer is compressed as {coding[:40]!r}, which was not asked for")
    # 47: zlib or gzip header, whichever comes; servers mix them up.
    decoder = zlib.decompressobj(47)
    is_first = True
    try:
        for piece in pieces:
            if is_first and coding == "deflate" and piece and piece[0] & 0x0F != 8:
                decoder = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers send deflate without its header
            is_first = is_first and not piece
            rest, is_full = piece, False
            while rest or is_full:  # when the step was full, more may wait inside the decoder
                step = decoder.decompress(rest, _STEP_BYTES)
                yield step
                rest, is_full = decoder.unconsumed_tail, len(step) == _STEP_BYTES
                if decoder.eof:
                    if not decoder.unused_data.startswith(b"\x1f\x8b"):
                        return  # padding behind the end is nobody's text
                    rest, decoder = decoder.unused_data, zlib.decompressobj(47)
    except zlib.error:
        raise _CodingError(f"the answer is no valid {coding}") from None
    if not decoder.eof and not is_first:
        raise httpcore.RemoteProtocolError("the compressed answer ends too early")


@functools.cache
def _make_ssl_context() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def _say(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
