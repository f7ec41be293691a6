"""CSV and Parquet, with and without a mapping of their columns."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows import unpack
from flows.files import read_path
from transforms.normalize.article import normalize_entry
from transforms.parse.dispatch import parse_capture
from transforms.records import Article, Capture, Reason, Reject

NOW = dt.datetime(2024, 7, 1)


def rows(path: Path, **columns: str) -> list[dict[str, Any]]:
    captures = [item for item in read_path(path, NOW, "table", columns) if isinstance(item, Capture)]
    return [json.loads(line) for capture in captures for line in capture.body.splitlines()]


def reasons(path: Path, **columns: str) -> list[Reason]:
    return [item.reason for item in read_path(path, NOW, "table", columns) if isinstance(item, Reject)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_is_known_by_its_first_line(tmp_path: Path, delimiter: str, encoding: str) -> None:
    lines = [["id", "title", "text"], ["1", "Après l’orage", '"Two\nlines, and ""words"""'], ["2", "B", ""]]
    (tmp_path / "export").write_bytes("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    assert rows(tmp_path / "export") == [
        {"id": "1", "title": "Après l’orage", "text": 'Two\nlines, and "words"'},
        {"id": "2", "title": "B"},
    ]


def test_a_mapping_names_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("headline_txt,body_txt,when,web\nA port closed,Words.,2024-06-14,https://n.example/1\n", "utf-8")
    assert reasons(path) == [Reason.UNKNOWN_FORMAT]
    items = list(read_path(path, NOW, "table", {"title": "headline_txt", "text": "body_txt", "published": "when",
                                                "url": "web"}))  # fmt: skip
    (capture,) = (item for item in items if isinstance(item, Capture))
    article = normalize_entry(parse_capture(capture).entries[0], NOW)
    assert isinstance(article, Article)
    assert (article.title, article.text, article.address) == ("A port closed", "Words.", "https://n.example/1")
    assert article.published_at == dt.datetime(2024, 6, 14)
    assert capture.address == "export.csv#rows=0-1"


def test_plain_text_with_commas_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("Storm, rain, and wind\n\nWords, and more words.\n", "utf-8")
    (item,) = read_path(tmp_path / "a", NOW)
    assert isinstance(item, Capture)
    assert item.address == "a"


def test_a_table_without_rows_or_articles_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,text\n", "utf-8")
    (tmp_path / "b.csv").write_text("name,price\nx,1\n", "utf-8")
    assert reasons(tmp_path) == [Reason.EMPTY, Reason.UNKNOWN_FORMAT]


def test_long_tables_come_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MAX_PIECE_BYTES", 1000)
    (tmp_path / "a.csv").write_text("id,title\n" + "".join(f"{n},Title {n}\n" for n in range(200)), "utf-8")
    captures = [item for item in read_path(tmp_path / "a.csv", NOW) if isinstance(item, Capture)]
    assert len(captures) > 3
    assert captures[1].address.startswith("a.csv#rows=")
    assert [row["id"] for row in rows(tmp_path / "a.csv")] == [str(n) for n in range(200)]


def test_parquet_is_read_with_its_types(tmp_path: Path) -> None:
    table = pa.table(
        {
            "Title": ["A", None, "C"],
            "body": ["x", "y", "z"],
            "date": pa.array([1_718_361_000_000_000_001, None, 0], pa.timestamp("ns")),
            "score": [1.5, float("nan"), None],
            "authors": [["J. Doe", "R. Roe"], [], None],
        }
    )
    pq.write_table(table, tmp_path / "articles", row_group_size=2)
    found = rows(tmp_path / "articles")
    assert found[0] == {
        "Title": "A", "body": "x", "date": "2024-06-14T10:30:00", "score": 1.5, "authors": ["J. Doe", "R. Roe"],
    }  # fmt: skip
    assert found[1] == {"body": "y", "authors": []}
    (capture,) = (item for item in read_path(tmp_path / "articles", NOW) if isinstance(item, Capture))
    entry = parse_capture(capture).entries[0]
    assert (entry.title, entry.body, entry.byline) == ("A", "x", "J. Doe, R. Roe")


def test_broken_tables_are_rejected(tmp_path: Path) -> None:
    pq.write_table(pa.table({"title": ["A"] * 100}), tmp_path / "a.parquet")
    body = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(body[: len(body) // 2])
    (tmp_path / "b.parquet").write_bytes(b"PAR1" + b"\xff" * 100 + b"PAR1")
    (tmp_path / "c.parquet").write_bytes(body[:4] + b"\x00" * 40 + body[44:])
    (tmp_path / "d.csv").write_bytes(b'title,text\nA,"never closed\n')
    assert reasons(tmp_path) == [Reason.MALFORMED] * 3
    assert rows(tmp_path / "d.csv") == [{"title": "A", "text": "never closed\n"}]
