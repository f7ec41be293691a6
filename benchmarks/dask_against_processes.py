"""The same input on one process and on a Dask cluster: ``python benchmarks/dask_against_processes.py FOLDER [INPUT]``.

FOLDER is new; INPUT is examples/inbox unless named. Starts a scheduler and two workers on loopback, runs the nightly
job with one local process, with the cluster through a staging folder, and with a cluster that the run starts by itself,
and compares the Parquet files of every table that the input alone decides.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from flows.publish import CONTENT_TABLES

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def free_port() -> int:
    """Give a port on loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(place: Path, given: str, **settings: str) -> tuple[float, dict[str, bytes]]:
    """Run the job in a folder of its own; give its seconds, and the Parquet files of the content tables."""
    named = {f"WIREROOM_{name.upper()}": value for name, value in settings.items()}
    environ = os.environ | named | {"WIREROOM_DATA_DIR": str(place), "WIREROOM_BATCH_CHARACTERS": "5000"}
    began = time.monotonic()
    subprocess.run([str(BIN / "wireroom"), "run", given], cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)
    seconds = time.monotonic() - began
    folder = place / "exports" / "parquet"
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.parquet")}
    return seconds, {name: one for name, one in files.items() if name.split("/")[0].split(".")[0] in CONTENT_TABLES}


def main() -> None:
    """Run three times and compare."""
    folder = Path(sys.argv[1]).resolve()
    given = sys.argv[2] if len(sys.argv) > 2 else "examples/inbox"
    folder.mkdir(parents=True)
    address = f"tcp://127.0.0.1:{free_port()}"
    cluster = []
    with (folder / "cluster.log").open("wb") as log:

        def start(*command: str) -> None:
            line = [str(BIN / "dask"), *command]
            cluster.append(subprocess.Popen(line, cwd=folder, stdout=log, stderr=log))

        try:
            start("scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard")
            for number in (1, 2):
                start("worker", address, "--nthreads", "1", "--no-dashboard", "--name", f"worker-{number}")
            seconds, wanted = run(folder / "local", given, runner="local", workers="1")
            print(f"one local process: {seconds:.1f} s, {len(wanted)} files", flush=True)
            staging = (folder / "staging").as_uri()
            for name, settings in {
                "a scheduler and two workers, through a staging folder": {"dask_address": address, "staging": staging},
                "a cluster of two that the run starts": {"workers": "2"},
            }.items():
                seconds, found = run(folder / name.split()[1], given, runner="dask", **settings)
                wrong = sorted(one for one in wanted | found if wanted.get(one) != found.get(one))
                print(f"{name}: {seconds:.1f} s, {len(wrong)} files differ {wrong}", flush=True)
        finally:
            for process in cluster:
                process.terminate()


if __name__ == "__main__":
    main()
