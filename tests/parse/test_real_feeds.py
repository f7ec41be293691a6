"""Every file of the shared folder of feeds, as publishers sent them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from flows.capture import make_capture
from transforms.normalize.article import normalize_entries
from transforms.normalize.dates import read_date
from transforms.parse.dispatch import parse_capture
from transforms.parse.result import Parsed
from transforms.records import Article, Reason

# Files that are no feeds: the number of entries, or the reason of their reject.
OTHERS: dict[str, int | Reason] = {
    "afp_newsml12.xml": 1,
    "ap_anpa.tst": 1,
    "ap_nitf.xml": 1,
    "ninjs1.json": 1,
    "reuters_newsmlg2.xml": 1,
    "sitemap_news.xml": 1,
    "subs.opml": Reason.UNKNOWN_FORMAT,
    "wordpress_wxr.xml": 5,
}


def parse(path: Path) -> Parsed:
    return parse_capture(make_capture("feeds", path.name, path.read_bytes(), dt.datetime(2024, 1, 1)))


def test_every_feed_gives_the_expected_number_of_entries(shared: Path) -> None:
    manifest = json.loads((shared / "feeds" / "manifest.json").read_text("utf-8"))
    expected = {row["file"]: row["expected_entries"] for row in manifest if row["expected_entries"] is not None}
    assert len(expected) == 57
    found = {name: len(parse(shared / "feeds" / name).entries) for name in expected}
    assert found == expected


def test_every_file_ends_in_a_state(shared: Path) -> None:
    for row in json.loads((shared / "feeds" / "manifest.json").read_text("utf-8")):
        parsed = parse(shared / "feeds" / row["file"])
        assert parsed.entries or parsed.rejects, row["file"]
        positions = [item.position for item in (*parsed.entries, *parsed.rejects)]
        assert len(set(positions)) == len(positions), row["file"]


def test_the_formats_that_are_no_feeds(shared: Path) -> None:
    for name, expected in OTHERS.items():
        parsed = parse(shared / "feeds" / name)
        found = parsed.rejects[0].reason if isinstance(expected, Reason) else len(parsed.entries)
        assert found == expected, name
        assert all(entry.title for entry in parsed.entries)


def test_letters_of_any_encoding_come_out_right(shared: Path) -> None:
    titles = {
        "golem_latin1_2018.rss": "möglich",
        "jornal_de_noticias_latin1_2018.rss": "Raríssimas",
        "koi8r.xml": "новость",
        "ibash_cp1251.rss": "Цитата",
        "kc0011_gb18030_date.rss": "华表",
        "cerclepsy_undeclared_latin1.rss": "très",
        "uol_pt_2018.rss": "simulações",
        "bold_dk_ampersand_latin1.rss": "Brøndby",
        "bbc_urdu_2018.rss": "پاکستان",
    }
    for name, word in titles.items():
        words = " ".join(f"{entry.title} {entry.body}" for entry in parse(shared / "feeds" / name).entries)
        assert word in words, name
        assert "\ufffd" not in words, name


def test_dates_stay_as_their_publishers_wrote_them(shared: Path) -> None:
    dates = {
        "koreatimes_2022.rss": "Thu,28 Jul 2022 4:35:5 GMT+9",
        "kc0011_gb18030_date.rss": "2020/1/10 14:33:00",
        "uol_pt_2018.rss": "Seg, 24 Set 2018 19:42:40 -0300",
        "nbcny_odd_date.rss": "Sat, Dec 16 2023 02:02:33 PM",
        "dw_2026.rdf": "2026-02-18T00:15:00Z",
    }
    for name, raw in dates.items():
        entry = parse(shared / "feeds" / name).entries[0]
        assert (entry.published_raw, entry.published_ground) == (raw, "feed")


def test_the_dates_that_a_person_can_read_are_read(shared: Path) -> None:
    raws: list[tuple[str, str]] = []
    for path in sorted((shared / "feeds").iterdir()):
        if path.name not in {"README.md", "manifest.json"}:
            raws += [(path.name, entry.published_raw) for entry in parse(path).entries if entry.published_raw]
    missed = [(name, raw) for name, raw in raws if read_date(raw) is None]
    assert len(raws) > 1300
    assert len(missed) <= len(raws) / 100, missed


def test_the_agencies_stories_come_whole(shared: Path) -> None:
    """Title, day and how the text begins and ends, after normalizing."""
    stories = {
        "afp_newsml12.xml": ("Sweden court accepts", "2014-08-29", "A Chinese-owned", "electric cars."),
        "ap_anpa.tst": ("For Argentine chemo patients", "2013-11-13", "For cancer patients", "with this story."),
        "ap_nitf.xml": ("Can trading pollution like stocks", "2015-12-10", "The gas produced", "bernard-condon ."),
        "ninjs1.json": ("headline", "2017-08-24", "The story so far.", "The story so far."),
        "reuters_newsmlg2.xml": ("Syria's Assad says", "2014-07-16", "President Bashar", "170,000 people."),
        "wordpress_wxr.xml": ("Starafrica to dispose assets", "2013-07-29", "By Tester Harare", "Bla bla test"),
        "sitemap_news.xml": ("Companies A, B in Merger Talks", "2008-12-23", "", ""),
    }
    for name, (title, day, start, end) in stories.items():
        article = next(normalize_entries(parse(shared / "feeds" / name).entries, None))
        assert isinstance(article, Article)
        assert (article.title or "").startswith(title), name
        assert str(article.published_at).startswith(day), name
        assert article.text.startswith(start), name
        assert article.text.endswith(end), name


def test_no_reading_depends_on_the_day(shared: Path) -> None:
    """The same bytes, collected a month later: the very same articles."""
    paths = [*sorted((shared / "feeds").iterdir()), shared / "articles" / "articles.jsonl"]
    now = dt.datetime(2026, 11, 28)
    for path in paths:
        if path.name not in {"README.md", "manifest.json"}:
            entries = parse(path).entries[:60]
            later = list(normalize_entries(entries, now + dt.timedelta(days=30)))
            assert list(normalize_entries(entries, now)) == later, path.name


def test_the_articles_have_text_address_and_date(shared: Path) -> None:
    path = shared / "articles" / "articles.jsonl"
    parsed = parse(path)
    assert (len(parsed.entries), len(parsed.rejects)) == (1200, 0)
    assert all(entry.title and entry.body and entry.published_raw for entry in parsed.entries)


def test_the_input_document_is_one_text(shared: Path) -> None:
    (path,) = (shared / "input").glob("*.txt")
    (entry,) = parse(path).entries
    assert entry.body == path.read_text("utf-8").removeprefix("\ufeff")
    assert (entry.title, entry.published_raw, entry.address) == (None, None, None)
