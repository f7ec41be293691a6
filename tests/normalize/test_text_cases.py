"""The cases of ../shared/text_cases.jsonl: what real text suffers from, and what must become of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from transforms.normalize.article import clean_text, normalize_entry
from transforms.normalize.identity import bare_title, fold_key, title_key
from transforms.normalize.layout import CleanText
from transforms.parse.decode import decode
from transforms.records import Article, Entry

IDS = range(1, 35)
WITH_MARKUP = {11, 12, 24}  # entities and tags are read only where the publisher may have sent them
IS_TITLE = {11, 24, 32}
KEYS_ONLY = {29}  # the outlet's name stays in the title and goes from the key


@pytest.fixture(scope="module")
def cases(shared: Path) -> dict[int, dict[str, Any]]:
    lines = (shared / "text_cases.jsonl").read_text(encoding="utf-8").split("\n")  # one case holds a U+2028
    return {case["id"]: case for case in map(json.loads, filter(None, lines))}


def clean(case: dict[str, Any]) -> CleanText:
    is_title = case["id"] in IS_TITLE
    raw, title = ("", case["input"]) if is_title else (case["input"], None)
    return clean_text(raw, title, is_html=case["id"] in WITH_MARKUP)


def test_every_case_of_the_file_is_run(cases: dict[int, dict[str, Any]]) -> None:
    assert set(cases) == set(IDS)


@pytest.mark.parametrize("number", [number for number in IDS if number not in {10, *KEYS_ONLY}])
def test_case(cases: dict[int, dict[str, Any]], number: int) -> None:
    case = cases[number]
    found = clean(case)
    assert (found.title if number in IS_TITLE else found.text) == case["expected"]


def test_case_10_is_a_matter_of_decoding(cases: dict[int, dict[str, Any]]) -> None:
    # The case is what cp1251 bytes look like after a wrong decoding. With the bytes and their declaration it is right
    # from the start; afterwards nothing tells it from real Latin letters, and nothing is guessed.
    case = cases[10]
    body = case["input"].encode("latin-1")
    document = decode(b'<?xml version="1.0" encoding="windows-1251"?><title>' + body + b"</title>")
    assert document is not None
    assert clean_text("", document.partition("<title>")[2].partition("</title>")[0], True).title == case["expected"]
    assert clean_text(case["input"], None, False).text == case["input"]


def test_case_20_folds_without_a_stray_dot(cases: dict[int, dict[str, Any]]) -> None:
    folded = fold_key(cases[20]["input"])
    assert "\u0307" not in folded
    assert folded == fold_key("istanbul")


def test_case_29_keeps_the_title_and_shortens_the_key(cases: dict[int, dict[str, Any]]) -> None:
    case = cases[29]
    assert clean_text("", case["input"], False).title == case["input"]
    assert bare_title(case["input"]) == case["expected"]
    assert title_key(case["input"]) == title_key(case["expected"])


def test_case_33_flags_the_foreign_letter_and_folds_it(cases: dict[int, dict[str, Any]]) -> None:
    found = clean(cases[33])
    assert found.has_mixed_script
    assert title_key(found.text) == title_key("Moscow")
    assert not clean_text("Moscow and Москва", None, False).has_mixed_script


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 30, 31, 32])
def test_what_is_taken_out_is_kept_in_its_field(cases: dict[int, dict[str, Any]], number: int) -> None:
    case = cases[number]
    entry = Entry(
        capture_id="c_0",
        source_id="cases",
        position=0,
        external_id=None,
        address=None,
        title=case["input"] if number in IS_TITLE else None,
        body="" if number in IS_TITLE else case["input"],
        is_html=False,
    )
    article = normalize_entry(entry, None)
    assert isinstance(article, Article)
    city = case["expected_meta"].get("dateline_city", ())
    actual = {
        "title": article.title,
        "dateline_city": list(article.dateline_cities) if isinstance(city, list) else "".join(article.dateline_cities),
        "dateline_date": article.dateline_date,
        "agency": article.agency,
        "subheads": list(article.subheads),
        "keywords": list(article.keywords),
        "segment_times": list(article.segment_times),
        "published": article.published_at,
        "url": article.address,
        "revision": article.update_number,
        "corrected": article.is_correction,
    }
    assert case["expected_meta"]
    assert {key: actual[key] for key in case["expected_meta"]} == case["expected_meta"]


@pytest.mark.parametrize("number", IDS)
def test_cleaning_twice_changes_nothing(cases: dict[int, dict[str, Any]], number: int) -> None:
    once = clean(cases[number])
    twice = clean_text(once.text, once.title, False)
    assert (twice.text, twice.title) == (once.text, once.title)
