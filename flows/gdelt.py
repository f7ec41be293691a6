"""GDELT's two tables out of our dataset, and whether two files are what GDELT's readers expect.

The tables are made by ``sql/exports/gdelt_*.sql``; what each column may hold stands in ``sql/exports/gdelt.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from flows.schema import SQL, DatasetError, run_script

FILES = {"export": "wireroom.export.CSV", "mentions": "wireroom.mentions.CSV"}
"""The file of each table: tab-separated, without header and quotation marks, as GDELT ships them."""

_SCRIPTS = ("gdelt_1_pairs", "gdelt_2_mentions", "gdelt_3_events")
_TABLES = {"export": "gdelt_event", "mentions": "gdelt_mention"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of GDELT: its published name, its type in DuckDB, and what a value may be, as a regular expression."""

    name: str
    type: str
    pattern: str


@cache
def gdelt_columns(table: str) -> tuple[Column, ...]:
    """Give the columns of ``export`` (Events) or ``mentions``, in their order."""
    rules = tomllib.loads(SQL.joinpath("exports/gdelt.toml").read_text("utf-8"))
    found = []
    for name, kind in rules[table].items():
        rule = rules["kinds"][kind]
        pattern = rule["pattern"] if "pattern" in rule else "|".join(rule["codes"])
        found.append(Column(name, rule["type"], pattern))
    return tuple(found)


def write_gdelt(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write the two files, and check them. DatasetError when they would not be what GDELT's readers expect."""
    for script in _SCRIPTS:
        run_script(connection, SQL.joinpath(f"exports/{script}.sql").read_text("utf-8"))
    for table, made in _TABLES.items():
        rows = connection.table(made).order("ALL")
        if rows.columns != [column.name for column in gdelt_columns(table)]:
            raise ValueError(f"{made} of sql/exports has other columns than gdelt.toml")
        rows.write_csv(str(folder / FILES[table]), sep="\t", header=False, quotechar="", escapechar="")
    faults = check_gdelt(folder)
    if faults:
        raise DatasetError(
            f"the GDELT files are wrong and were not written: {faults[0]} ({len(faults)} kinds of fault)"
        )


def check_gdelt(folder: Path) -> list[str]:
    """Say what is wrong with the two files: number of columns, types, codes, keys between them; a line a fault."""
    with duckdb.connect() as connection:
        faults = [fault for table in FILES for fault in _check_columns(connection, table, folder / FILES[table])]
        if faults:
            return faults
        for table in FILES:
            types = {column.name: column.type for column in gdelt_columns(table)}
            _read(connection, folder / FILES[table], types).create(f"gdelt_{table}")
        rules = SQL.joinpath("exports/gdelt_rules.sql").read_text("utf-8")
        return [f"{fault} (GLOBALEVENTID {event})" for fault, event in connection.execute(rules).fetchall()]


def _check_columns(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> list[str]:
    columns = gdelt_columns(table)
    rows = _read(connection, path, dict.fromkeys((column.name for column in columns), "VARCHAR"))
    try:
        rows.create(f"text_{table}")
    except duckdb.Error as error:
        return [f"{path.name}: {str(error).splitlines()[0]}"]
    faults = []
    for column in columns:
        value = f"coalesce(\"{column.name}\", '')"
        query = f"SELECT min({value}), count(*) FROM text_{table} WHERE NOT regexp_full_match({value}, ?)"
        ((sample, n_rows),) = connection.execute(query, [column.pattern]).fetchall()
        if n_rows:
            faults.append(f"{path.name}: {column.name} must not be {sample!r} ({n_rows} rows)")
    return faults


def _read(connection: duckdb.DuckDBPyConnection, path: Path, types: dict[str, str]) -> duckdb.DuckDBPyRelation:
    return connection.read_csv(
        str(path), sep="\t", header=False, quotechar="", escapechar="", auto_detect=False, columns=types
    )
