"""What other tools see of the marts: comments, and plain columns."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import duckdb
import ibis
import polars
import pytest
import sqlalchemy
from dataset_factory import NOW, make_article, make_reject, run

from flows.warehouse import Warehouse


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tools")
    with Warehouse(folder / "wireroom.duckdb", NOW) as warehouse:
        run(warehouse, folder / "one", [make_article("first")], [make_reject("feed.xml")])
    return folder / "wireroom.duckdb"


@pytest.fixture(scope="module")
def marts(dataset: Path) -> dict[str, dict[str, str]]:
    """The columns of each mart, with their types."""
    found: dict[str, dict[str, str]] = {}
    with duckdb.connect(str(dataset), read_only=True) as connection:
        for mart, column, kind in connection.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE table_name LIKE 'mart_%'"
        ).fetchall():
            found.setdefault(mart, {})[column] = kind
    assert len(found) > 12
    return found


def test_sqlalchemy_reflects_every_mart_with_its_comments(dataset: Path, marts: dict[str, dict[str, str]]) -> None:
    engine = sqlalchemy.create_engine(f"duckdb:///{dataset}", connect_args={"read_only": True})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a library that we do not write
            inspector = sqlalchemy.inspect(engine)
            assert set(marts) <= {*inspector.get_table_names(), *inspector.get_view_names()}
            for mart, columns in marts.items():
                reflected = inspector.get_columns(mart)
                assert [column["name"] for column in reflected] == list(columns)
                assert all(column["comment"] for column in reflected), mart
                assert not any(isinstance(column["type"], sqlalchemy.types.NullType) for column in reflected), mart
    finally:
        engine.dispose()


@pytest.fixture
def connection(dataset: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(dataset), read_only=True) as opened:
        yield opened


def test_pandas_and_polars_read_every_mart(
    connection: duckdb.DuckDBPyConnection, marts: dict[str, dict[str, str]]
) -> None:
    for mart, columns in marts.items():
        frame = connection.table(mart).df()
        assert list(frame.columns) == list(columns)
        table = polars.from_arrow(connection.table(mart).to_arrow_table())
        assert isinstance(table, polars.DataFrame)
        assert not any(kind.is_nested() or kind == polars.Decimal for kind in table.dtypes), mart


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # ibis calls what DuckDB has renamed
def test_ibis_reads_every_mart(dataset: Path, marts: dict[str, dict[str, str]]) -> None:
    backend = ibis.duckdb.connect(dataset, read_only=True)
    try:
        for mart, columns in marts.items():
            table = backend.table(mart)
            assert list(table.schema()) == list(columns)
            assert not any(kind.is_nested() or kind.is_decimal() for kind in table.schema().types), mart
    finally:
        backend.disconnect()
