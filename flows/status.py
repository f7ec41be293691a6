"""How the runs went, for `wireroom status`."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from flows.schema import DatasetError
from flows.settings import Settings
from flows.summary import run_status_query
from flows.warehouse import connect

TABLES = {
    "The last runs": "last_runs",
    "Each source, when it was last asked": "last_of_sources",
    "How each feed is doing": "health_of_feeds",
    "What the last run rejected (at most 50)": "last_rejects",
}


@dataclass(frozen=True, slots=True)
class Status:
    """Titled tables, and a note on where they come from when that matters."""

    note: str | None
    tables: list[tuple[str, pa.Table]]


def read_status(settings: Settings) -> Status:
    """Read how the runs went. DatasetError when there was none yet.

    The warehouse knows of failed runs as well; where it cannot be opened, such as while a run holds it, the published
    dataset is asked instead.
    """
    note = None
    try:
        connection = connect(settings.warehouse_path, read_only=True)
    except DatasetError as error:
        if not settings.dataset_path.exists():
            raise
        note = f"This is what was published last, because {error}."
        connection = connect(settings.dataset_path, read_only=True)
    with connection:
        return Status(note, [(title, run_status_query(connection, name)) for title, name in TABLES.items()])
