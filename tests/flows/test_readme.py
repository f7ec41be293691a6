"""What the README says is what happens: each command in it is run here, or by CI."""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Demo

from flows.summary import example_queries

ROOT = Path(__file__).resolve().parents[2]
BY_CI = {"make run", "make test", ". .venv/bin/activate"}
ON_THEIR_OWN = {"wireroom run", "wireroom serve"}  # tests below


def readme_commands() -> list[str]:
    """The lines of the README's shell blocks, without their comments."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    return [re.sub(r"\s{2,}#.*", "", line) for block in blocks for line in block.splitlines() if line.strip()]


def test_the_readme_has_the_commands_that_a_newcomer_needs() -> None:
    assert set(readme_commands()) >= BY_CI | ON_THEIR_OWN


def test_ci_runs_what_is_left_to_it() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert all(command in script for command in ("make run", "make test", "make lint", "make types"))


@pytest.mark.parametrize("command", [one for one in readme_commands() if one not in BY_CI | ON_THEIR_OWN])
def test_command_works(demo: Demo, command: str) -> None:
    asked, _, rest = command.rpartition(" | ")
    stdin = shlex.split(asked)[1] if asked else ""
    words = shlex.split(rest)
    assert words[0] == "wireroom"
    done = demo.command(*words[1:], stdin=stdin)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert not done.stderr


def test_the_queries_that_a_run_offers_work_as_they_are_printed(demo: Demo) -> None:
    printed = [line for line in demo.printed.splitlines() if line.startswith("wireroom sql")]
    assert len(printed) == len(example_queries()) == 3
    for line in printed:
        done = demo.command(*shlex.split(line)[1:], "--format", "csv")
        assert done.returncode == 0, done.stderr
        assert done.stdout.count("\n") > 3


def test_the_rows_in_the_readme_are_in_the_dataset(demo: Demo) -> None:
    rows = re.findall(r"^\| [A-Z]{3,} \|.*\|$", (ROOT / "README.md").read_text("utf-8"), re.M)
    assert len(rows) >= 3
    query = "SELECT event_type, actors, recipients, start_on, place, sentence FROM mart_event"
    assert set(rows) <= set(demo.command("sql", query, "--format", "markdown").stdout.splitlines())


def test_run_without_a_name_collects_the_registry(demo: Demo, tmp_path: Path) -> None:
    # A feed that cannot be reached: the run goes on, and says so.
    path = tmp_path / "feeds.toml"
    path.write_text(
        f'[settings]\ndata_dir = "{tmp_path / "data"}"\n'
        '[[source]]\nid = "here"\nurl = "http://127.0.0.1:9/feed"\ntitle = "Nobody listens there"\n',
        "utf-8",
    )
    done = demo.command("run", WIREROOM_SOURCES=str(path))
    assert done.returncode == 0, done.stderr
    assert "1 collected" in done.stdout
    assert "1 rejected" in done.stdout
    assert demo.command("run", "--strict", WIREROOM_SOURCES=str(path)).returncode == 3


def test_serve_waits_for_its_hour_and_ends_when_told(demo: Demo, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", "serve"],
            cwd=demo.folder,
            env=demo.environ | {"WIREROOM_DATA_DIR": str(tmp_path / "data")},
            stdout=stream,
            stderr=stream,
        )
        try:
            deadline = time.monotonic() + 600
            while 'Runs at "0 2 * * *"' not in log.read_text("utf-8") and time.monotonic() < deadline:
                assert process.poll() is None, log.read_text("utf-8")
                time.sleep(0.2)
            time.sleep(5)
            assert process.poll() is None, log.read_text("utf-8")
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
    assert "Traceback" not in log.read_text("utf-8")
