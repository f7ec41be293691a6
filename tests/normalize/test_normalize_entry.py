"""Entry to Article: dates and their grounds, identity, rejects."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from transforms.normalize.article import normalize_entry
from transforms.records import Article, Entry, Reason, Reject, Stage

TEXT = "Soldiers reached the harbour of the island on Monday and found it empty, the army said."
ENTRY = Entry(
    capture_id="c_1",
    source_id="wire",
    position=3,
    external_id="guid-1",
    address="https://Paper.example:443/2024/06/14/harbour?utm_source=rss&id=7#top",
    title="Harbour found empty",
    body=f"<p>{TEXT}</p>",
    is_html=True,
    published_raw="Fri, 14 Jun 2024 10:32:05 GMT",
    published_ground="feed",
    byline=" Ana&nbsp;Roe ",
    language="en-gb",
    keywords=("War", "War", " "),
)
DAY = dt.datetime(2024, 6, 20)


def normalize(entry: Entry, capture_day: dt.datetime | None = DAY) -> Article:
    article = normalize_entry(entry, capture_day)
    assert isinstance(article, Article)
    return article


def test_every_field_of_a_plain_feed_entry() -> None:
    article = normalize(ENTRY)
    assert article.address == "https://paper.example/2024/06/14/harbour?id=7"
    assert (article.title, article.text) == ("Harbour found empty", TEXT)
    assert (article.source_id, article.capture_id, article.position) == ("wire", "c_1", 3)
    assert article.published_at == dt.datetime(2024, 6, 14, 10, 32, 5)
    assert (article.published_precision, article.published_ground) == ("second", "feed")
    assert article.published_raw == ENTRY.published_raw
    assert (article.byline, article.language, article.keywords) == ("Ana Roe", "en", ("War",))


def test_the_same_entry_gives_the_same_article() -> None:
    assert normalize(ENTRY) == normalize(ENTRY)
    assert normalize(ENTRY, None) == normalize(ENTRY, DAY)


@pytest.mark.parametrize(
    ("raw", "address", "body", "expected"),
    [
        (None, ENTRY.address, TEXT, ("2024-06-14", "day", "address", None)),
        ("soon", ENTRY.address, TEXT, ("2024-06-14", "day", "address", "soon")),
        (None, None, f"LIMA, June 3, 2024 (AP) - {TEXT}", ("2024-06-03", "day", "dateline", None)),
        (None, "https://p.example/2024/06/x", f"LIMA, June 3 (AP) - {TEXT}", ("2024-06-03", "day", "dateline", None)),
        (None, "https://p.example/2023/07/x", f"LIMA, June 3 (AP) - {TEXT}", (None, None, None, None)),
        (None, None, f"LIMA, June 3 (AP) - {TEXT}", (None, None, None, None)),
        (None, None, f"June 2, 2024\n\n{TEXT}", ("2024-06-02", "day", "page", "June 2, 2024")),
        ("Thu, 07 Jul 3013 15:06:01 GMT", None, TEXT, (None, None, None, "Thu, 07 Jul 3013 15:06:01 GMT")),
    ],
)
def test_the_ladder_of_dates(raw: str | None, address: str | None, body: str, expected: tuple[str | None, ...]) -> None:
    article = normalize(replace(ENTRY, published_raw=raw, address=address, body=body, is_html=False))
    day = article.published_at.date().isoformat() if article.published_at else None
    assert (day, article.published_precision, article.published_ground, article.published_raw) == expected


def test_a_dateline_without_a_year_stays_a_dateline() -> None:
    article = normalize(
        replace(ENTRY, published_raw=None, address=None, body=f"LIMA, June 3 (AP) - {TEXT}", is_html=False)
    )
    assert (article.published_at, article.dateline_date, article.agency) == (None, "06-03", "AP")


def test_a_date_after_the_capture_is_disbelieved_and_one_day_is_allowed() -> None:
    entry = replace(ENTRY, address=None)
    assert normalize(entry, dt.datetime(2024, 6, 13, 12)).published_at is not None
    assert normalize(entry, dt.datetime(2024, 6, 13, 12, tzinfo=dt.UTC)).published_at is not None
    late = normalize(entry, dt.datetime(2024, 6, 12))
    assert (late.published_at, late.published_ground, late.published_raw) == (None, None, ENTRY.published_raw)


def test_a_revised_text_keeps_the_article_and_changes_the_revision() -> None:
    for entry in (ENTRY, replace(ENTRY, address=None), replace(ENTRY, address=None, external_id=None)):
        first, second = normalize(entry), normalize(replace(entry, body="<p>Another text.</p>", position=9))
        assert first.article_id == second.article_id
        assert first.revision_id != second.revision_id
        assert first.fingerprint != second.fingerprint


def test_what_tells_articles_apart() -> None:
    bare = replace(ENTRY, address=None, external_id=None)
    same = replace(ENTRY, address="https://paper.example/2024/06/14/harbour?id=7&utm_medium=x", source_id="other")
    assert normalize(same).article_id == normalize(ENTRY).article_id
    entries = [
        ENTRY,
        replace(ENTRY, address="https://paper.example/2024/06/14/harbour?id=8"),
        replace(ENTRY, address=None),
        replace(ENTRY, address=None, external_id="guid-2"),
        replace(ENTRY, address=None, source_id="other"),
        bare,
        replace(bare, title="Harbour found full"),
        replace(bare, published_raw="Sat, 15 Jun 2024 10:32:05 GMT"),
        replace(bare, title=None),
    ]
    assert len({normalize(entry).article_id for entry in entries}) == len(entries)


def test_the_front_page_is_no_story() -> None:
    first = replace(ENTRY, address="https://paper.example/")
    second = replace(first, external_id="guid-2")
    assert normalize(first).article_id != normalize(second).article_id


def test_a_title_alone_is_an_article() -> None:
    article = normalize(replace(ENTRY, body=""))
    assert (article.title, article.text) == ("Harbour found empty", "")
    assert article.fingerprint != normalize(replace(ENTRY, title="Another title", body="")).fingerprint


@pytest.mark.parametrize(
    ("title", "body"), [(None, ""), ("", "  \n"), ("<b></b>", "<p>&nbsp;</p>"), (None, "ADVERTISEMENT")]
)
def test_neither_title_nor_text_is_rejected(title: str | None, body: str) -> None:
    reject = normalize_entry(replace(ENTRY, title=title, body=body), None)
    assert isinstance(reject, Reject)
    assert (reject.stage, reject.reason) == (Stage.NORMALIZE, Reason.NO_TEXT)
    assert (reject.capture_id, reject.position, reject.source_id) == ("c_1", 3, "wire")
