"""A run out of the archive: what it received is read once more, as if it came in now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.archive import ArchiveRef, read_about, read_records
from flows.fulltext import ArchivedPages, take_with_pages
from flows.intake import Archived, Intake
from flows.settings import Settings
from flows.warehouse import SourceRow
from transforms.records import Capture

RUN_ID = "run_%Y%m%dT%H%M%S%f"  # of the moment when it started, so that its archive file tells both


@dataclass(frozen=True, slots=True)
class ArchivedRun:
    """A run as its archive file tells of it."""

    path: Path
    run_id: str
    started_at: dt.datetime  # UTC
    sources: tuple[SourceRow, ...]
    full_text: frozenset[str]  # ids of the sources whose items were to be read from their pages

    @classmethod
    def of(cls, path: Path) -> ArchivedRun:
        """Read what a file says of its run."""
        about: dict[str, Any] = read_about(path)
        run_id = path.name.removesuffix(".warc.gz")
        return cls(
            path,
            run_id,
            dt.datetime.strptime(run_id, RUN_ID),
            tuple(SourceRow(**row) for row in about.get("sources", ())),
            frozenset(about.get("full_text", ())),
        )


def list_archived_runs(data_dir: Path) -> list[ArchivedRun]:
    """List the runs that lie in the archive, the earliest first."""
    runs = [ArchivedRun.of(path) for path in data_dir.glob("archive/*/*/run_*.warc.gz")]
    return sorted(runs, key=lambda run: (run.started_at, run.run_id))


def stage_archived(settings: Settings, archived: ArchivedRun, staging: Path) -> int:
    """Parse, normalize and stage what a run received; return the number of items."""
    refs: dict[str, ArchiveRef] = {}
    pages: dict[tuple[str, str], ArchiveRef] = {}
    for item, ref in read_records(settings.data_dir, archived.path):
        if isinstance(item, Capture):
            refs.setdefault(item.capture_id, ref)
            if item.page_of is not None:
                pages[item.page_of, item.address] = ref
    with Intake(Archived(refs), staging) as intake:
        for item, _ in read_records(settings.data_dir, archived.path):
            if not isinstance(item, Capture):
                intake.take(item)
            elif item.page_of is None and item.source_id in archived.full_text:
                take_with_pages(item, ArchivedPages(settings, pages), intake)
            elif item.page_of is None:
                intake.take(item)
    return intake.n_collected
