"""What the tests of the flow share: Prefect on loopback, a coder that needs no model, and the demo, run once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from fakes import FakeCoder

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "600",
}


@pytest.fixture(scope="session")
def prefect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A Prefect server for this session, with a database of its own."""
    os.environ.update(QUIET, PREFECT_HOME=str(tmp_path_factory.mktemp("prefect")))
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=600):
        yield


@pytest.fixture
def run_apart(prefect: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let runs in processes of their own use the server of this session, and no settings but theirs."""
    from prefect.settings import PREFECT_API_URL

    for name in list(os.environ):
        if name.startswith("WIREROOM_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PREFECT_API_URL", str(PREFECT_API_URL.value()))


@pytest.fixture
def fake_coder(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Code with `FakeCoder` in a thread; the list grows by one for each pool that is started."""
    started: list[int] = []

    def start_pool(n_workers: int) -> Executor:
        started.append(n_workers)
        return ThreadPoolExecutor(n_workers)

    monkeypatch.setattr("flows.pool._start_pool", start_pool)
    monkeypatch.setattr("flows.worker.load_coder", lambda _pipeline: FakeCoder())
    return started


@dataclass(frozen=True)
class Demo:
    """A folder in which `wireroom run examples/inbox` has been run, and what it printed."""

    folder: Path
    environ: dict[str, str]
    command: Callable[..., subprocess.CompletedProcess[str]]
    printed: str


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Demo:
    """Run the README's first command in a folder of its own, with the real coder."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "examples").symlink_to(root / "examples")
    (folder / "sources.toml").symlink_to(root / "sources.toml")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "WIREROOM_"))}

    def command(*arguments: str, stdin: str = "", **extra: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "flows.cli", *arguments],
            cwd=folder,
            env=environ | extra,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=600,
        )

    done = command("run", "examples/inbox")
    assert done.returncode == 0, done.stderr
    return Demo(folder, environ, command, done.stdout)
