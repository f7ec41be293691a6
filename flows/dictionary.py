"""The data dictionary: what every table and column of the dataset means, as their comments say it."""

from __future__ import annotations

import datetime as dt
import itertools
import tempfile
from pathlib import Path

from flows.schema import SQL
from flows.warehouse import Warehouse

_HEAD = """# The dataset, table by table

Printed by `wireroom schema`; a test holds this page to the schema. The comments stand in the dataset itself, where BI
tools show them. `mart_` tables are for people and tools, `dim_` tables explain codes, and the ledger (`run`,
`run_item`, `run_source`, `capture`, `reject`, `source`, `source_health`, `event_change`, `migration`) says what ran
and what came in.
"""
_ANY_TIME = dt.datetime(2000, 1, 1)  # an empty dataset is made and thrown away


def data_dictionary() -> str:
    """Write the dictionary of this version's schema as Markdown; no dataset is needed."""
    with tempfile.TemporaryDirectory() as folder, Warehouse(Path(folder) / "empty.duckdb", _ANY_TIME) as warehouse:
        rows = warehouse.connection.execute(SQL.joinpath("status", "dictionary.sql").read_text("utf-8")).fetchall()
    parts = [_HEAD]
    for (table, meaning), columns in itertools.groupby(rows, key=lambda row: row[:2]):
        lines = [f"| `{name}` | {kind} | {_cell(comment)} |" for _, _, name, kind, comment in columns]
        parts.append(
            "\n".join([f"\n## {table}\n", meaning, "", "| column | type | meaning |", "| --- | --- | --- |", *lines])
        )
    return "\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
