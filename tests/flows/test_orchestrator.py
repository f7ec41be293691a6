"""How a run waits for the Prefect server that it starts, and what it says when none comes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from flows import orchestrator
from flows.errors import RunError

SLOW = """
import http.server, sys, time
class Healthy(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
time.sleep(1)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[2])), Healthy).handle_request()
"""


@pytest.fixture
def become(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Let a script stand in for Prefect's server; it gets the options ``--port PORT``."""
    monkeypatch.setattr("os.environ", {"PATH": ""})
    start = subprocess.Popen
    started: list[subprocess.Popen[bytes]] = []

    def replace(script: str) -> None:
        def popen(command: list[str], **options: object) -> subprocess.Popen[bytes]:
            port = command.index("--port")
            server = start([sys.executable, "-c", script, *command[port : port + 2]], **options)  # type: ignore[call-overload]
            started.append(server)
            return server  # type: ignore[no-any-return]

        monkeypatch.setattr(subprocess, "Popen", popen)

    yield replace
    for server in started:
        server.communicate(timeout=60)  # closes its input, by which it ends


def test_a_server_that_is_slow_is_waited_for(become: Callable[[str], None]) -> None:
    become(SLOW)
    assert orchestrator.start_server().startswith("http://127.0.0.1:")
    assert orchestrator.START_SECONDS >= 600, "longer than it takes on a machine with much else to do"


def test_a_server_that_ends_is_told_at_once(become: Callable[[str], None]) -> None:
    become("import sys; sys.exit(3)")
    with pytest.raises(RunError, match="ended with exit code 3 before it answered"):
        orchestrator.start_server()


def test_a_server_that_never_answers_is_told(become: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    become("import sys; sys.stdin.read()")
    monkeypatch.setattr(orchestrator, "START_SECONDS", 0)
    with pytest.raises(RunError, match=r"has not answered at .* for 0 s; start one with `prefect server start`"):
        orchestrator.start_server()
