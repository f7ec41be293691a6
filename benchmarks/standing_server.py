"""What a standing Prefect server does with the nightly run: ``python benchmarks/standing_server.py FOLDER``.

Takes about ten minutes on a quiet machine. FOLDER is a new place for the dataset, the server's records and the logs.
Shown are:

1. a schedule of one minute fires three times;
2. of two overlapping runs the second waits;
3. a run whose process is killed is repeated;
4. a run that is killed together with its worker is repeated when a worker is there again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import http.server
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><link>http://example.org/</link>
<item><guid>1</guid><title>Bridge talks</title><link>http://example.org/1</link>
<description>The two ministers met in the old town hall and spoke for an hour about the bridge.</description></item>
</channel></rss>"""


class SlowFeed:
    """A feed on loopback that keeps whoever asks waiting for ``seconds``."""

    def __init__(self) -> None:
        self.seconds = 0.0
        feed = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                time.sleep(feed.seconds)
                self.send_response(200)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(FEED)))
                self.end_headers()
                with contextlib.suppress(ConnectionError):  # whoever asked may have been killed
                    self.wfile.write(FEED)

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def free_port() -> int:
    """Give a port on loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: str, seconds: float, look: Callable[[], Any]) -> Any:
    """Look every second until there is something; SystemExit when that takes too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(1)
    raise SystemExit(f"waited {seconds:.0f} s in vain for: {what}")


def make_folder(folder: Path, feed: SlowFeed, port: int) -> dict[str, str]:
    """Write sources.toml and prefect.yaml; return the environment of server, worker and runs."""
    folder.mkdir(parents=True)
    sources = folder / "sources.toml"
    sources.write_text(
        f'[settings]\ndata_dir = "{folder / "data"}"\nhost_pause_seconds = 0\n'
        f'[[source]]\nid = "here"\nurl = "http://127.0.0.1:{feed.server.server_port}/"\ntitle = "Here"\n'
        "allow_private = true\n",
        "utf-8",
    )
    text = (ROOT / "prefect.yaml").read_text("utf-8")
    text = text.replace('"0 2 * * *"', '"* * * * *"').replace("due_only: true", "due_only: false")
    (folder / "prefect.yaml").write_text(text, "utf-8")
    given = {
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "WIREROOM_SOURCES": str(sources),
    }
    os.environ.update(given)
    return dict(os.environ)


def main() -> None:
    """Start everything, watch, and say what was seen."""
    folder = Path(sys.argv[1]).resolve()
    feed, port = SlowFeed(), free_port()
    environ = make_folder(folder, feed, port)
    started: list[subprocess.Popen[bytes]] = []

    def start(name: str, *command: str) -> subprocess.Popen[bytes]:
        with (folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [str(BIN / command[0]), *command[1:]],
                cwd=ROOT,
                env=environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        started.append(process)
        return process

    sys.stdout.reconfigure(line_buffering=True)
    try:
        start("server", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port))
        watch(folder, feed, start)
    finally:
        for process in started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)


def watch(folder: Path, feed: SlowFeed, start: Callable[..., subprocess.Popen[bytes]]) -> None:
    """Go through the four points."""
    import httpx
    from prefect.client.orchestration import get_client
    from prefect.deployments import run_deployment

    def is_up() -> bool:
        try:
            return httpx.get(os.environ["PREFECT_API_URL"] + "/health", timeout=5).is_success
        except httpx.HTTPError:
            return False

    wait_for("the server", 180, is_up)
    start("pool", "prefect", "work-pool", "create", "--type", "process", "wireroom").wait()
    file = str(folder / "prefect.yaml")
    start("deploy", "prefect", "--no-prompt", "deploy", "--all", "--prefect-file", file).wait()
    worker = start("worker", "prefect", "worker", "start", "--pool", "wireroom")
    client = get_client(sync_client=True)

    def runs(*states: str) -> list[Any]:
        found = client.read_flow_runs(limit=200)
        wanted = [one for one in found if one.state_name in states]
        return sorted(wanted, key=lambda one: one.start_time or dt.datetime.max.replace(tzinfo=dt.UTC))

    scheduled = wait_for(
        "three scheduled runs", 1200, lambda: (r := [one for one in runs("Completed") if one.auto_scheduled])[2:] and r
    )
    print("1. fired by the schedule:", ", ".join(f"{one.expected_start_time:%H:%M:%S}" for one in scheduled[:3]))

    deployment = client.read_deployment_by_name("nightly/nightly")
    client.pause_deployment(deployment.id)
    wait_for("quiet", 600, lambda: not runs("Running", "Pending", "Late", "AwaitingConcurrencySlot"))
    feed.seconds = 15
    first = run_deployment("nightly/nightly", timeout=0)
    wait_for("the first of two runs", 300, lambda: first.id in {one.id for one in runs("Running")})
    second = run_deployment("nightly/nightly", timeout=0)
    wait_for("the second to wait", 300, lambda: second.id in {one.id for one in runs("AwaitingConcurrencySlot")})
    wait_for("both", 900, lambda: {first.id, second.id} <= {one.id for one in runs("Completed")})
    ends, begins = client.read_flow_run(first.id).end_time, client.read_flow_run(second.id).start_time
    print(f"2. the first ended at {ends:%H:%M:%S}, the second waited and began at {begins:%H:%M:%S}")

    for number, with_worker in ((3, False), (4, True)):
        done = len(runs("Completed"))
        killed = run_deployment("nightly/nightly", timeout=0)
        wait_for("a run to kill", 300, lambda killed=killed: killed.id in {one.id for one in runs("Running")})
        time.sleep(5)  # the first heartbeat
        at = time.monotonic()
        process = int((folder / "data" / "run.lock").read_text())
        if with_worker:
            feed.seconds = 0
            os.kill(worker.pid, signal.SIGKILL)
            os.kill(process, signal.SIGKILL)
            worker = start("worker", "prefect", "worker", "start", "--pool", "wireroom")
        else:
            os.kill(process, signal.SIGKILL)
        wait_for("the repeated run", 1500, lambda done=done: len(runs("Completed")) > done)
        what = "run and worker killed" if with_worker else "run killed"
        state = client.read_flow_run(killed.id).state_name
        print(f"{number}. {what}: repeated and completed after {time.monotonic() - at:.0f} s; the killed one: {state}")


if __name__ == "__main__":
    main()
