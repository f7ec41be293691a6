"""Readers that never let go while night after night is published.

Each is a process that queries the published copy in a loop and holds its connection for a while, as BI tools do. Every
result must be whole, and no query may fail. Articles are coded as in `kills`.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import duckdb
from kills import start_run, write_inbox

N_ARTICLES = 40  # a night

# Each must hold within one copy: a torn one would break the sums.
SUMS = """
SELECT
    (SELECT count(*) FROM article),
    (SELECT sum(n_loaded + n_duplicate) FROM run),
    (SELECT count(*) FROM mention) = (SELECT count(*) FROM mart_event),
    (SELECT count(*) FROM run WHERE state <> 'completed'),
    (SELECT count(*) FROM mention ANTI JOIN article USING (article_id))
"""


def read(dataset: Path, stop: Path) -> None:
    """Query until ``stop`` is there; print the number of queries, and of the copies that were seen."""
    chance, n_queries, copies = random.Random(os.getpid()), 0, []
    while not stop.exists():
        with duckdb.connect(str(dataset), read_only=True) as connection:
            until = time.monotonic() + chance.uniform(0.2, 2)
            while time.monotonic() < until:
                ((n_articles, n_told, is_whole, n_unfinished, n_orphans),) = connection.execute(SUMS).fetchall()
                assert (n_articles, is_whole, n_unfinished, n_orphans) == (n_told, True, 0, 0)
                assert n_articles % N_ARTICLES == 0
                if not copies or copies[-1] != n_articles:
                    copies.append(n_articles)
                n_queries += 1
                time.sleep(chance.uniform(0, 0.5))  # whoever asks looks at the answer
    assert copies == sorted(copies), "an older copy came back"
    print(json.dumps({"queries": n_queries, "copies": copies}))  # noqa: T201


def run_nights(folder: Path, n_runs: int, n_readers: int) -> tuple[list[float], list[dict[str, list[int]]]]:
    """Do so many runs, each with new articles; give the seconds of each after the first, and what the readers saw."""
    place, stop = folder / "place", folder / "stop"
    place.mkdir(parents=True)
    seconds, readers = [], []
    try:
        for night in range(n_runs):
            inbox = folder / "inbox" / str(night)
            write_inbox(inbox, range(night * N_ARTICLES, (night + 1) * N_ARTICLES))
            assert start_run(place, inbox).wait(timeout=300) == 0, (place / "log").read_text("utf-8")[-2000:]
            told = json.loads((place / "data" / "last_run.json").read_text("utf-8"))
            seconds.append(sum(told["seconds"].values()))
            if night == 0:  # there is something to read
                command = [sys.executable, __file__, str(place / "data" / "wireroom.duckdb"), str(stop)]
                environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
                readers = [subprocess.Popen(command, env=environ, stdout=subprocess.PIPE) for _ in range(n_readers)]
    finally:
        stop.touch()
    seen = []
    for reader in readers:
        printed, _ = reader.communicate(timeout=60)
        assert reader.returncode == 0
        seen.append(json.loads(printed))
    return seconds[1:], seen


if __name__ == "__main__":  # what `run_nights` starts
    read(Path(sys.argv[1]), Path(sys.argv[2]))
