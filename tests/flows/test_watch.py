"""What a run leaves for programs and for Prefect's page, and what it asks for when it goes wrong."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from test_nightly import run, workplace

from flows.warehouse import CheckResult, Warehouse

pytestmark = pytest.mark.usefixtures("prefect")
__all__ = ["workplace"]  # a fixture


def last_run() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(Path("data/last_run.json").read_text("utf-8"))
    return told


def artifacts() -> dict[str, Any]:
    with get_client(sync_client=True) as client:
        found = client.request("POST", "/artifacts/latest/filter", json={}).json()
    return {one["key"]: one for one in found}


def test_last_run_tells_how_it_went(workplace: Path, fake_coder: list[int]) -> None:
    run("inbox")
    told = last_run()
    assert (told["state"], told["stage"], told["detail"], told["is_published"]) == ("completed", "export", None, True)
    assert told["counts"] == {"collected": 4, "loaded": 2, "revised": 0, "unchanged": 0, "duplicate": 0, "rejected": 2}
    assert list(told["seconds"]) == ["collect", "code", "load", "publish", "export"]
    assert [(one["stage"], one["reason"], one["items"]) for one in told["rejects"]] == [
        ("collect", "empty", 1),
        ("parse", "malformed", 1),
    ]
    assert told["sources"][0]["source"] == "inbox"
    assert all(one["rows"] == 0 for one in told["checks"] if one["severity"] == "error")
    assert told["process"] == os.getpid()
    assert told["started_at"] <= told["finished_at"]
    assert set(told) == set(documented_fields())


def documented_fields() -> list[str]:
    text = (Path(__file__).resolve().parents[2] / "docs" / "nights.md").read_text("utf-8")
    table = text.split("## last_run.json")[1].split("\n## ")[0]
    return [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]


def test_the_page_of_a_run_has_its_tables(workplace: Path, fake_coder: list[int]) -> None:
    run("inbox")
    found = artifacts()
    assert {"progress", "sources", "rejects", "checks", "timing"} <= set(found)
    assert found["progress"]["data"] == 100.0
    assert json.loads(found["rejects"]["data"])[0]["reason"] == "empty"
    assert [row["stage"] for row in json.loads(found["timing"]["data"])] == list(last_run()["seconds"])
    assert "2 loaded" in found["sources"]["description"]


def test_a_prefect_that_takes_no_artifacts_costs_no_night(
    workplace: Path, fake_coder: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise ConnectionError("gone")

    monkeypatch.setattr("flows.watch.create_table_artifact", refuse)
    monkeypatch.setattr("flows.watch.create_progress_artifact", refuse)
    run("inbox")
    assert last_run()["state"] == "completed"


def test_a_broken_check_is_told_and_alerted_and_nothing_is_published(
    workplace: Path, fake_coder: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "WIREROOM_ALERT_COMMAND", 'echo "$ALERT_STATE: $ALERT_MESSAGE" > alert; cp "$ALERT_LAST_RUN" seen'
    )
    broken = CheckResult("sums", "error", "the counts add up", 1, [{"run_id": "x"}])
    monkeypatch.setattr(Warehouse, "run_checks", lambda *_: [broken])
    with pytest.raises(Exception, match="check sums failed"):
        run("inbox")
    told = last_run()
    assert (told["state"], told["stage"], told["is_published"]) == ("failed", "load", False)
    assert "check sums failed with 1 rows" in told["detail"]
    assert told["counts"]["loaded"] == 2
    assert told["checks"] == [{"name": "sums", "severity": "error", "meaning": "the counts add up", "rows": 1}]
    assert not Path("data/exports").exists()
    assert Path("alert").read_text("utf-8").startswith("Failed: ")
    assert "check sums failed" in Path("alert").read_text("utf-8")
    assert json.loads(Path("seen").read_text("utf-8")) == told


def test_exports_are_those_of_the_setting(
    workplace: Path, fake_coder: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIREROOM_EXPORTS", "gdelt, csv")
    run("inbox")
    assert sorted(path.name for path in Path("data/exports").iterdir()) == ["csv", "gdelt"]
