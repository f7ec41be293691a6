"""What is kept of the past: earlier published copies, and the raw archive."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from flows.settings import Settings


def keep_snapshot(settings: Settings) -> None:
    """Give the published copy a second name under ``snapshots``, by when it was published; that costs no space yet."""
    published = settings.dataset_path
    if settings.keep_snapshots == 0 or not published.exists():
        return
    made_at = dt.datetime.fromtimestamp(published.stat().st_mtime, dt.UTC)
    name = settings.snapshots_dir / f"wireroom-{made_at:%Y%m%dT%H%M%SZ}.duckdb"
    name.parent.mkdir(parents=True, exist_ok=True)
    if not name.exists():
        name.hardlink_to(published)


def drop_old(settings: Settings, now: dt.datetime) -> list[Path]:
    """Delete what the settings ``keep_snapshots`` and ``keep_archive_days`` let go; return what was deleted.

    ``now`` is UTC without a zone. Articles keep their rows when their raw bytes go.
    """
    snapshots = sorted(settings.snapshots_dir.glob("wireroom-*.duckdb"), reverse=True)
    old = snapshots[settings.keep_snapshots :]
    if settings.keep_archive_days:
        limit = f"run_{now - dt.timedelta(days=settings.keep_archive_days):%Y%m%dT%H%M%S}"
        archive = settings.data_dir / "archive"
        old += sorted(path for path in archive.rglob("run_*.warc.gz*") if path.name < limit)
    for path in old:
        path.unlink()
    return old
