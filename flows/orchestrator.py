"""How Prefect is set up; everything here happens before Prefect is imported, because it reads its settings then."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from flows.errors import RunError

# glibc keeps what a process has freed, and grows its blocks with use; told not to, a coding process peaks at 425 MB
# instead of 505, at the same CPU time. It reads these when a process starts: those that this one starts.
_LEAN_MEMORY = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "262144",
    "MALLOC_TRIM_THRESHOLD_": "262144",
}
START_SECONDS = 900  # Prefect's server takes 8 to 15 on an idle laptop, and over 120 were seen on a busy one


def prepare_prefect(data_dir: Path, console_level: str) -> None:
    """Make Prefect quiet and private; whatever the user has set in the environment stays.

    Without a standing server (PREFECT_API_URL) a run starts one of its own and keeps its records under the data
    folder, so that nothing is left anywhere else. Below `console_level` Prefect's log goes to its records only: at
    CRITICAL a person sees what went wrong in our words, without a traceback for each failed attempt.
    """
    wanted = _LEAN_MEMORY | {
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": console_level,
    }
    if "PREFECT_API_URL" not in os.environ:
        home = (data_dir / "prefect").resolve()
        home.mkdir(parents=True, exist_ok=True)
        wanted["PREFECT_HOME"] = str(home)
    for name, value in wanted.items():
        os.environ.setdefault(name, value)


def start_server(*options: str) -> str:
    """Give the address of Prefect's server: the one that PREFECT_API_URL names, or one started for this process.

    ``options`` are those of ``prefect server start``. It ends after this process has, when Prefect has sent its last
    records. Raises RunError when it ends or does not answer in time.
    """
    if "PREFECT_API_URL" in os.environ:
        return os.environ["PREFECT_API_URL"]
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    os.environ["PREFECT_API_URL"] = os.environ["PREFECT_UI_API_URL"] = f"{address}/api"
    command = [sys.executable, "-m", "flows.server", "--host", "127.0.0.1", "--port", str(port), *options]
    quiet = subprocess.DEVNULL
    # A session of its own: Ctrl-C stops the run, and the run's end stops the server.
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, start_new_session=True)
    _wait_for(f"{address}/api/health", server)
    return address


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    if server.poll() is not None:
        raise RunError(
            f"Prefect's server ended with exit code {server.returncode} before it answered; to see why, start one with "
            "`prefect server start`; a run uses it when PREFECT_API_URL is set to its address"
        )
    raise RunError(
        f"Prefect's server has not answered at {address} for {START_SECONDS} s; start one with `prefect server start`, "
        "and set PREFECT_API_URL to its address"
    )
