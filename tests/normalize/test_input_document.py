"""The document that our user receives: its shape, told by the file itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from transforms.normalize.article import clean_text, normalize_entry
from transforms.records import Article, Entry


@pytest.fixture(scope="module")
def document(shared: Path) -> str:
    (path,) = (shared / "input").glob("*.txt")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def article(document: str) -> Article:
    entry = Entry("c_0", "input", 0, "document.txt", None, None, document, is_html=False)
    found = normalize_entry(entry, None)
    assert isinstance(found, Article)
    return found


def test_everything_that_is_no_text_has_its_field(document: str, article: Article) -> None:
    assert article.title == document.splitlines()[0].strip()
    assert article.dateline_cities == ("MOSCOW",)
    assert article.subheads == ("Offensive", "Trick")
    assert article.keywords == ("war",)
    assert article.language == "en"
    assert article.address is None
    assert not article.is_truncated


def test_the_date_is_unknown_and_said_to_be(article: Article) -> None:
    assert article.published_at is None
    assert article.published_precision is None
    assert article.published_ground is None
    assert article.published_raw is None


def test_the_body_paragraphs_are_intact(document: str, article: Article) -> None:
    # Every line of the file that is a sentence is a paragraph of the text, unchanged and in its order.
    sentences = [line.strip() for line in document.splitlines() if line.strip().endswith((".", '."', ',"', '"'))]
    assert len(sentences) == 28
    assert article.text.split("\n\n") == sentences


def test_nothing_that_was_taken_out_is_left(article: Article) -> None:
    lines = article.text.splitlines()
    assert not {article.title, "MOSCOW", "'Offensive'", "'Trick'", "war,", "war"} & set(lines)
    assert article.title not in article.text


def test_cleaning_twice_changes_nothing(article: Article) -> None:
    again = clean_text(article.text, article.title, False)
    assert (again.text, again.title) == (article.text, article.title)
