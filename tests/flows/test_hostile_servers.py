"""Servers that mean ill, or are ill: what they may cost, and where they may not lead."""

from __future__ import annotations

import contextlib
import datetime as dt
import ipaddress
import json
import ssl
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from flows import fetch, network
from flows.errors import Failure, PermanentError, TransientError
from flows.fetch import Client, Limits
from flows.sources import Source
from transforms.records import Reason

NOW = dt.datetime(2024, 5, 6, 7, 8, 9)
FEED = b"<rss><channel><item><title>Words</title></item></channel></rss>"
MOST_MEMORY = 200 * 1024 * 1024  # bytes
ZEROS = b"\0" * (16 * 1024 * 1024)
N_ZEROS = 128  # of them: 2 GiB


def gzip_bomb() -> Iterator[bytes]:
    """Two gibibytes of zeros in two megabytes: each piece stands for itself, so one is enough."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    yield packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(ZEROS) + packer.flush(zlib.Z_FULL_FLUSH)
    yield from (piece for _ in range(N_ZEROS))


def brotli_bomb() -> Iterator[bytes]:
    packer = brotli.Compressor(quality=1)
    for _ in range(N_ZEROS):
        yield packer.process(ZEROS) + packer.flush()


def zstd_bomb() -> Iterator[bytes]:
    packer = zstandard.ZstdCompressor(level=1).compressobj()
    for _ in range(N_ZEROS):
        yield packer.compress(ZEROS)
    yield packer.flush()


BOMBS: dict[str, Callable[[], Iterator[bytes]]] = {"gzip": gzip_bomb, "br": brotli_bomb, "zstd": zstd_bomb}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name, _, rest = self.path.strip("/").partition("/")
        self.server.seen.append(self.path)  # type: ignore[attr-defined]
        with contextlib.suppress(OSError):  # the client hangs up, as it should
            getattr(self, f"serve_{name}")(rest)

    def serve_feed(self, rest: str) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(FEED)

    def serve_busy(self, rest: str) -> None:
        self.send_response(int(rest))
        self.send_header("Retry-After", "3600")
        self.end_headers()

    def serve_again(self, rest: str) -> None:
        self.send_response(302)
        self.send_header("Location", f"http://turncoat.example:{self.server.server_port}/feed")  # type: ignore[attr-defined]
        self.end_headers()

    def serve_bomb(self, rest: str) -> None:
        self.send_response(200)
        self.send_header("Content-Encoding", rest)
        self.end_headers()
        for piece in BOMBS[rest]():
            self.wfile.write(piece)

    def serve_drip(self, rest: str) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.02)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    seen: list[str]

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@pytest.fixture
def start() -> Iterator[Callable[..., Server]]:
    servers = []

    def start(context: ssl.SSLContext | None = None) -> Server:
        server = Server(("127.0.0.1", 0), Handler)
        server.seen = []
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def source(server: Server, path: str, *, scheme: str = "http", host: str = "127.0.0.1", private: bool = True) -> Source:
    url = f"{scheme}://{host}:{server.server_port}/{path}"
    return Source(id="wire", url=url, title="Wire", allow_private=private)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the peak memory of a process from /proc")
def test_bombs_cost_neither_memory_nor_time(start: Callable[..., Server]) -> None:
    server = start()
    program = (
        "import datetime, json, sys\n"
        "from flows.errors import PermanentError\n"
        "from flows.fetch import Client\n"
        "from flows.sources import Source\n"
        "told = []\n"
        "for url in sys.argv[1:]:\n"
        "    try:\n"
        "        bomb = Source(id='x', url=url, title='x', allow_private=True)\n"
        "        Client().fetch(bomb, datetime.datetime(2024, 5, 6))\n"
        "    except PermanentError as error:\n"
        "        told.append(error.reason)\n"
        "status = open('/proc/self/status').read()\n"  # getrusage would tell of this process as well, which starts it
        "print(json.dumps([told, int(status.split('VmHWM:')[1].split()[0]) * 1024]))\n"
    )
    urls = [source(server, f"bomb/{coding}").url for coding in BOMBS]
    done = subprocess.run([sys.executable, "-c", program, *urls], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    told, peak = json.loads(done.stdout)
    assert told == ["too_large"] * len(BOMBS)
    assert peak < MOST_MEMORY


def test_a_byte_a_second_is_given_up_at_the_deadline(start: Callable[..., Server]) -> None:
    # A clock that runs fifty times as fast: what drips every fiftieth of a second drips every second of it.
    client = Client(clock=lambda: time.monotonic() * 50)
    with pytest.raises(TransientError, match="not done after 60 seconds"):
        client.fetch(source(start(), "drip"), NOW)


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_rest_has_it(start: Callable[..., Server], status: int) -> None:
    server = start()
    client = Client()
    with pytest.raises(TransientError) as caught:
        client.fetch(source(server, f"busy/{status}"), NOW)
    assert caught.value.retry_after_seconds == 3600.0
    with pytest.raises(TransientError, match="left alone for another 3600 seconds"):  # nor any other of its feeds
        client.fetch(source(server, "feed"), NOW)
    assert server.seen == [f"/busy/{status}"]


def test_a_name_that_turns_private_is_refused(start: Callable[..., Server], monkeypatch: pytest.MonkeyPatch) -> None:
    public = ipaddress.ip_address("127.0.0.1")  # plays the public server
    monkeypatch.setattr(network, "is_public", lambda address: address == public)
    server = start()
    answers = [["127.0.0.1"], ["127.0.0.2"]]
    client = Client(resolve=lambda host, port: answers.pop(0))
    with pytest.raises(PermanentError, match=r"turncoat\.example is 127\.0\.0\.2") as caught:
        client.fetch(source(server, "again", host="turncoat.example", private=False), NOW)
    assert (caught.value.reason, caught.value.failure) == (Reason.FORBIDDEN_ADDRESS, Failure.HARD)
    assert server.seen == ["/again"]
    assert answers == []


def test_the_address_that_was_checked_is_the_one_that_is_connected_to(
    start: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "is_public", lambda address: True)
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    client = Client(resolve=resolve)
    capture = client.fetch(source(start(), "feed", host="once.example", private=False), NOW).capture
    assert capture is not None
    assert capture.body == FEED
    assert asked == ["once.example"]


@pytest.mark.parametrize(("is_trusted", "words"), [(True, "127.0.0.1"), (False, "self")])
def test_a_certificate_that_does_not_fit_is_refused(
    start: Callable[..., Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_trusted: bool, words: str
) -> None:
    path = make_certificate(tmp_path, "other.example")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    server = start(context)
    if is_trusted:
        monkeypatch.setattr(fetch, "make_ssl_context", lambda: ssl.create_default_context(cafile=str(path)))
    with pytest.raises(PermanentError, match=f"certificate does not fit.*{words}") as caught:
        Client(limits=Limits(timeout_seconds=5)).fetch(source(server, "feed", scheme="https"), NOW)
    assert (caught.value.reason, caught.value.failure) == (Reason.UNREACHABLE, Failure.HARD)
    assert server.seen == []


def make_certificate(folder: Path, name: str) -> Path:
    """Make a certificate for a host, signed by itself, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    path.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + certificate.public_bytes(pem))
    return path
