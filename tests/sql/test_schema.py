from __future__ import annotations

import datetime as dt
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

import duckdb
import pytest
from dataset_factory import NOW

from flows import schema
from flows.publish import CONTENT_TABLES
from flows.schema import DatasetError, Migration, known_migrations, migrate
from flows.staging import SCHEMAS
from flows.warehouse import DIMENSIONS, Warehouse
from transforms.coding.timeforms import Precision
from transforms.records import Article, Capture, Count, Mention, Party, Quote, Realis, Reason, Reject, Stage, State

PLAIN_TYPES = {"VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP"}
ARROW_TYPES = {
    "string": "VARCHAR",
    "int64": "BIGINT",
    "double": "DOUBLE",
    "bool": "BOOLEAN",
    "date32[day]": "DATE",
    "timestamp[us]": "TIMESTAMP",
    "list<element: string>": "VARCHAR[]",
    "list<item: string>": "VARCHAR[]",
    "list<item: int64>": "BIGINT[]",
    "list<element: int64>": "BIGINT[]",
}
# What loading adds; everything else in these tables is written by the stage before.
ADDED = {
    "article": {
        "published_on",
        "duplicate_of",
        "duplicate_degree",
        "duplicate_ground",
        "story_id",
        "tone",
        "coder_version",
    },
    "mention": {"event_id", "place_id"},
    "mention_party": {"actor_id"},
}
NEVER_NULL = {"is_withdrawn"}  # without a constraint: DuckDB cannot add one to a table with rows and a key


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    return Warehouse(tmp_path_factory.mktemp("schema") / "wireroom.duckdb", NOW).connection


def test_every_table_view_and_column_says_what_it_means(catalogue: duckdb.DuckDBPyConnection) -> None:
    silent = catalogue.execute(
        "SELECT table_name, '' FROM duckdb_tables() WHERE comment IS NULL "
        "UNION ALL SELECT view_name, '' FROM duckdb_views() "
        "WHERE NOT internal AND NOT temporary AND comment IS NULL "
        "UNION ALL SELECT table_name, column_name FROM duckdb_columns() "
        "WHERE NOT internal AND database_name <> 'temp' AND comment IS NULL"
    ).fetchall()
    assert silent == []


def test_columns_hold_only_types_that_tools_know(catalogue: duckdb.DuckDBPyConnection) -> None:
    rows = catalogue.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal"
    ).fetchall()
    assert len(rows) > 300
    for table, column, kind in rows:
        assert kind in PLAIN_TYPES or (kind in {"VARCHAR[]", "BIGINT[]"} and not table.startswith(("mart_", "dim_"))), (
            table,
            column,
        )


def test_names_tell_units(catalogue: duckdb.DuckDBPyConnection) -> None:
    rows = catalogue.execute("SELECT column_name, data_type FROM duckdb_columns() WHERE NOT internal").fetchall()
    for name, kind in rows:
        assert (kind == "TIMESTAMP") == name.endswith("_at"), name
        assert (kind == "DATE") == (name.endswith("_on") or name in ("when_start", "when_end")), name
        assert (kind == "BOOLEAN") == name.startswith(("is_", "has_", "needs_")), name


@pytest.mark.parametrize("table", [table for table in SCHEMAS if table != "coded"])
def test_tables_mirror_the_records(catalogue: duckdb.DuckDBPyConnection, table: str) -> None:
    rows = catalogue.execute(
        "SELECT column_name, data_type, is_nullable FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index",
        [table],
    ).fetchall()
    found = {
        name: (kind, nullable and name not in NEVER_NULL)
        for name, kind, nullable in rows
        if name not in ADDED.get(table, ())
    }
    assert found == {field.name: (ARROW_TYPES[str(field.type)], field.nullable) for field in SCHEMAS[table]}


@pytest.mark.parametrize("record", [Article, Capture, Reject, Mention, Party, Count, Quote])
def test_every_field_of_a_record_has_a_column(record: type) -> None:
    table = {Party: "mention_party", Count: "mention_count"}.get(record, record.__name__.lower())
    elsewhere = {"body", "actors", "recipients", "attributed_to", "counts"}
    names = SCHEMAS[table].names
    for field in fields(record):
        assert field.name in elsewhere or any(
            name in (field.name, f"text_{field.name}") or name.startswith(f"{field.name}_") for name in names
        ), field.name


@pytest.mark.parametrize(
    ("table", "column", "allowed"),
    [
        ("reject", "stage", Stage),
        ("reject", "reason", Reason),
        ("run_item", "state", State),
        ("mention", "realis", Realis),
        ("mention", "when_precision", Precision),
    ],
)
def test_closed_lists_are_those_of_the_records(
    catalogue: duckdb.DuckDBPyConnection, table: str, column: str, allowed: type[StrEnum]
) -> None:
    (text,) = (
        text
        for (text,) in catalogue.execute(
            "SELECT expression FROM duckdb_constraints() WHERE table_name = ? AND constraint_type = 'CHECK'", [table]
        ).fetchall()
        if text.startswith(f"({column} IN (")
    )
    assert set(text.split("'")[1::2]) == set(allowed)


def test_dimension_rows_are_the_columns_of_their_tables(catalogue: duckdb.DuckDBPyConnection) -> None:
    for table, names in DIMENSIONS.items():
        assert tuple(row[0] for row in catalogue.execute(f"DESCRIBE {table}").fetchall()) == names


def test_every_view_selects(catalogue: duckdb.DuckDBPyConnection) -> None:
    views = catalogue.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal AND NOT temporary").fetchall()
    assert len(views) == len(schema.sql_files("views"))
    for (view,) in views:
        catalogue.execute(f"FROM {view}").fetchall()


def test_content_tables_are_there_and_hold_no_time_of_a_run(catalogue: duckdb.DuckDBPyConnection) -> None:
    for table in CONTENT_TABLES:
        names = {row[0] for row in catalogue.execute(f"DESCRIBE {table}").fetchall()}
        assert names
        assert not names & {"run_id", "captured_at", "started_at", "first_seen_at", "archive_offset"}


def test_calendar_is_whole(catalogue: duckdb.DuckDBPyConnection) -> None:
    (row,) = catalogue.execute("SELECT * FROM dim_date WHERE date_on = DATE '2024-12-30'").fetchall()
    monday = dt.date(2024, 12, 30)
    assert row == (monday, 2024, 4, 12, "December", 30, 2025, 1, 1, "Monday", False, dt.date(2024, 12, 1))
    assert catalogue.execute("SELECT count(*), min(date_on) FROM dim_date").fetchall() == [(73049, dt.date(1900, 1, 1))]


def test_opening_again_applies_nothing(tmp_path: Path) -> None:
    with Warehouse(tmp_path / "w.duckdb", NOW) as first:
        assert first.applied == [migration.name for migration in known_migrations()]
    with Warehouse(tmp_path / "w.duckdb", NOW + dt.timedelta(days=1)) as second:
        assert second.applied == []
        assert second.connection.execute("SELECT DISTINCT applied_at FROM migration").fetchall() == [(NOW,)]


def migration(version: int, text: str) -> Migration:
    return Migration(version, f"{version:04}_more.sql", f"{version:064}", text)


def test_each_earlier_schema_migrates_to_the_latest(tmp_path: Path) -> None:
    steps = known_migrations()
    for done in range(1, len(steps)):
        connection = duckdb.connect(str(tmp_path / f"{done}.duckdb"))
        for step in steps[:done]:  # views need the whole schema, so an earlier one is made by its files alone
            schema.run_script(connection, step.text)
            connection.execute("INSERT INTO migration VALUES (?, ?, ?, ?)", [step.version, step.name, step.sha256, NOW])
        assert migrate(connection, steps, NOW) == [step.name for step in steps[done:]]
        connection.close()


def test_a_new_migration_is_applied_once_and_broken_ones_leave_nothing(tmp_path: Path) -> None:
    connection = duckdb.connect(str(tmp_path / "w.duckdb"))
    known = known_migrations()
    migrate(connection, known, NOW)
    broken = migration(900, "CREATE TABLE half (a BIGINT); CREATE TABLE half (a BIGINT);")
    with pytest.raises(duckdb.CatalogException):
        migrate(connection, [*known, broken], NOW)
    assert connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'half'").fetchall() == [(0,)]
    whole = migration(900, "CREATE TABLE whole (a BIGINT);")
    assert migrate(connection, [*known, whole], NOW) == ["0900_more.sql"]
    assert migrate(connection, [*known, whole], NOW) == []


def refusal(connection: duckdb.DuckDBPyConnection, migrations: list[Migration]) -> str:
    with pytest.raises(DatasetError) as caught:
        migrate(connection, migrations, NOW)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_edited_unknown_and_late_migrations_are_refused(tmp_path: Path) -> None:
    connection = duckdb.connect(str(tmp_path / "w.duckdb"))
    known = known_migrations()
    migrate(connection, [*known, migration(900, "SELECT 1;")], NOW)
    assert "0900_more.sql, unknown here" in refusal(connection, known)
    edited = Migration(900, "0900_more.sql", "f" * 64, "SELECT 2;")
    assert "0900_more.sql was edited" in refusal(connection, [*known, edited])
    late = [*known, migration(899, "SELECT 1;"), migration(900, "SELECT 1;")]
    assert "0899_more.sql comes before" in refusal(connection, late)


def test_a_file_with_other_tables_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE mine (a BIGINT)")
    with pytest.raises(DatasetError, match="holds other tables"):
        Warehouse(path, NOW)
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SHOW TABLES").fetchall() == [("mine",)]


def test_an_older_dataset_is_copied_before_it_is_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    steps = known_migrations()
    with duckdb.connect(str(path)) as old:
        for step in steps[:4]:
            schema.run_script(old, step.text)
            old.execute("INSERT INTO migration VALUES (?, ?, ?, ?)", [step.version, step.name, step.sha256, NOW])
    with Warehouse(path, NOW) as opened:
        assert opened.applied == [step.name for step in steps[4:]]
    kept = tmp_path / f"w.before-{steps[4].version:04}.duckdb"
    with duckdb.connect(str(kept), read_only=True) as copy:
        assert copy.execute("SELECT count(*) FROM migration").fetchall() == [(4,)]
    kept.unlink()
    Warehouse(path, NOW).close()
    assert [one.name for one in tmp_path.iterdir()] == ["w.duckdb"]
