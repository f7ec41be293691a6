"""Old snapshots and archives go when the settings say so, and not before."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from flows.retention import drop_old, keep_snapshot
from flows.settings import Settings

NOW = dt.datetime(2026, 3, 31, 2)


def make_archive(folder: Path, *days: str) -> None:
    for day in days:
        path = folder / "archive" / day[:4] / day[4:6] / f"run_{day}T020000000000.warc.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        path.with_name(f"{path.name}.sha256").touch()


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.warc.gz"))


def test_raw_archives_stay_for_ever_unless_told_otherwise(tmp_path: Path) -> None:
    make_archive(tmp_path, "20200101", "20260330")
    assert drop_old(Settings(data_dir=tmp_path), NOW) == []
    gone = drop_old(Settings(data_dir=tmp_path, keep_archive_days=30), NOW)
    assert {path.name for path in gone} == {f"run_20200101T020000000000.warc.gz{end}" for end in ("", ".sha256")}
    assert left(tmp_path) == ["run_20260330T020000000000.warc.gz"]


def test_an_archive_of_the_last_day_stays(tmp_path: Path) -> None:
    make_archive(tmp_path, "20260228", "20260301", "20260302")
    drop_old(Settings(data_dir=tmp_path, keep_archive_days=30), NOW)
    assert left(tmp_path) == ["run_20260301T020000000000.warc.gz", "run_20260302T020000000000.warc.gz"]


def publish(settings: Settings, content: str, at: int) -> None:
    """Replace the published copy as a run does."""
    keep_snapshot(settings)
    new = settings.dataset_path.with_name("new")
    new.write_text(content, "utf-8")
    os.utime(new, (at, at))
    new.replace(settings.dataset_path)
    drop_old(settings, NOW)


def test_so_many_snapshots_stay_as_the_setting_says(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, keep_snapshots=2)
    for night in range(4):
        publish(settings, f"night {night}", 1_770_000_000 + 86_400 * night)
    assert [path.read_text("utf-8") for path in sorted(settings.snapshots_dir.iterdir())] == ["night 1", "night 2"]
    assert settings.dataset_path.read_text("utf-8") == "night 3"
    drop_old(Settings(data_dir=tmp_path, keep_snapshots=0), NOW)
    assert list(settings.snapshots_dir.iterdir()) == []


def test_without_snapshots_none_is_made(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, keep_snapshots=0)
    for night in range(2):
        publish(settings, "same", 1_770_000_000 + night)
    assert not settings.snapshots_dir.exists()
