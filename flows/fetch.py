"""The guarded HTTP client: one source in, one capture out, or the news that there is none."""

from __future__ import annotations

import datetime as dt
import email.utils
import functools
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import httpcore
import httpx

from flows.capture import make_capture
from flows.decompress import CodingError, CutError, decompress
from flows.errors import DisallowedError, Failure, PermanentError, TransientError
from flows.hosts import Hosts
from flows.network import Deadline, DeadlineError, ForbiddenAddressError, GuardedBackend, GuardedTransport, resolve
from flows.robots import AGENT
from flows.sources import Source
from transforms.records import Capture, Reason

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRANSIENT_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
_HARD_STATUSES = frozenset({401, 404, 410, 451})
_HEADERS = {
    "User-Agent": f"{AGENT}/0.1 (news reader for research)",
    "Accept": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
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
    """What tells whether an answer has changed; servers lie, so the hash of the body is among it."""

    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None  # hexadecimal


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: a capture, or None when nothing had changed; and what to ask by next time."""

    capture: Capture | None
    validators: Validators


DEFAULT_LIMITS = Limits()
NO_VALIDATORS = Validators()


class Client:
    """The client of a run, shared by its threads; asks each host for one thing at a time, with a pause between two."""

    def __init__(
        self,
        pause_seconds: float = 0.0,
        limits: Limits = DEFAULT_LIMITS,
        *,
        resolve: Callable[[str, int], list[str]] = resolve,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.hosts = Hosts(pause_seconds, clock=clock, sleep=sleep)
        self._limits = limits
        self._resolve = resolve
        self._clock = clock

    def fetch(
        self,
        source: Source,
        now: dt.datetime,
        validators: Validators = NO_VALIDATORS,
        allow: Callable[[str], bool] = lambda address: True,
    ) -> Answer:
        """Fetch a source, if `allow` lets pass its address and each that it redirects to.

        `now` is the time of collection, UTC. The capture's address is the source's, wherever redirects led; its body
        is decompressed. There is no capture when the server says that nothing changed since the `validators` (304),
        and none when the body is the one that they name, whatever the server says.

        Raises TransientError for what may pass (timeouts, broken connections, 429, 5xx) and PermanentError for what
        will not in this run (refused addresses, other statuses, a body over the limit); both say it in one line.
        DisallowedError is a PermanentError.
        """
        limits = self._limits
        deadline = Deadline(self._clock, self._clock() + limits.deadline_seconds)
        backend = GuardedBackend(deadline, allow_private=source.allow_private, resolve=self._resolve)
        conditions = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
        try:
            with httpx.Client(
                transport=GuardedTransport(backend, make_ssl_context()),
                headers=_HEADERS | {name: value for name, value in conditions.items() if value},
                timeout=limits.timeout_seconds,
                follow_redirects=False,  # each hop is checked here
                trust_env=False,  # no proxy: it would resolve and connect in our place, unchecked
            ) as client:
                return self._exchange(client, source, now, validators, deadline, allow)
        except ForbiddenAddressError as error:
            detail = f"{source.url}: {error}; set allow_private = true for this source if that is meant"
            raise _refuse(detail) from None
        except (DeadlineError, httpcore.TimeoutException):
            if not deadline.is_over():
                raise TransientError(f"{source.url}: no answer within {limits.timeout_seconds:g} seconds") from None
            detail = f"{source.url}: not done after {limits.deadline_seconds:g} seconds; the server is too slow"
            raise TransientError(detail) from None
        except httpx.RemoteProtocolError as error:  # httpx itself raises it only for where a redirect leads
            raise _refuse(f"{source.url}: {_say(error)}") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError, CutError) as error:
            inner = error.args[0] if error.args else None  # httpcore takes the cause away, but keeps it here
            if isinstance(inner, ssl.SSLCertVerificationError):
                detail = f"{source.url}: the certificate does not fit: {inner.verify_message}"
                raise PermanentError(detail, reason=Reason.UNREACHABLE, failure=Failure.HARD) from None
            raise TransientError(f"{source.url}: the connection failed: {_say(error)}") from None
        except (httpx.InvalidURL, httpcore.UnsupportedProtocol, UnicodeError, ValueError) as error:
            raise _refuse(f"{source.url}: no usable address: {_say(error)}") from None

    def _exchange(
        self,
        client: httpx.Client,
        source: Source,
        now: dt.datetime,
        validators: Validators,
        deadline: Deadline,
        allow: Callable[[str], bool],
    ) -> Answer:
        url, last_host = httpx.URL(source.url), None
        for _ in range(self._limits.max_redirects + 1):
            if url.scheme not in {"http", "https"} or not url.host:
                raise _refuse(f"{source.url}: leads to {url}, which is neither http nor https")
            asked_at = self._clock()
            if not allow(str(url)):
                raise DisallowedError(f"{source.url}: robots.txt asks not to read {url}", reason=Reason.HTTP_ERROR)
            with self.hosts.turn(url.host, pauses=url.host != last_host):
                deadline.at += self._clock() - asked_at  # waiting for our turn is not the server's fault
                with client.stream("GET", url) as response:
                    if response.status_code in _REDIRECTS and "location" in response.headers:
                        url, last_host = url.join(response.headers["location"]), url.host
                        continue
                    seconds = _read_retry_after(response.headers.get("retry-after"), now)
                    if seconds is not None and response.status_code in _TRANSIENT_STATUSES:
                        self.hosts.let_rest(url.host, seconds)
                    return _read_answer(source, response, now, validators, self._limits)
        raise _refuse(f"{source.url}: more than {self._limits.max_redirects} redirects", failure=Failure.SOFT)


def _read_answer(
    source: Source, response: httpx.Response, now: dt.datetime, validators: Validators, limits: Limits
) -> Answer:
    given = Validators(response.headers.get("etag"), response.headers.get("last-modified"), validators.body_sha256)
    if response.status_code == 304 and (validators.etag or validators.last_modified):
        kept = Validators(
            given.etag or validators.etag, given.last_modified or validators.last_modified, given.body_sha256
        )
        return Answer(None, kept)
    _check_status(source, response, now)
    capture = make_capture(
        source.id,
        source.url,
        _read_body(source, response, limits),
        now,
        media_type=response.headers.get("content-type"),
        status=response.status_code,
        headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw),
    )
    is_known = capture.sha256 == validators.body_sha256
    return Answer(None if is_known else capture, replace(given, body_sha256=capture.sha256))


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
    failure = Failure.HARD if status in _HARD_STATUSES else Failure.SOFT
    raise PermanentError(detail, reason=Reason.HTTP_ERROR, status=status, failure=failure)


def _refuse(detail: str, failure: Failure = Failure.HARD) -> PermanentError:
    return PermanentError(detail, reason=Reason.FORBIDDEN_ADDRESS, failure=failure)


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
        for piece in decompress(response.iter_raw(), coding):
            body += piece
            if len(body) > limits.max_bytes:
                detail = f"{source.url}: the answer is over {limits.max_bytes:,} bytes, the limit"
                raise PermanentError(detail, reason=Reason.TOO_LARGE, status=response.status_code)
    except CodingError as error:
        detail = f"{source.url}: {error}"
        raise PermanentError(detail, reason=Reason.MALFORMED, status=response.status_code) from None
    return bytes(body)


@functools.cache
def make_ssl_context() -> ssl.SSLContext:
    """Make what checks certificates; once, for it takes a twentieth of a second."""
    return httpx.create_ssl_context(trust_env=False)


def _say(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
