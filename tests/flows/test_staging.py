from __future__ import annotations

import datetime as dt
import typing
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any

import pyarrow.parquet as pq
import pytest
from dataset_factory import make_article, make_coded, make_mention, make_quote, make_reject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.archive import ArchiveRef
from flows.staging import (
    ROW_GROUP,
    SCHEMAS,
    build,
    read_articles,
    read_coded,
    write_articles,
    write_captures,
    write_coded,
    write_rejects,
)
from transforms.records import Article, Capture, Coded, Count, Mention, Party, Quote, Reject, Span, When

# Parquet is UTF-8, which knows no lone surrogates; normalizing repairs them before articles are staged.
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SEEN = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    int: st.integers(0, 2**62),
    float: st.floats(allow_nan=False),
    bool: st.booleans(),
    dt.datetime: st.datetimes(dt.datetime(1000, 1, 1), dt.datetime(9999, 1, 1)),
    dt.date: st.dates(),
    type(None): st.none(),
}


def any_of(hint: Any) -> st.SearchStrategy[Any]:
    """Make values of a type that stands in a record, or records of a record class."""
    if hint in SCALARS:
        return SCALARS[hint]
    if isinstance(hint, UnionType):
        return st.one_of([any_of(part) for part in typing.get_args(hint)])
    if typing.get_origin(hint) is tuple:
        return st.lists(any_of(typing.get_args(hint)[0]), max_size=3).map(tuple)
    if issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    return st.builds(hint, **{name: any_of(kind) for name, kind in typing.get_type_hints(hint).items()})


def coded(mentions: list[Mention], quotes: list[Quote], tone: float | None, name: str) -> Coded:
    """Make what the coder gives: mentions and quotes with ids of their own, under one article."""
    own = [replace(m, mention_id=f"m{n}{name}", article_id=name) for n, m in enumerate(mentions)]
    said = [replace(q, quote_id=f"q{n}{name}", article_id=name) for n, q in enumerate(quotes)]
    return Coded(name, "r_" + name, tuple(own), tuple(said), tone)


CODED = st.builds(
    coded,
    st.lists(any_of(Mention), max_size=3),
    st.lists(any_of(Quote), max_size=2),
    st.none() | st.floats(-1, 1),
    st.just("a"),
)


@SEEN
@given(articles=st.lists(any_of(Article), max_size=4))
def test_articles_survive_the_round_trip(tmp_path: Path, articles: list[Article]) -> None:
    path = tmp_path / "article" / "0.parquet"
    assert write_articles(path, articles) == len(articles)
    assert list(read_articles(path)) == articles
    assert pq.read_schema(path).equals(SCHEMAS["article"])


@SEEN
@given(one=CODED)
def test_what_the_coder_read_survives_the_round_trip(tmp_path: Path, one: Coded) -> None:
    other = Coded("a_without", "r_without", (), (), None)
    write_coded(tmp_path, "s", [other, one], [])
    assert read_coded(tmp_path, "s") == [other, one]


@SEEN
@given(rejects=st.lists(any_of(Reject), max_size=4))
def test_rejects_survive_the_round_trip(tmp_path: Path, rejects: list[Reject]) -> None:
    assert write_rejects(tmp_path / "0.parquet", rejects) == len(rejects)
    assert [build(Reject, row) for row in pq.read_table(tmp_path / "0.parquet").to_pylist()] == rejects


def test_nested_records_are_flat_columns_with_their_name_in_front() -> None:
    names = SCHEMAS["mention"].names
    assert [name for name in names if name.startswith("when_")] == [
        "when_text",
        "when_text_start",
        "when_text_end",
        "when_start",
        "when_end",
        "when_precision",
        "when_confidence",
    ]
    assert "trigger_text_start" in names
    assert "attributed_to_text" not in names
    assert {"start", "end"}.isdisjoint(name for schema in SCHEMAS.values() for name in schema.names)


def test_a_nested_record_is_absent_or_whole(tmp_path: Path) -> None:
    article = make_article("a")
    bare = make_mention(article, mention_id="m_bare", when=None, where=None, actors=(), recipients=(), counts=())
    unresolved = make_mention(article, when=When("Friday", 4, 10), attributed_to=Party("he", 0, 2))
    said = Quote("q_bare", article.article_id, article.revision_id, "No", 0, 2, None, Span("said", 3, 7))
    one = Coded(article.article_id, article.revision_id, (unresolved, bare), (make_quote(article), said), 0.0)
    write_coded(tmp_path, "s", [one], [])
    assert read_coded(tmp_path, "s") == [one]


def test_a_mention_carries_its_parties_and_numbers_at_a_glance(tmp_path: Path) -> None:
    article = make_article("a")
    actors = (
        Party("Kyiv", 0, 4, name="Ukraine", country="UKR", sector="GOV"),
        Party("he", 5, 7, antecedent="Umerov", sector="GOV"),
        Party("gunmen", 8, 14),
    )
    counts = (Count("killed", 3, "three", 0, 5), Count("killed", 12, "12", 6, 8), Count("injured", 5, "five", 9, 13))
    mention = make_mention(
        article, actors=actors, recipients=(Party("it", 0, 2),), attributed_to=Party("police", 0, 6), counts=counts
    )
    write_coded(tmp_path, "s", [Coded(article.article_id, article.revision_id, (mention,), (), None)], [])
    (row,) = pq.read_table(tmp_path / "mention" / "s.parquet").to_pylist()
    assert (row["actors"], row["actor_countries"], row["actor_sectors"]) == (
        "Ukraine; Umerov; gunmen",
        "UKR",
        "GOV; GOV",
    )
    assert (row["recipients"], row["recipient_countries"], row["recipient_sectors"]) == ("it", None, None)
    assert (row["attributed_to"], row["n_killed"], row["n_injured"], row["n_crowd"]) == ("police", 12, 5, None)


def test_only_the_wanted_readings_are_read_and_each_once(tmp_path: Path) -> None:
    path = tmp_path / "0.parquet"
    first, second = make_article("first"), make_article("second")
    write_articles(path, [first, second, second, make_article("first", title="Port bombed again")])
    assert list(read_articles(path, [(second.article_id, second.revision_id)])) == [second]
    assert list(read_articles(path, [(first.article_id, first.revision_id)])) == [first]
    assert list(read_articles(path, [])) == []


def test_long_files_keep_their_order(tmp_path: Path) -> None:
    articles = [make_article(f"{n}") for n in range(ROW_GROUP + 1)]
    assert write_articles(tmp_path / "0.parquet", iter(articles)) == ROW_GROUP + 1
    assert pq.ParquetFile(tmp_path / "0.parquet").num_row_groups == 2
    assert list(read_articles(tmp_path / "0.parquet")) == articles


def test_captures_leave_their_bytes_in_the_archive(tmp_path: Path) -> None:
    capture = Capture(
        "cap_1", "wire", "a.xml", dt.datetime(2024, 6, 15), "0" * 64, b"secret", "text/xml", 200, (("A", "b"),)
    )
    write_captures(tmp_path / "0.parquet", [(capture, ArchiveRef("x.warc.gz", 7, 99))])
    (row,) = pq.read_table(tmp_path / "0.parquet").to_pylist()
    assert "body" not in row
    assert row["headers"] == ["A: b"]
    assert (row["archive_file"], row["archive_offset"], row["archive_length"]) == ("x.warc.gz", 7, 99)
    assert row["captured_at"] == dt.datetime(2024, 6, 15)


def test_a_failed_write_leaves_the_last_file(tmp_path: Path) -> None:
    path = tmp_path / "0.parquet"
    article = make_article("a")
    write_articles(path, [article])

    def broken() -> Any:
        yield article
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk is full"):
        write_articles(path, broken())
    assert list(read_articles(path)) == [article]


@pytest.mark.parametrize("write", [write_articles, write_rejects])
def test_the_same_records_give_the_same_bytes(tmp_path: Path, write: Callable[[Path, Any], int]) -> None:
    records = [make_article("a")] if write is write_articles else [make_reject("a")]
    write(tmp_path / "0.parquet", records)
    write(tmp_path / "1.parquet", records)
    assert (tmp_path / "0.parquet").read_bytes() == (tmp_path / "1.parquet").read_bytes()


def test_every_kind_of_the_coder_is_written_even_when_empty(tmp_path: Path) -> None:
    write_coded(tmp_path, "s", [make_coded(make_article("a", text="Nothing."))], [])
    kinds = sorted(path.parent.name for path in tmp_path.glob("*/s.parquet"))
    assert kinds == ["coded", "mention", "mention_count", "mention_party", "quote", "reject"]
    assert SCHEMAS.keys() - set(kinds) == {"article", "capture", "signature"}
    assert pq.read_table(tmp_path / "mention" / "s.parquet").num_rows == 0
