"""The dataset in DuckDB: opening and migrating it, sifting and loading a run, and the checks.

A run calls, in this order: `Warehouse.begin_run`, `Warehouse.sift` (what is new, and must be coded?), in one
`Warehouse.transaction` `Warehouse.load` and `Warehouse.run_checks`, and `Warehouse.finish_run`. Whoever keeps the
warehouse open holds the file alone: a second run is refused with a DatasetError.
"""

from __future__ import annotations

import datetime as dt
import glob
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import duckdb
import pyarrow as pa

from flows.cluster import cluster_mentions
from flows.health import Poll, poll_table
from flows.schema import (
    DatasetError,
    Transaction,
    keep_before_upgrade,
    known_migrations,
    migrate,
    run_script,
    sql_files,
)
from flows.staging import SCHEMAS
from transforms.duplicates import Likeness, choose_originals

DIMENSIONS: dict[str, tuple[str, ...]] = {
    "dim_event_type": ("event_type", "quad_class", "intensity", "needs_recipient", "description"),
    "dim_mode": ("event_type", "mode", "intensity"),
    "dim_context": ("context",),
    "dim_sector": ("sector", "name"),
    "dim_cameo": ("cameo_root", "name", "goldstein"),
    "dim_country": ("country", "name", "country_code_2", "is_state", "geonames_id", "fips_code"),
}
"""The lists of codes that `Warehouse.load_dimensions` fills, and the order of the values in their rows."""

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,  # nothing is fetched from the network
    "autoload_known_extensions": False,
}
_LIKENESS = pa.schema(
    [
        ("article_id", pa.string()), ("original_id", pa.string()), ("degree", pa.float64()), ("ground", pa.string()),
        ("rank", pa.int64()), ("original_rank", pa.int64()),
    ]
)  # fmt: skip
_TABLES = "SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND NOT internal ORDER BY table_name"
_SAMPLE = 5  # offending rows kept by a check
# Rows in a piece of a table. A night rewrites the last piece of each, so a quarter of what DuckDB takes by itself; and
# what is asked about a few weeks reads less beside them. Only those who write need to say so.
_ROW_GROUP = 30_720


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where news comes from, as the dataset keeps it."""

    source_id: str
    title: str | None
    kind: Literal["feed", "file", "folder"]
    address: str  # URL or path, as given
    country: str | None = None  # ISO 3166 alpha-3, the publisher's
    language: str | None = None  # ISO 639-1


@dataclass(frozen=True, slots=True)
class Shards:
    """The staging files of a run, by kind (see `flows.staging.SCHEMAS`); a kind without files is empty."""

    capture: Sequence[Path] = ()
    article: Sequence[Path] = ()
    signature: Sequence[Path] = ()
    reject: Sequence[Path] = ()  # of all stages, the coder's among them
    coded: Sequence[Path] = ()
    mention: Sequence[Path] = ()
    mention_party: Sequence[Path] = ()
    mention_count: Sequence[Path] = ()
    quote: Sequence[Path] = ()

    @classmethod
    def of(cls, folder: Path) -> Shards:
        """Find the files of a staging folder: every ``KIND/*.parquet``."""
        return cls(**{kind: sorted((folder / kind).glob("*.parquet")) for kind in SCHEMAS})


@dataclass(frozen=True, slots=True)
class RunCounts:
    """How the items of a run ended."""

    collected: int
    loaded: int
    revised: int
    unchanged: int
    duplicate: int
    rejected: int


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check of `sql/checks` found."""

    name: str
    severity: str  # error or warn
    meaning: str
    n_rows: int  # offending rows
    sample: list[dict[str, Any]]  # the first of them


class Warehouse:
    """The dataset, open for writing, at the newest schema; use it in a ``with`` block.

    DatasetError when the file is held by another process, is no dataset, or was made by a newer Wireroom. An older
    dataset is copied beside itself before it is upgraded. All times that come in are UTC without a zone.
    """

    def __init__(self, path: Path, now: dt.datetime) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._is_in_transaction = False
        created = [] if path.exists() else _create(path, now)
        self.connection = connect(path)
        try:
            keep_before_upgrade(self.connection, path, known_migrations())
            self.applied = created + migrate(self.connection, known_migrations(), now)
            # DuckDB 1.5.5 cannot replay its log when that creates a table whose CHECK calls a function.
            self.connection.execute("CHECKPOINT")
            self._choose_checked("all")
        except BaseException:
            self.connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, so that others may open it."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all that is done in the block, or, when it raises, nothing; a block within another is part of it."""
        if self._is_in_transaction:
            yield
            return
        self._is_in_transaction = True
        try:
            with Transaction(self.connection):
                yield
        finally:
            self._is_in_transaction = False

    def load_dimensions(self, rows: Mapping[str, Iterable[tuple[Any, ...]]]) -> None:
        """Replace the lists of codes; ``rows`` maps a table of `DIMENSIONS` to its rows. Equal lists stay untouched."""
        for table, given in rows.items():
            names = DIMENSIONS[table]
            wanted = sorted(given)
            found = self.connection.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY ALL").fetchall()
            if set(found) == set(wanted):
                continue
            listing = pa.table({name: [row[place] for row in wanted] for place, name in enumerate(names)})
            with self._registered({"given_dimension": listing}), Transaction(self.connection):
                self.connection.execute(f"DELETE FROM {table}")
                self.connection.execute(f"INSERT INTO {table} BY NAME FROM given_dimension")

    def begin_run(self, run_id: str, started_at: dt.datetime, version: str, coder_version: str) -> None:
        """Open the ledger of a run; runs that were killed before are marked as interrupted.

        A run that never came to loading may be begun again: what it received lies in the archive.
        """
        with Transaction(self.connection):
            self.connection.execute("UPDATE run SET state = 'interrupted' WHERE state = 'running'")
            self.connection.execute("DELETE FROM run WHERE run_id = ? AND n_collected IS NULL", [run_id])
            self.connection.execute(
                "INSERT INTO run (run_id, started_at, state, version, coder_version) VALUES (?, ?, 'running', ?, ?)",
                [run_id, started_at, version, coder_version],
            )

    def finish_run(
        self, run_id: str, finished_at: dt.datetime, state: Literal["completed", "failed"], detail: str | None = None
    ) -> None:
        """Close the ledger of a run."""
        self.connection.execute(
            "UPDATE run SET finished_at = ?, state = ?, detail = ? WHERE run_id = ?",
            [finished_at, state, detail, run_id],
        )

    def sift(
        self,
        article_files: Sequence[Path],
        coder_version: str,
        signature_files: Sequence[Path] = (),
        capture_files: Sequence[Path] = (),
    ) -> pa.Table:
        """Tell how each candidate article would end, and which readings must be coded; changes nothing.

        Columns: item (1-based), source_id, capture_id, position, article_id, revision_id, state, duplicate_of,
        needs_coding, and others that loading uses. One row an article of the files, in the order of item, and before
        them, with items below zero, the recalled copies: their original gets another text (see `recalled`).
        """
        shards = Shards(article=article_files, signature=signature_files, capture=capture_files)
        with self._registered(self._staged(shards)):
            self._sift({"coder_version": coder_version})
            return self.connection.execute("FROM sifted ORDER BY item").to_arrow_table()

    def recalled(self) -> pa.Table:
        """Give the articles of the dataset that the last sifting would code though they are in none of its files."""
        names = ", ".join(SCHEMAS["article"].names)
        found = self.connection.execute(
            f"SELECT {names} FROM article SEMI JOIN (FROM sifted WHERE item < 0 AND needs_coding) USING (article_id)"
        ).to_arrow_table()
        return found.cast(SCHEMAS["article"])

    def load(
        self,
        run_id: str,
        shards: Shards,
        sources: Iterable[SourceRow],
        n_collected: int,
        coder_version: str,
        polls: Iterable[Poll] = (),
    ) -> RunCounts:
        """Load a run in one transaction, and resolve stories, places and events anew; return how its items ended.

        ``sources`` are all that were asked, also those that gave nothing; ``n_collected`` is what the flow counted:
        entries found, and captures rejected as a whole; ``polls`` say how each feed answered. DatasetError when an
        article that must be coded was not.
        """
        parameters = {"run_id": run_id, "coder_version": coder_version, "n_collected": n_collected}
        staged = {**self._staged(shards), "staged_source": _source_table(sources), "staged_poll": poll_table(polls)}
        with self._registered(staged), self.transaction():
            self._mark_rows()
            self._sift(parameters)
            self._run_files("load", parameters, first=4, last=4)
            self._refuse_uncoded()
            self._run_files("load", parameters, first=5, last=8)
            self._resolve(parameters)
            counts = self.connection.execute(
                "SELECT COLUMNS('^n_') FROM run WHERE run_id = ?",
                [run_id],
            ).fetchone()
            if counts is None:
                raise DatasetError(f"run {run_id} was not begun: call begin_run first")
        return RunCounts(*counts)

    def run_checks(self, rows: Literal["all", "loaded"] = "all") -> list[CheckResult]:
        """Run every check of `sql/checks`, by name; the dataset is sound when no result of severity error has rows.

        With "loaded", only rows that the last load wrote are looked at, and what they name elsewhere, in the
        transaction of that load: the others were checked when they came, and what fails does not stay.
        """
        self._choose_checked(rows)
        return [self._check(file.name.removesuffix(".sql"), file.read_text("utf-8")) for file in sql_files("checks")]

    def _choose_checked(self, rows: Literal["all", "loaded"]) -> None:
        """Let ``checked_TABLE`` of each table be its rows, all of them or those behind the mark of the last load."""
        for (table,) in self.connection.execute(_TABLES).fetchall():
            which = f"WHERE rowid > getvariable('last_{table}')" if rows == "loaded" else ""
            self.connection.execute(f"CREATE OR REPLACE TEMP VIEW checked_{table} AS FROM {table} {which}")

    def _mark_rows(self) -> None:
        """Note the last row of each table. What is written from here on lies behind it, and DuckDB reads just that."""
        for (table,) in self.connection.execute(_TABLES).fetchall():
            self.connection.execute(f"SET VARIABLE last_{table} = (SELECT coalesce(max(rowid), -1) FROM {table})")

    def _check(self, name: str, text: str) -> CheckResult:
        header = re.match(r"-- severity: (error|warn)\n-- (.+)\n", text)
        if header is None:
            raise ValueError(f"sql/checks/{name}.sql must begin with its severity and its meaning")
        found = self.connection.execute(text).to_arrow_table()
        return CheckResult(name, header[1], header[2], found.num_rows, found.slice(0, _SAMPLE).to_pylist())

    def _sift(self, parameters: Mapping[str, Any]) -> None:
        """Decide how each staged article ends, in the temporary table sifted."""
        self._run_files("load", parameters, first=1, last=2)
        pairs = self.connection.execute("FROM likeness").to_arrow_table().to_pylist()
        chosen = choose_originals(Likeness(**pair) for pair in pairs)
        copies = pa.Table.from_pylist([asdict(likeness) for likeness in chosen.values()], schema=_LIKENESS)
        with self._registered({"near_copy": copies}):
            self._run_files("load", parameters, first=3, last=3)

    def _resolve(self, parameters: Mapping[str, Any]) -> None:
        """Find the stories, places, actors and events again, as far as the load touches them, and what marts hold."""
        self._run_files("resolve", parameters, first=1, last=3)
        cluster_mentions(self.connection)
        self._run_files("resolve", parameters, first=4, last=4)
        self._run_files("marts", parameters)

    def _refuse_uncoded(self) -> None:
        rows = self.connection.execute(
            "SELECT article_id FROM sifted ANTI JOIN staged_coded USING (article_id, revision_id) WHERE needs_coding"
        ).fetchall()
        if rows:
            raise DatasetError(f"{len(rows)} articles were not coded (the first: {rows[0][0]}): run again")

    def _run_files(self, folder: str, parameters: Mapping[str, Any], first: int = 1, last: int = 9) -> None:
        for file in sql_files(folder):
            if first <= int(file.name[0]) <= last:
                run_script(self.connection, file.read_text("utf-8"), parameters)

    def _staged(self, shards: Shards) -> dict[str, Any]:
        return {f"staged_{kind}": self._rows(schema, getattr(shards, kind)) for kind, schema in SCHEMAS.items()}

    def _rows(self, schema: pa.Schema, files: Sequence[Path]) -> Any:
        if not files:
            return schema.empty_table()
        return self.connection.read_parquet([glob.escape(str(file)) for file in files])

    def _registered(self, tables: Mapping[str, Any]) -> _Registered:
        return _Registered(self.connection, tables)


class _Registered:
    """Tables from elsewhere that SQL sees under a name, for the length of a block."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Any]) -> None:
        self._connection = connection
        self._tables = tables

    def __enter__(self) -> None:
        for name, table in self._tables.items():
            self._connection.register(name, table)

    def __exit__(self, *_: object) -> None:
        for name in self._tables:
            self._connection.unregister(name)


def _create(path: Path, now: dt.datetime) -> list[str]:
    """Make an empty dataset aside and move it into place, so that a kill at any moment leaves all of it or nothing."""
    partial = path.with_name(f".{path.name}.partial")
    for left in (partial, partial.with_name(f"{partial.name}.wal")):
        left.unlink(missing_ok=True)
    with connect(partial) as connection:
        applied = migrate(connection, known_migrations(), now)
    partial.replace(path)
    return applied


def connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB file; DatasetError when another process holds it, or it is none."""
    try:
        if read_only:
            return duckdb.connect(str(path), read_only=True, config=CONFIG)
        connection = duckdb.connect(config=CONFIG)
        literal = str(path).replace("'", "''")
        connection.execute(f"ATTACH '{literal}' AS dataset (ROW_GROUP_SIZE {_ROW_GROUP})")
        connection.execute("USE dataset")
        return connection
    except duckdb.Error as error:
        raise DatasetError(_explain(path, str(error))) from error


def _explain(path: Path, message: str) -> str:
    if "Could not set lock" in message:
        holder = re.search(r"PID (\d+)", message)
        who = f"process {holder[1]}" if holder else "another process"
        return f"{path} is in use by {who}: wait until it ends, or close the program that holds it"
    if "already attached" in message:
        return f"{path} is open for writing in this process: close its Warehouse first"
    if not path.exists():
        return f"{path} does not exist: run `wireroom run` first"
    return f"{path} cannot be opened as a DuckDB file: {message.splitlines()[0]}"


def _source_table(sources: Iterable[SourceRow]) -> pa.Table:
    schema = pa.schema([(field.name, pa.string()) for field in fields(SourceRow)])
    rows = [asdict(source) for source in {source.source_id: source for source in sources}.values()]
    return pa.Table.from_pylist(rows, schema=schema)
