from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import ipaddress
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from flows import network
from flows.errors import PermanentError, TransientError
from flows.fetch import Answer, Client, Limits, Validators
from flows.network import is_public
from flows.sources import Source
from transforms.records import Reason

NOW = dt.datetime(2024, 5, 6, 7, 8, 9)
FEED = b"<rss><channel><item><title>Words</title></item></channel></rss>"
BOMB = gzip.compress(b"\0" * 50_000_000, 1)
QUICK = Limits(timeout_seconds=0.5, deadline_seconds=1.0, max_bytes=100_000)


class Handler(BaseHTTPRequestHandler):
    """A server of every vice; the path says which."""

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers)))  # type: ignore[attr-defined]
        name, _, rest = self.path.lstrip("/").partition("/")
        getattr(self, f"serve_{name}")(rest)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def serve_feed(self, rest: str) -> None:
        if self.headers.get("If-None-Match") == '"v1"' and self.headers.get("If-Modified-Since") == "yesterday":
            self.answer(304)
        else:
            self.answer(200, FEED, Content_Type="application/rss+xml", ETag='"v1"', Last_Modified="yesterday")

    def serve_restless(self, rest: str) -> None:
        """Give another ETag each time, for the same words."""
        self.answer(200, FEED, ETag=f'"{len(self.server.seen)}"')  # type: ignore[attr-defined]

    def serve_sleepy(self, rest: str) -> None:
        """Give the same ETag each time, for other words."""
        self.answer(200, FEED + b" " * len(self.server.seen), ETag='"same"')  # type: ignore[attr-defined]

    def serve_status(self, rest: str) -> None:
        status, _, retry_after = rest.partition("/")
        self.answer(int(status), **({"Retry_After": retry_after.replace("_", " ")} if retry_after else {}))

    def serve_hop(self, rest: str) -> None:
        self.answer(302, Location="/feed" if rest == "0" else f"/hop/{int(rest) - 1}")

    def serve_loop(self, rest: str) -> None:
        self.answer(301, Location="/loop")

    def serve_to(self, rest: str) -> None:
        self.answer(307, Location=rest)

    def serve_gzip(self, rest: str) -> None:
        self.answer(200, gzip.compress(FEED), Content_Encoding="gzip")

    def serve_gzips(self, rest: str) -> None:
        self.answer(200, gzip.compress(FEED[:9]) + gzip.compress(FEED[9:]), Content_Encoding="gzip")

    def serve_deflate(self, rest: str) -> None:
        self.answer(200, zlib.compress(FEED), Content_Encoding="deflate")

    def serve_rawdeflate(self, rest: str) -> None:
        self.answer(200, zlib.compress(FEED)[2:-4], Content_Encoding="deflate")

    def serve_bomb(self, rest: str) -> None:
        self.answer(200, BOMB, Content_Encoding="gzip")

    def serve_cut(self, rest: str) -> None:
        self.answer(200, gzip.compress(FEED * 100)[:-20], Content_Encoding="gzip")

    def serve_lie(self, rest: str) -> None:
        self.answer(200, FEED, Content_Encoding="gzip")

    def serve_foreign(self, rest: str) -> None:
        self.answer(200, FEED, Content_Encoding="compress")

    def serve_big(self, rest: str) -> None:
        self.answer(200, b"x" * 100_001)

    def serve_short(self, rest: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(FEED)

    def serve_drip(self, rest: str) -> None:
        """Send a byte every tenth of a second: the headers, or the body after whole headers."""
        if rest == "body":
            self.send_response(200)
            self.end_headers()
        else:
            self.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass  # the client hung up, as it should

    def serve_silence(self, rest: str) -> None:
        time.sleep(1.0)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    seen: list[tuple[str, dict[str, str]]]

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that hangs up


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), Handler)
    server.seen = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def source(server: Server, path: str, *, allow_private: bool = True) -> Source:
    url = f"http://127.0.0.1:{server.server_port}/{path}"
    return Source(id="wire", url=url, title="Wire", allow_private=allow_private)


def test_a_feed_becomes_a_capture(server: Server) -> None:
    wire = source(server, "feed")
    capture = Client().fetch(wire, NOW).capture
    assert capture is not None
    assert (capture.source_id, capture.address, capture.captured_at) == ("wire", wire.url, NOW)
    assert (capture.body, capture.status, capture.media_type) == (FEED, 200, "application/rss+xml")
    assert ("ETag", '"v1"') in capture.headers
    assert Client().fetch(wire, NOW + dt.timedelta(1)).capture == replace(capture, captured_at=NOW + dt.timedelta(1))


SHA = hashlib.sha256(FEED).hexdigest()


def test_what_did_not_change_is_not_sent_again(server: Server) -> None:
    wire = source(server, "feed")
    first = Client().fetch(wire, NOW)
    assert first.capture is not None
    assert first.validators == Validators('"v1"', "yesterday", SHA)
    assert Client().fetch(wire, NOW, first.validators) == Answer(None, first.validators)
    assert server.seen[-1][1]["If-None-Match"] == '"v1"'
    assert Client().fetch(wire, NOW, Validators('"v0"', "yesterday")).capture is not None


def test_the_same_body_is_no_news_whatever_the_server_says(server: Server) -> None:
    wire = source(server, "restless")
    first = Client().fetch(wire, NOW)
    second = Client().fetch(wire, NOW, first.validators)
    assert second.capture is None
    assert second.validators.etag != first.validators.etag
    assert second.validators.body_sha256 == first.validators.body_sha256 == SHA


def test_another_body_is_news_whatever_the_server_says(server: Server) -> None:
    wire = source(server, "sleepy")
    first = Client().fetch(wire, NOW)
    second = Client().fetch(wire, NOW, first.validators)
    assert second.capture is not None
    assert second.validators.etag == first.validators.etag
    assert second.validators.body_sha256 != first.validators.body_sha256


@pytest.mark.parametrize("path", ["gzip", "gzips", "deflate", "rawdeflate", "hop/4"])
def test_bodies_are_decompressed_and_redirects_followed(server: Server, path: str) -> None:
    wire = source(server, path)
    capture = Client().fetch(wire, NOW).capture
    assert capture is not None
    assert (capture.body, capture.address) == (FEED, wire.url)


@pytest.mark.parametrize(
    ("path", "reason", "words"),
    [
        ("status/404", Reason.HTTP_ERROR, "404 Not Found"),
        ("status/304", Reason.HTTP_ERROR, "304"),
        ("loop", Reason.FORBIDDEN_ADDRESS, "more than 5 redirects"),
        ("hop/5", Reason.FORBIDDEN_ADDRESS, "more than 5 redirects"),
        ("to/file:///etc/passwd", Reason.FORBIDDEN_ADDRESS, "neither http nor https"),
        ("to/ftp://127.0.0.1/x", Reason.FORBIDDEN_ADDRESS, "neither http nor https"),
        ("to/http://127.0.0.1:x/", Reason.FORBIDDEN_ADDRESS, "Invalid URL"),
        ("big", Reason.TOO_LARGE, "100,000 bytes"),
        ("bomb", Reason.TOO_LARGE, "100,000 bytes"),
        ("lie", Reason.MALFORMED, "no valid gzip"),
        ("foreign", Reason.MALFORMED, "'compress'"),
    ],
)
def test_faults_that_stay(server: Server, path: str, reason: Reason, words: str) -> None:
    wire = source(server, path)
    with pytest.raises(PermanentError) as caught:
        Client(limits=QUICK).fetch(wire, NOW)
    assert caught.value.reason == reason
    assert words in str(caught.value)
    assert str(caught.value).startswith(wire.url)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("path", "reason", "words"),
    [
        ("status/500", Reason.HTTP_ERROR, "500"),
        ("status/429", Reason.HTTP_ERROR, "429"),
        ("cut", Reason.UNREACHABLE, "ends too early"),
        ("short", Reason.UNREACHABLE, "connection failed"),
        ("silence", Reason.UNREACHABLE, "no answer within 0.5 seconds"),
        ("drip/head", Reason.UNREACHABLE, "not done after 1 seconds"),
        ("drip/body", Reason.UNREACHABLE, "not done after 1 seconds"),
    ],
)
def test_faults_that_may_pass(server: Server, path: str, reason: Reason, words: str) -> None:
    start = time.monotonic()
    with pytest.raises(TransientError) as caught:
        Client(limits=QUICK).fetch(source(server, path), NOW)
    assert time.monotonic() - start < 3
    assert caught.value.reason == reason
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Mon,_06_May_2024_07:18:09_GMT", 600.0),
        ("Mon,_06_May_2024_06:00:00_GMT", 0.0),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_handed_on(server: Server, header: str, seconds: float | None) -> None:
    with pytest.raises(TransientError) as caught:
        Client().fetch(source(server, f"status/503/{header}"), NOW)
    assert (caught.value.status, caught.value.retry_after_seconds) == (503, seconds)


def test_nobody_listening_is_a_passing_fault() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    wire = Source(id="wire", url=f"http://127.0.0.1:{port}/", title="Wire", allow_private=True)
    with pytest.raises(TransientError, match="refused"):
        Client().fetch(wire, NOW)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"])
def test_a_private_address_is_refused_however_it_is_written(server: Server, host: str) -> None:
    before = len(server.seen)
    wire = Source(id="wire", url=f"http://{host}:{server.server_port}/feed", title="Wire")
    with pytest.raises(PermanentError, match="allow_private") as caught:
        Client().fetch(wire, NOW)
    assert caught.value.reason == Reason.FORBIDDEN_ADDRESS
    assert len(server.seen) == before


def test_a_redirect_into_a_private_network_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    public = ipaddress.ip_address("127.0.0.1")  # plays the public server
    monkeypatch.setattr(network, "is_public", lambda address: address == public)
    first = source(server, "feed", allow_private=False)
    assert Client().fetch(first, NOW).capture is not None
    second = source(server, f"to/http://127.0.0.2:{server.server_port}/feed", allow_private=False)
    with pytest.raises(PermanentError, match=r"127\.0\.0\.2") as caught:
        Client().fetch(second, NOW)
    assert caught.value.reason == Reason.FORBIDDEN_ADDRESS


def test_a_name_with_one_private_address_is_refused() -> None:
    client = Client(resolve=lambda host, port: ["93.184.215.14", "10.0.0.7"])
    wire = Source(id="wire", url="http://rebinding.example/feed", title="Wire")
    with pytest.raises(PermanentError, match=r"10\.0\.0\.7"):
        client.fetch(wire, NOW)


def test_no_proxy_of_the_environment_is_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert Client().fetch(source(server, "feed"), NOW).capture is not None


@pytest.mark.parametrize(
    ("address", "verdict"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::5db8:d70e", False),
        ("2002:7f00:1::", False),
        ("fc00::1", False),
        ("fe80::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
    ],
)
def test_public_addresses(address: str, verdict: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is verdict
