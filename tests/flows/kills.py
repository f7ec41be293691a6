"""Runs in processes of their own that are killed at random moments, and what is left of them.

Each time a dataset that readers already have gets three hundred articles more, in a process that is killed (SIGKILL)
somewhere within a stage. Then the published copy must be the old or the new one, whole; the next run must be completed;
and its Parquet files must be those of a run that nobody disturbed, byte for byte. Articles are coded by `QuickCoder`,
so that a run takes seconds.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
from dataset_factory import make_mention

from flows.publish import CONTENT_TABLES
from transforms.coding.version import CODER_VERSION
from transforms.records import Article, Coded

N_OLD, N_NEW = 100, 300
RAID = "Ruritanian jets bombed the port of Strelsau on Friday, killing 12 people 👍🏽."
ACTORS = ("RUS", "BLR", "IRN")


class QuickCoder:
    """Reads a raid out of every article that tells of one; who did it depends on the article."""

    def code(self, articles: Any) -> Any:
        for article in articles:
            time.sleep(0.002)
            yield code_raid(article)


def code_raid(article: Article) -> Coded:
    """Give the raid that the first sentence tells of, or nothing."""
    if RAID not in article.text:
        return Coded(article.article_id, article.revision_id, (), (), 0.0)
    raid = make_mention(article, coder_version=CODER_VERSION)
    country = ACTORS[int(article.article_id[2:], 16) % len(ACTORS)]
    actor = replace(raid.actors[0], name=country, country=country)
    recipient = replace(raid.recipients[0], name="Ukraine", country="UKR")
    place = None if raid.where is None else replace(raid.where, country="UKR")
    mention = replace(raid, actors=(actor,), recipients=(recipient,), where=place)
    return Coded(article.article_id, article.revision_id, (mention,), (), -0.25)


def run_quickly(inbox: str) -> None:
    """Do a whole run in this process, with `QuickCoder` in threads."""
    import flows.pool
    import flows.worker

    flows.pool._start_pool = ThreadPoolExecutor  # type: ignore[assignment]
    flows.worker.load_coder = lambda _pipeline: QuickCoder()  # type: ignore[assignment,return-value]
    from flows.nightly import nightly

    nightly([inbox])


def write_inbox(folder: Path, numbers: range) -> None:
    """Write articles of their own numbers; every tenth is a copy of the one before it, every seventh tells no event.

    Behind their first sentence they have different words, so that no others are near copies.
    """
    folder.mkdir(parents=True)
    lines = []
    for n in numbers:
        told = n - 1 if n % 10 == 9 else n
        words = [f"word{random.Random(told).randrange(10**6)}{place}" for place in range(60)]
        text = f"Report {told}. {RAID if told % 7 else 'The market was quiet.'} {' '.join(words)}."
        day = f"2024-0{1 + n % 6}-{1 + n % 28:02}"
        lines.append(json.dumps({"id": f"a{n}", "title": f"Report {told}", "text": text, "published": day}))
    (folder / "wire.jsonl").write_text("\n".join(lines), "utf-8")


def start_run(place: Path, inbox: Path) -> subprocess.Popen[bytes]:
    """Start `run_quickly` over an inbox, in a process of its own that works in ``place``; its log is there."""
    tests = Path(__file__).resolve().parents[1]
    environ = os.environ | {
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PYTHONPATH": f"{tests}{os.pathsep}{tests.parent}",
        "WIREROOM_BATCH_CHARACTERS": "20000",
    }
    command = [sys.executable, __file__, str(inbox)]
    with (place / "log").open("ab") as log:
        return subprocess.Popen(command, cwd=place, env=environ, stdout=log, stderr=log)


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill: within which stage, how long after its beginning, and what readers had right after it."""

    stage: str
    seconds: float
    n_published: int  # articles
    was_late: bool  # whether the run had ended before it was killed


class Killing:
    """A place where runs are killed; ``folder`` is new."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        write_inbox(folder / "inbox" / "old", range(N_OLD))
        write_inbox(folder / "inbox" / "new", range(N_OLD, N_OLD + N_NEW))
        self._base = self._make("base")
        self._run(self._base, "old")
        undisturbed = self._copy("undisturbed")
        self._run(undisturbed, "new")
        assert count(undisturbed, "mention") > N_NEW / 2, "there is little that could be lost"
        self._wanted = content(undisturbed)
        self._seconds = json.loads((undisturbed / "data" / "last_run.json").read_text("utf-8"))["seconds"]

    def kill(self, stage: str, chance: random.Random) -> Kill:
        """Kill a run within a stage; AssertionError when anything is not as it must be."""
        place = self._copy("killed")
        process = start_run(place, self._folder / "inbox" / "new")
        told = place / "data" / "last_run.json"
        deadline = time.monotonic() + 120
        before = told.read_bytes()
        while time.monotonic() < deadline and process.poll() is None:
            if told.read_bytes() != before and json.loads(told.read_text("utf-8"))["stage"] == stage:
                break
            time.sleep(0.001)
        seconds = chance.uniform(0, self._seconds[stage])
        time.sleep(seconds)
        was_late = process.poll() is not None
        process.kill()
        process.wait()
        n_published = count(place, "article")
        assert n_published in (N_OLD, N_OLD + N_NEW), n_published
        self._run(place, "new")
        assert json.loads(told.read_text("utf-8"))["state"] == "completed"
        found = content(place)
        wrong = sorted(name for name in self._wanted | found if self._wanted.get(name) != found.get(name))
        assert not wrong, f"killed {seconds:.3f} s into {stage}: other bytes in {wrong}"
        shutil.rmtree(place)
        return Kill(stage, seconds, n_published, was_late)

    def _make(self, name: str) -> Path:
        place = self._folder / name
        place.mkdir()
        return place

    def _copy(self, name: str) -> Path:
        place = self._make(name)
        shutil.copytree(self._base / "data", place / "data")
        return place

    def _run(self, place: Path, inbox: str) -> None:
        code = start_run(place, self._folder / "inbox" / inbox).wait(timeout=300)
        assert code == 0, (place / "log").read_text("utf-8", "replace")[-2000:]


def content(place: Path) -> dict[str, bytes]:
    """Read the Parquet files of every table that the input alone decides."""
    folder = place / "data" / "exports" / "parquet"
    found = {}
    for path in folder.rglob("*.parquet"):
        name = str(path.relative_to(folder))
        if name.split("/")[0].removesuffix(".parquet") in CONTENT_TABLES:
            found[name] = path.read_bytes()
    assert found
    return found


def count(place: Path, counted: str) -> int:
    """Read the published copy as a BI tool would, all of it, and count the rows of a table."""
    with duckdb.connect(str(place / "data" / "wireroom.duckdb"), read_only=True) as connection:
        for (table,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall():
            connection.execute(f"FROM {table}").fetchall()
        ((n,),) = connection.execute(f"SELECT count(*) FROM {counted}").fetchall()
        return int(n)


if __name__ == "__main__":  # what `start_run` starts
    run_quickly(sys.argv[1])
