"""Copies: which articles are taken for one, in one run and across runs, and what becomes of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dataset_factory import CODER, NOW, TEXT, make_article, make_coded, make_reject

from flows.archive import ArchiveRef
from flows.schema import known_migrations, migrate, run_script
from flows.staging import build, write_articles, write_captures, write_coded, write_rejects, write_signatures
from flows.warehouse import RunCounts, Shards, Warehouse
from transforms.duplicates import N_MINIMA, Likeness, choose_originals, sign
from transforms.normalize.identity import fingerprint
from transforms.records import Article, Capture, Reason, Stage

# Sentences of our own, each different, so that runs of three words are too.
BODY = [
    f"On the {number}th pier the {thing} waited while {who} counted {number * 7} crates of {what} for a {where} ferry."
    for number, (thing, who, what, where) in enumerate(
        zip(
            ["crane", "tug", "barge", "lighter", "pilot", "dredger", "trawler", "cutter", "yawl", "skiff"] * 2,
            ["porters", "clerks", "officers", "divers", "sailors"] * 4,
            ["salt", "timber", "herring", "coal", "wool", "copper", "glass"] * 3,
            ["northern", "island", "morning", "river"] * 5,
            strict=False,
        ),
        start=3,
    )
]
LEAD = "A harbour master in Strelsau said at dawn that nobody had seen the missing lighter since the storm began."
OTHER_LEAD = "Dockers found no trace of a vanished boat on Friday, and insurers from three countries began to worry."


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "wireroom.duckdb", NOW) as opened:
        yield opened


def make(name: str, text: str, **changes: object) -> Article:
    article = make_article(name, text, **changes)
    return replace(article, fingerprint=fingerprint(text), revision_id=f"r_{fingerprint(text)}")


def load(warehouse: Warehouse, folder: Path, articles: Iterable[Article], coder_fails: Iterable[str] = ()) -> RunCounts:
    """Do what the flow does, with signatures and recalled copies."""
    given = list(articles)
    captures = [Capture(one.capture_id, one.source_id, one.external_id or "", NOW, "0" * 64, b"") for one in given]
    write_captures(folder / "capture" / "0.parquet", [(one, ArchiveRef("a.warc.gz", 0, 9)) for one in captures])
    write_articles(folder / "article" / "0.parquet", given)
    write_signatures(folder / "signature" / "0.parquet", map(sign, given))
    write_rejects(folder / "reject" / "0.parquet", [])
    warehouse.begin_run(folder.name, NOW, "0.1.0", CODER)
    files, signatures = [folder / "article" / "0.parquet"], [folder / "signature" / "0.parquet"]
    sifted = [row for row in warehouse.sift(files, CODER, signatures).to_pylist() if row["needs_coding"]]
    wanted = {(row["article_id"], row["revision_id"]) for row in sifted}
    recalled = [build(Article, row) for row in warehouse.recalled().to_pylist()]
    to_code = {
        (one.article_id, one.revision_id): one for one in (*recalled, *given)
        if (one.article_id, one.revision_id) in wanted
    }  # fmt: skip
    assert set(to_code) == wanted
    bad = set(coder_fails)
    failures = [
        make_reject(f"{one.external_id}", Stage.CODE, reason=Reason.CODER_ERROR, capture_id=one.capture_id,
                    position=one.position)
        for one in to_code.values() if one.external_id in bad
    ]  # fmt: skip
    write_coded(folder, "coded", [make_coded(one) for one in to_code.values() if one.external_id not in bad], failures)
    counts = warehouse.load(folder.name, Shards.of(folder), [], len(given), CODER)
    warehouse.finish_run(folder.name, NOW, "completed")
    broken = {
        check.name: check.sample for check in warehouse.run_checks() if check.n_rows and check.severity == "error"
    }
    assert broken.keys() <= {"codes"}  # the lists of codes are not loaded here
    return counts


def copies(warehouse: Warehouse) -> dict[str, tuple[str | None, float | None, str | None]]:
    """Say of each article, by its name: the name of its original, the degree and the ground."""
    found: list[Any] = warehouse.connection.execute(
        "SELECT a.external_id, o.external_id, round(a.duplicate_degree, 2), a.duplicate_ground "
        "FROM article AS a LEFT JOIN article AS o ON o.article_id = a.duplicate_of"
    ).fetchall()
    return {name: (original, degree, ground) for name, original, degree, ground in found}


def coded(warehouse: Warehouse) -> set[str]:
    rows = warehouse.connection.execute("SELECT external_id FROM article WHERE coder_version IS NOT NULL").fetchall()
    return {name for (name,) in rows}


ORIGINAL = make("original", " ".join([LEAD, *BODY]), published_at=dt.datetime(2024, 6, 14, 8))
OTHER = make("other", " ".join(reversed(BODY[:3])) + " " + TEXT * 3, published_at=dt.datetime(2024, 6, 14, 9))
VARIANTS = {
    "another lead": " ".join([OTHER_LEAD, *BODY]),
    "cut at the end": " ".join([LEAD, *BODY[:9]]),
    "another lead, and cut": " ".join([OTHER_LEAD, *BODY[:12]]),
    "words changed": " ".join([LEAD, *BODY]).replace("waited", "stood").replace("ferry", "boat"),
    "set in capitals": " ".join([LEAD, *BODY]).upper(),
}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("is_later", [False, True], ids=["one run", "later run"])
def test_a_copy_is_known_whatever_was_done_to_it(
    warehouse: Warehouse, tmp_path: Path, variant: str, is_later: bool
) -> None:
    copy = make("copy", VARIANTS[variant], title="Of quite another name", source_id="elsewhere")
    copy = replace(copy, published_at=dt.datetime(2024, 6, 15))
    if is_later:
        assert load(warehouse, tmp_path / "one", [ORIGINAL, OTHER]).loaded == 2
        assert load(warehouse, tmp_path / "two", [copy]) == RunCounts(1, 0, 0, 0, 1, 0)
    else:
        assert load(warehouse, tmp_path / "one", [copy, OTHER, ORIGINAL]) == RunCounts(3, 2, 0, 0, 1, 0)
    original, degree, ground = copies(warehouse)["copy"]
    assert original == "original"
    assert degree is not None
    assert 0.6 < degree <= 1
    assert ground == ("text" if variant == "set in capitals" else "near")
    assert coded(warehouse) == {"original", "other"}
    before = copies(warehouse)
    assert load(warehouse, tmp_path / "again", [copy, ORIGINAL, OTHER]) == RunCounts(3, 0, 0, 3, 0, 0)
    assert copies(warehouse) == before


def test_what_goes_on_where_an_article_ended_is_no_copy_of_it(warehouse: Warehouse, tmp_path: Path) -> None:
    start = make("start", " ".join([LEAD, *BODY[:6]]), published_at=dt.datetime(2024, 6, 14, 7))
    load(warehouse, tmp_path / "one", [start, ORIGINAL])
    assert copies(warehouse) == {"start": (None, None, None), "original": (None, None, None)}


def test_old_news_is_not_compared(warehouse: Warehouse, tmp_path: Path) -> None:
    late = make("late", VARIANTS["another lead"], published_at=dt.datetime(2024, 8, 1))
    load(warehouse, tmp_path / "one", [ORIGINAL, late])
    assert copies(warehouse)["late"] == (None, None, None)


@pytest.mark.parametrize(
    ("title", "source", "days", "text", "is_copy"),
    [
        ("Storm closes the port of Strelsau", "wire", 2, "Short news of it.", True),
        ("Storm Closes the Port of Strelsau - The Wire", "wire", 6, "Short news of it.", True),
        ("Storm closes the port of Strelsau", "wire", 8, "Short news of it.", False),
        ("Storm closes the port of Strelsau", "elsewhere", 2, "Short news of it.", False),
        ("Weather", "wire", 1, "Short news of it.", False),
        ("Storm closes the port of Strelsau", "wire", 2, " ".join(f"word{n} is here" for n in range(60)), False),
    ],
)
def test_equal_titles_at_one_source(
    warehouse: Warehouse, tmp_path: Path, title: str, source: str, days: int, text: str, is_copy: bool
) -> None:
    first = replace(ORIGINAL, title="Weather" if title == "Weather" else "Storm closes the port of Strelsau")
    second = make("second", text, title=title, source_id=source)
    second = replace(second, published_at=dt.datetime(2024, 6, 14, 8) + dt.timedelta(days=days))
    load(warehouse, tmp_path / "one", [first])
    load(warehouse, tmp_path / "two", [second])
    assert copies(warehouse)["second"] == (("original", None, "title") if is_copy else (None, None, None))


def test_copies_are_judged_again_when_their_original_gets_another_text(warehouse: Warehouse, tmp_path: Path) -> None:
    equal = make("equal", ORIGINAL.text, source_id="b", published_at=dt.datetime(2024, 6, 14, 10))
    near = make("near", VARIANTS["another lead"], source_id="c", published_at=dt.datetime(2024, 6, 14, 11))
    load(warehouse, tmp_path / "one", [ORIGINAL, equal, near])
    assert {name: original for name, (original, _, _) in copies(warehouse).items()} == {
        "original": None, "equal": "original", "near": "original",
    }  # fmt: skip
    mended = replace(ORIGINAL, text=ORIGINAL.text + " The ferry runs again.", revision_id="r_mended", fingerprint="f1")
    assert load(warehouse, tmp_path / "two", [mended]) == RunCounts(1, 0, 1, 0, 0, 0)
    assert copies(warehouse)["equal"][::2] == ("original", "near")  # no longer equal, but a copy still
    gone = replace(ORIGINAL, text=OTHER.text, revision_id="r_gone", fingerprint=OTHER.fingerprint)
    assert load(warehouse, tmp_path / "three", [gone]) == RunCounts(1, 0, 1, 0, 0, 0)
    assert {name: original for name, (original, _, _) in copies(warehouse).items()} == {
        "original": None, "equal": None, "near": "equal",
    }  # fmt: skip
    assert coded(warehouse) == {"original", "equal"}
    assert load(warehouse, tmp_path / "four", [gone, equal, near]) == RunCounts(3, 0, 0, 3, 0, 0)


def test_copies_stay_when_the_coder_fails_on_what_their_original_became(warehouse: Warehouse, tmp_path: Path) -> None:
    equal = make("equal", ORIGINAL.text, source_id="b", published_at=dt.datetime(2024, 6, 14, 10))
    load(warehouse, tmp_path / "one", [ORIGINAL, equal])
    gone = replace(ORIGINAL, text=OTHER.text, revision_id="r_gone", fingerprint=OTHER.fingerprint)
    assert load(warehouse, tmp_path / "two", [gone], coder_fails=["original"]).rejected == 1
    assert copies(warehouse)["equal"][0] == "original"
    assert load(warehouse, tmp_path / "three", [gone], coder_fails=["equal"]).revised == 1
    assert copies(warehouse)["equal"][0] == "original"


def test_a_signature_estimates_what_two_texts_share() -> None:
    whole, part = sign(ORIGINAL), sign(make("part", VARIANTS["cut at the end"]))
    assert len(whole.minima) == len(part.minima) == N_MINIMA
    equal = sum(a == b for a, b in zip(whole.minima, part.minima, strict=True)) / N_MINIMA
    assert abs(equal - part.n_shingles / whole.n_shingles) < 0.15
    assert sign(ORIGINAL) == whole
    assert len(whole.bands) == N_MINIMA // 3
    assert set(whole.bands) & set(part.bands)
    assert not set(whole.bands) & set(sign(make("other", TEXT)).bands)
    short = sign(make("short", "A few words only."))
    assert (short.minima, short.bands, short.n_shingles, short.title_key) == ((), (), 0, None)


def test_the_bands_of_an_earlier_schema_are_those_of_a_signature(tmp_path: Path) -> None:
    signed = [sign(one) for one in (ORIGINAL, make("part", VARIANTS["cut at the end"]), make("short", "A few words."))]
    steps = [step for step in known_migrations() if step.version < 15]
    with duckdb.connect(str(tmp_path / "old.duckdb")) as old:
        for step in steps:
            run_script(old, step.text)
            old.execute("INSERT INTO migration VALUES (?, ?, ?, ?)", [step.version, step.name, step.sha256, NOW])
        for one in signed:
            row = [one.article_id, one.revision_id, one.title_key, one.n_shingles, list(one.minima)]
            old.execute("INSERT INTO signature VALUES (?, ?, ?, ?, ?)", row)
        migrate(old, known_migrations(), NOW)
        found = dict(old.execute("SELECT article_id, bands FROM signature").fetchall())
    assert found == {one.article_id: list(one.bands) for one in signed}


def test_an_original_is_never_a_copy_itself() -> None:
    pairs = [Likeness("c", "b", 0.9, "near", 3, 2), Likeness("b", "a", 0.7, "near", 2, 1)]
    chosen = choose_originals(pairs)
    assert {name: pair.original_id for name, pair in chosen.items()} == {"b": "a"}
    chosen = choose_originals([*pairs, Likeness("c", "a", 0.68, "near", 3, 1)])
    assert {name: pair.original_id for name, pair in chosen.items()} == {"b": "a", "c": "a"}
