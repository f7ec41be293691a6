"""When a night is made up for, and when not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from dataset_factory import make_article, run

from flows.errors import RunError
from flows.repeat import MOST_KILLED, find_reason, refuse_hopeless
from flows.settings import Settings
from flows.warehouse import Warehouse

NIGHT = dt.datetime(2026, 3, 30, 2)
DAY = dt.timedelta(days=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a folder where the run of NIGHT was completed."""
    settings = Settings(data_dir=tmp_path)
    with Warehouse(settings.warehouse_path, NIGHT) as warehouse:
        run(warehouse, tmp_path / "one", [make_article("first")], now=NIGHT)
    return settings


def begin(settings: Settings, *hours: int) -> None:
    """Leave runs in the ledger that began so many hours after NIGHT and never ended."""
    with Warehouse(settings.warehouse_path, NIGHT) as warehouse:
        for hour in hours:
            warehouse.begin_run(f"run_killed_{hour}", NIGHT + dt.timedelta(hours=hour), "0", "0")


def test_nothing_is_due_until_the_next_hour(settings: Settings) -> None:
    assert find_reason(settings, NIGHT + DAY - dt.timedelta(minutes=1)) is None


def test_a_missed_night_is_due(settings: Settings) -> None:
    assert find_reason(settings, NIGHT + DAY) == "the run of 2026-03-31 02:00 was missed"
    paris = settings.model_copy(update={"timezone": "Europe/Paris"})
    assert find_reason(paris, NIGHT + DAY) == "the run of 2026-03-31 02:00 was missed"
    assert find_reason(paris, NIGHT + DAY - dt.timedelta(hours=2)) == "the run of 2026-03-31 02:00 was missed"
    assert find_reason(paris, NIGHT + DAY - dt.timedelta(hours=3)) is None


def test_a_killed_run_is_due(settings: Settings) -> None:
    begin(settings, 1)
    assert find_reason(settings, NIGHT + dt.timedelta(hours=2)) == "the last run was killed"


def test_without_a_dataset_and_while_a_run_is_at_work_nothing_is_due(settings: Settings, tmp_path: Path) -> None:
    assert find_reason(Settings(data_dir=tmp_path / "new"), NIGHT) is None
    with Warehouse(settings.warehouse_path, NIGHT):
        assert find_reason(settings, NIGHT + DAY) is None


def test_repeating_ends_when_run_after_run_is_killed(settings: Settings) -> None:
    begin(settings, *range(1, MOST_KILLED))
    with Warehouse(settings.warehouse_path, NIGHT) as warehouse:
        refuse_hopeless(warehouse.connection)
    begin(settings, MOST_KILLED)
    with Warehouse(settings.warehouse_path, NIGHT) as warehouse, pytest.raises(RunError, match="runs were killed"):
        refuse_hopeless(warehouse.connection)
