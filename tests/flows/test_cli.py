"""The command as the shell sees it: exit codes, one line for each mistake, and the fixed formats."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import Demo

from flows.cli import run_command
from flows.cli_options import Exit

EVENT_KEYS = [
    "event_type",
    "mode",
    "contexts",
    "quad_class",
    "intensity",
    "cameo_code",
    "realis",
    "confidence",
    "trigger",
    "actors",
    "recipients",
    "date",
    "place",
    "attributed_to",
    "counts",
    "sentence",
]
TEXT = "On Friday Russian jets bombed a school in Kharkiv, killing three people, police said."


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with no setting in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("WIREROOM_"):
            monkeypatch.delenv(name)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--help"], 0, ""),
        ([], 0, ""),
        (["run", "absent.txt"], 2, "absent.txt: cannot be read: No such file or directory; check the path"),
        (["run", "ftp://example.org/feed"], 2, "must be an address that starts with http:// or https://"),
        (["run"], 2, "sources.toml: cannot be read"),
        (["run", "--sorces", "x"], 2, "No such option: --sorces"),
        (["runn"], 2, "No such command"),
        (["sql", "SELECT 1"], 1, "wireroom.duckdb does not exist: run `wireroom run` first"),
        (["sql", "absent.sql"], 2, "absent.sql: cannot be read"),
        (["sql", "SELECT 1", "--format", "xml"], 2, "Invalid value for '--format'"),
        (["status"], 1, "does not exist: run `wireroom run` first"),
        (["publish"], 1, "does not exist: run `wireroom run` first"),
        (["code", "--input", "absent.jsonl"], 2, "absent.jsonl: cannot be read"),
        (["code", "a text", "--input", "lines.jsonl"], 2, "not both"),
        (["--sources", "x", "status"], 2, "No such option: --sources"),
        (["status", "--sources", "absent.toml"], 2, "absent.toml: cannot be read"),
    ],
)
def test_a_mistake_gets_one_line(
    nowhere: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, says: str
) -> None:
    assert run_command(arguments) == code
    printed = capsys.readouterr().err
    assert says in printed
    assert printed.count("\n") == (1 if code else 0)
    assert "Traceback" not in printed


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("WIREROOM_PIPLINE", "x", 'unknown setting "pipline"; did you mean "pipeline"?'),
        ("WIREROOM_PIPELINE", "no_such_model", 'pipeline "no_such_model" (setting "pipeline") is not installed'),
    ],
)
def test_a_wrong_setting_stops_before_anything_starts(
    nowhere: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    variable: str,
    value: str,
    says: str,
) -> None:
    monkeypatch.setenv(variable, value)
    (nowhere / "a.txt").write_text("A text.", "utf-8")
    assert run_command(["run", "a.txt"]) == 2
    assert says in capsys.readouterr().err
    assert not (nowhere / "data").exists()


def test_a_mistake_of_ours_says_where(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("flows.status.read_status", lambda _settings: {}["nothing"])
    assert run_command(["status"]) == 1
    printed = capsys.readouterr().err
    assert "mistake of Wireroom: KeyError in cli_ask.py" in printed
    assert "Traceback" not in printed
    assert run_command(["status", "--verbose"]) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["sql", "status", "code", "actor", "doctor"])
def test_commands_that_only_ask_do_not_bring_prefect_along(command: str) -> None:
    arguments = [command, "SELECT 1", "--sources", "absent"] if command in ("sql", "code") else [command]
    program = (
        f"import sys\nfrom flows.cli import run_command\nrun_command({arguments})\n"
        "import flows.publish, flows.status, flows.doctor, flows.answers\n"
        "sys.exit('prefect' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr


def lines_of(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_code_answers_each_line_in_order(demo: Demo) -> None:
    questions = [
        {"id": "a", "text": TEXT, "published": "2024-06-17"},
        {"id": 2, "text": "Nothing much happened."},
        {"id": "empty", "text": " "},
        {"id": "pair", "text": TEXT, "pair": {"source": "Russian jets", "target": "a school"}},
        {"id": "half", "text": TEXT, "pair": {"source": "Russian jets"}},
        {"id": "date", "text": TEXT, "published": "yesterday"},
        {"id": "list", "text": ["no", "text"]},
    ]
    stdin = "\n".join([*map(json.dumps, questions), "{broken", "[]", ""])
    answers = lines_of(demo.command("code", stdin=stdin))
    assert [answer["id"] for answer in answers] == ["a", 2, "empty", "pair", "half", "date", "list", None, None]
    assert [i for i, answer in enumerate(answers) if "error" in answer] == [2, 4, 5, 6, 7, 8]
    assert answers[1]["events"] == []
    assert len(answers[3]["events"]) == 1
    event = next(event for event in answers[0]["events"] if event["event_type"] == "ASSAULT")
    assert list(event) == EVENT_KEYS
    assert event["date"] == {"start": "2024-06-14", "end": "2024-06-14", "precision": "day", "text": "Friday"}
    assert event["place"]["country"] == "UKR"
    assert event["actors"][0]["country"] == "RUS"
    assert list(event["actors"][0]) == ["text", "start", "end", "name", "country", "sector", "antecedent"]
    assert list(event["place"]) == ["text", "name", "country", "latitude", "longitude", "geonames_id"]
    assert event["counts"][0]["role"] == "killed"
    assert event["counts"][0]["n"] == 3
    for part in (event["trigger"], *event["actors"], *event["recipients"]):
        assert TEXT[part["start"] : part["end"]] == part["text"]


def test_code_reads_many_lines_from_a_file_with_all_workers(demo: Demo) -> None:
    path = demo.folder / "many.jsonl"
    path.write_text(
        "".join(json.dumps({"id": n, "text": f"Nothing happened on day {n}."}) + "\n" for n in range(600)), "utf-8"
    )
    answers = lines_of(demo.command("code", "--input", str(path), WIREROOM_WORKERS="2"))
    assert [answer["id"] for answer in answers] == list(range(600))


def test_code_shows_a_text_to_people(demo: Demo) -> None:
    done = demo.command("code", TEXT)
    assert done.returncode == 0
    assert "ASSAULT" in done.stdout
    assert "Russian jets" in done.stdout


def test_actor_answers_each_line_in_order(demo: Demo) -> None:
    stdin = '{"id": "a", "actor": "Russian jets"}\n{"id": "b", "actor": 3}\nx\n{"id": "c", "actor": "qqqq"}\n'
    answers = lines_of(demo.command("actor", stdin=stdin))
    assert list(answers[0]) == ["id", "name", "country", "sector", "confidence"]
    assert (answers[0]["country"], answers[0]["sector"]) == ("RUS", "MIL")
    assert "error" in answers[1]
    assert "error" in answers[2]
    assert answers[3] | {"confidence": 0.0} == {
        "id": "c",
        "name": answers[3]["name"],
        "country": None,
        "sector": answers[3]["sector"],
        "confidence": 0.0,
    }


def test_sql_writes_every_format(demo: Demo) -> None:
    query = "SELECT count(*) AS n FROM article"
    expected = demo.command("sql", query, "--format", "csv").stdout
    n = int(expected.split()[1])
    assert n > 10
    assert json.loads(demo.command("sql", query, "--format", "json").stdout) == [{"n": n}]
    assert demo.command("sql", "--format", "csv", stdin=query).stdout == expected
    (demo.folder / "count.sql").write_text(f"-- how many\n{query};\n", "utf-8")
    assert demo.command("sql", "count.sql", "--format", "csv").stdout == expected
    assert demo.command("sql", query, "--format", "parquet", "--out", "n.parquet").returncode == 0
    assert duckdb.sql(f"SELECT n FROM '{demo.folder / 'n.parquet'}'").fetchall() == [(n,)]
    refused = demo.command("sql", "DELETE FROM article")
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1


def test_the_demo_is_whole(demo: Demo) -> None:
    with duckdb.connect(str(demo.folder / "data" / "wireroom.duckdb"), read_only=True) as connection:
        types = {row[0] for row in connection.execute("SELECT DISTINCT event_type FROM mention").fetchall()}
        ((state,),) = connection.execute("SELECT state FROM run").fetchall()
    assert len(types) == 16
    assert state == "completed"
    assert {path.name for path in demo.folder.iterdir()} >= {"data", "examples"}
    assert not list((demo.folder / "data" / "staging").iterdir())


def test_status_and_doctor_after_a_run(demo: Demo) -> None:
    status = demo.command("status", COLUMNS="200")
    assert status.returncode == 0
    assert "completed" in status.stdout
    assert "malformed" in status.stdout
    doctor = demo.command("doctor", COLUMNS="200")
    assert doctor.returncode == 0, doctor.stdout
    assert "not ok" not in doctor.stdout
    broken = demo.command("doctor", COLUMNS="200", WIREROOM_DATA_DIR="/proc/none")
    assert broken.returncode == 1
    assert "not ok" in broken.stdout


def test_evaluate_measures_on_a_file(demo: Demo, tmp_path: Path) -> None:
    def row(number: int, text: str, *relations: dict[str, object]) -> str:
        return json.dumps({"id": f"x-{number}", "text": text, "relations": relations, "none": []})

    arrest = {"source": "police", "target": "mayors", "type": "COERCE", "mode": "arrest", "trigger": "arrested"}
    file = tmp_path / "labelled.jsonl"
    file.write_text(
        row(1, "Turkish police arrested four Kurdish mayors on Monday.", arrest | {"realis": "asserted"})
        + "\n"
        + row(2, "The museum is open on Sundays.")
        + "\n",
        "utf-8",
    )
    done = demo.command("evaluate", str(file))
    assert done.returncode == 0, done.stderr
    assert "2 sentences; an event claimed on 0 of 1 without one" in done.stdout
    assert re.search(r"COERCE\s+100\.0\s+100\.0\s+100\.0\s+1\s+1", done.stdout)


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "holds no labelled sentences"), ("{}", "line 1: no labelled sentence"), (None, "No such file")],
)
def test_evaluate_says_what_is_wrong_with_a_file(
    text: str | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "labelled.jsonl"
    if text is not None:
        file.write_text(text, "utf-8")
    assert run_command(["evaluate", str(file)]) == Exit.WRONG_USAGE
    assert said in capsys.readouterr().err


def test_code_explains_what_was_weighed(demo: Demo) -> None:
    done = demo.command("code", "--explain", "Kenya accused Somalia of sheltering militants.")
    assert done.returncode == 0, done.stderr
    assert "What was weighed" in done.stdout
    assert "coded" in done.stdout
    assert demo.command("code", "--explain", stdin='{"text": "A b."}').returncode == Exit.WRONG_USAGE


def test_explain_shows_the_sentences_behind_an_event_and_a_mention(demo: Demo) -> None:
    query = "SELECT event_id, best_mention_id FROM event WHERE start_on IS NOT NULL ORDER BY n_mentions DESC LIMIT 1"
    (row,) = json.loads(demo.command("sql", query, "--format", "json").stdout)
    event_id, mention_id = row["event_id"], row["best_mention_id"]
    of_event, of_mention = demo.command("explain", event_id), demo.command("explain", mention_id)
    assert of_event.returncode == of_mention.returncode == 0, of_event.stderr + of_mention.stderr
    assert "The date is that of the mention" in of_event.stdout
    assert of_mention.stdout in of_event.stdout
    assert demo.command("explain", "ev_none").returncode == Exit.WRONG_USAGE
