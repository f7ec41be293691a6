from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.console import Console

from flows.output import Format, format_text, print_table, write_parquet


def result(sql: str) -> pa.Table:
    with duckdb.connect() as connection:
        return connection.execute(sql).to_arrow_table()


RICH = result(
    "SELECT 'a|b' AS words, 3 AS n, 0.5 AS share, true AS is_it, DATE '2024-06-14' AS day, sum(2) AS total, "
    "['x', 'y'] AS list, NULL AS nothing, 1.25::DECIMAL(5, 2) AS price, TIMESTAMP '2024-06-14 18:30' AS at"
)


def test_csv_can_be_read_back() -> None:
    header, row = csv.reader(io.StringIO(format_text(RICH, Format.CSV)))
    assert header == ["words", "n", "share", "is_it", "day", "total", "list", "nothing", "price", "at"]
    assert row == ["a|b", "3", "0.5", "true", "2024-06-14", "2", "x; y", "", "1.25", "2024-06-14T18:30:00"]
    tricky = result("SELECT 'a \"b\", c' || chr(10) || 'd' AS words")
    assert list(csv.reader(io.StringIO(format_text(tricky, Format.CSV)))) == [["words"], ['a "b", c\nd']]


def test_json_keeps_types() -> None:
    (row,) = json.loads(format_text(RICH, Format.JSON))
    assert row["total"] == 2
    assert row["price"] == 1.25
    assert row["nothing"] is None
    assert row["list"] == ["x", "y"]
    assert row["day"] == "2024-06-14"
    assert json.loads(format_text(result("SELECT 1 AS n WHERE false"), Format.JSON)) == []


def test_markdown_is_a_table() -> None:
    assert format_text(result("SELECT 'a|b' AS words, 'c' || chr(10) || 'd' AS more"), Format.MARKDOWN) == (
        "| words | more |\n| --- | --- |\n| a\\|b | c d |\n"
    )


def test_columns_may_have_one_name() -> None:
    assert format_text(result("SELECT 1 AS a, 2 AS a"), Format.CSV) == "a,a\n1,2\n"


def test_table_shows_markup_as_text_and_no_control_characters() -> None:
    console = Console(file=io.StringIO(), width=80, force_terminal=False)
    print_table(result("SELECT '[red]x[/red]' || chr(27) || '[2J' AS words, 7 AS n"), console)
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert "[red]x[/red] [2J" in shown
    assert "\x1b" not in shown
    assert "7" in shown


def test_parquet_can_be_read_back(tmp_path: Path) -> None:
    write_parquet(RICH, tmp_path / "result.parquet")
    assert pq.read_table(tmp_path / "result.parquet").to_pylist() == RICH.to_pylist()


@pytest.mark.parametrize("form", [Format.TABLE, Format.PARQUET])
def test_what_is_no_plain_text_is_refused(form: Format) -> None:
    with pytest.raises(ValueError, match="no plain text"):
        format_text(RICH, form)
