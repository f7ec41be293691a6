"""The schema of the dataset: migrations and views out of `sql/`, and how SQL files are run."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import duckdb

SQL = resources.files("sql")


class DatasetError(Exception):
    """The dataset cannot be used as it is; the message says in one line why, and what to do."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema, as its file says."""

    version: int
    name: str
    sha256: str
    text: str


def sql_files(folder: str) -> list[Traversable]:
    """List the SQL files of a folder of `sql/`, by name."""
    return sorted((f for f in SQL.joinpath(folder).iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)


def run_script(connection: duckdb.DuckDBPyConnection, text: str, parameters: Mapping[str, Any] | None = None) -> None:
    """Run all statements of a script, giving each the named parameters that it asks for."""
    for statement in connection.extract_statements(text):
        given = {name: (parameters or {})[name] for name in statement.named_parameters}
        connection.execute(statement, given)


def known_migrations(folder: Traversable | None = None) -> list[Migration]:
    """Read the migrations of this version of Wireroom, first to last."""
    files = sql_files("migrations") if folder is None else sorted(folder.iterdir(), key=lambda f: f.name)
    migrations = []
    for file in files:
        text = file.read_text(encoding="utf-8")
        migrations.append(Migration(int(file.name[:4]), file.name, hashlib.sha256(text.encode()).hexdigest(), text))
    return migrations


def migrate(connection: duckdb.DuckDBPyConnection, migrations: list[Migration], now: dt.datetime) -> list[str]:
    """Bring the dataset to the newest schema and rebuild the views; return the names of the migrations applied.

    Each migration is one transaction. DatasetError when the dataset was made by a newer Wireroom, or when a migration
    was edited after it was applied.
    """
    applied = _applied(connection)
    known = {migration.version: migration for migration in migrations}
    for version, (name, sha256) in applied.items():
        if version not in known:
            raise DatasetError(f"the dataset has the migration {name}, unknown here: use the Wireroom that made it")
        if known[version].sha256 != sha256:
            raise DatasetError(
                f"sql/migrations/{known[version].name} was edited after it was applied: restore the file"
            )
    missing = [migration for migration in migrations if migration.version not in applied]
    for migration in missing:
        if applied and migration.version < max(applied):
            raise DatasetError(f"sql/migrations/{migration.name} comes before one already applied: number it higher")
        with Transaction(connection):
            run_script(connection, migration.text)
            row = [migration.version, migration.name, migration.sha256, now]
            connection.execute("INSERT INTO migration VALUES (?, ?, ?, ?)", row)
    with Transaction(connection):  # always: a view may be newer than the last migration
        for file in sql_files("views"):
            run_script(connection, file.read_text(encoding="utf-8"))
    return [migration.name for migration in missing]


def keep_before_upgrade(connection: duckdb.DuckDBPyConnection, path: Path, migrations: list[Migration]) -> Path | None:
    """Copy an older dataset beside itself before `migrate` changes it; give the copy, or None where nothing is to do.

    ``connection`` holds ``path`` alone. The copy is named after the first migration that it lacks.
    """
    applied = _applied(connection)
    missing = [migration for migration in migrations if migration.version not in applied]
    if not applied or not missing or not applied.keys() <= {migration.version for migration in migrations}:
        return None
    target = path.with_name(f"{path.stem}.before-{missing[0].version:04}{path.suffix}")
    partial = target.with_name(f".{target.name}.partial")
    connection.execute("CHECKPOINT")
    with path.open("rb") as source, partial.open("wb") as copy:
        shutil.copyfileobj(source, copy, 1 << 20)
        copy.flush()
        os.fsync(copy.fileno())
    partial.replace(target)
    return target


class Transaction:
    """All or nothing: commits at the end of the block, rolls back when it raises."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN TRANSACTION")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._connection.execute("COMMIT" if kind is None else "ROLLBACK")


def _applied(connection: duckdb.DuckDBPyConnection) -> dict[int, tuple[str, str]]:
    has_ledger = connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'migration'").fetchall()
    if has_ledger == [(0,)]:
        others = connection.execute("SELECT table_name FROM duckdb_tables() LIMIT 1").fetchall()
        if others:
            raise DatasetError(f"this DuckDB file holds other tables ({others[0][0]}): name another file")
        return {}
    rows = connection.execute("SELECT version, name, sha256 FROM migration ORDER BY version").fetchall()
    return {version: (name, sha256) for version, name, sha256 in rows}
