"""The same bytes on two days that lie a month apart: whole runs, and not one row differs."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.clock import utc_now
from flows.publish import CONTENT_TABLES

pytestmark = pytest.mark.usefixtures("prefect")

MONTH = dt.timedelta(days=31)


def run(folder: Path, inbox: Path, started_at: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Any]]:
    """Run over the inbox as if it were that time, into a dataset of its own; give what is in it."""
    from flows.nightly import nightly

    monkeypatch.setenv("WIREROOM_DATA_DIR", str(folder))
    monkeypatch.setattr("flows.nightly.utc_now", lambda: started_at)
    nightly([str(inbox)])
    with duckdb.connect(str(folder / "wireroom.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT started_at, state FROM run").fetchall() == [(started_at, "completed")]
        return {table: connection.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in CONTENT_TABLES}


def compare(folder: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Any]]:
    monkeypatch.chdir(folder)
    today = utc_now()
    first = run(folder / "today", inbox, today, monkeypatch)
    later = run(folder / "later", inbox, today + MONTH, monkeypatch)
    for table in CONTENT_TABLES:
        assert first[table] == later[table], table
    return first


# Dates that a reader who asks the clock would complete or bound: no year, no day, none at all, words, days to come.
DATES = ("14 June", "Jun 14 10:30", "10:30", "Friday", "yesterday", "2 hours ago", "June 2024", "", "14/06/24")
ITEM = "<item><title>Talks in town {0}</title><pubDate>{1}</pubDate><description>{2}</description></item>"


def test_no_row_depends_on_the_day(
    tmp_path: Path, root: Path, fake_coder: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for path in (root / "tests" / "golden" / "parse").iterdir():
        if not path.name.endswith(".expected.json"):
            shutil.copy(path, inbox)
    items = "".join(
        ITEM.format(n, date, f"HALDEN, {date} (Reuters) - The two ministers met {date}, in town number {n}.")
        for n, date in enumerate(DATES)
    )
    feed = f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'
    (inbox / "half_dates.rss").write_text(feed, "utf-8")
    found = compare(tmp_path, inbox, monkeypatch)
    assert len(found["article"]) > 40
    assert found["reject"]


def test_no_row_of_real_feeds_depends_on_the_day(
    tmp_path: Path, shared: Path, fake_coder: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(compare(tmp_path, shared / "feeds", monkeypatch)["article"]) > 1000
