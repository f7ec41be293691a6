"""The example inbox holds the shapes that its README names."""

from __future__ import annotations

import json
import re
from pathlib import Path

import feedparser
import pytest
import trafilatura

WIRE = (
    "kenya-teachers-strike.txt",
    "myanmar-bangladesh.txt",
    "newzealand-storm-markets.txt",
    "niger-abduction-update.txt",
    "poland-belarus-crossings.txt",
    "rdc-rwanda-goma.txt",
)
DATELINE = re.compile(
    r"^ *[A-Z/ ]+, (?:(?:Oct|Nov) \d{1,2}|\d{1,2} novembre)"
    r" \((?:Meridian Wire|Harbour Press Agency|Agence du Port)\) --? ",
    re.MULTILINE,
)


@pytest.fixture(scope="module")
def inbox(root: Path) -> Path:
    return root / "examples" / "inbox"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("’", "'").replace("“", '"').replace("”", '"'))


def parse_rss(path: Path) -> feedparser.FeedParserDict:
    return feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)


def test_the_readme_names_each_file(root: Path, inbox: Path) -> None:
    named = re.findall(r"^\| `([^`/]+)` \|", read(root / "examples" / "README.md"), re.MULTILINE)
    assert named == sorted(path.name for path in inbox.iterdir())


@pytest.mark.parametrize("name", WIRE)
def test_wire_copy_has_a_dateline_and_a_length(inbox: Path, name: str) -> None:
    text = read(inbox / name)
    assert len(DATELINE.findall(text)) == 1
    assert 6 <= len([part for part in text.split("\n\n") if len(part.split()) > 10]) <= 16


def test_one_text_has_the_bare_shape(inbox: Path) -> None:
    lines = read(inbox / "armenia-azerbaijan-road.txt").rstrip("\n").split("\n")
    title = lines[0]
    assert [lines[2], lines[4], lines[5]] == [title, "BAKU", title]
    assert [line for line in lines if line.startswith("  '")] == ["  'Ultimatum' ", "  'Same day' "]
    assert lines[-1] == "border,"
    assert not re.search(r"\b2026\b|https?:", "\n".join(lines))


def test_one_wire_text_is_a_corrected_update(inbox: Path) -> None:
    text = read(inbox / "niger-abduction-update.txt")
    assert text.startswith("UPDATE 2-CORRECTED-")
    assert "\n\n(Corrects " in text


def test_hard_wrapped_text_keeps_short_lines(inbox: Path) -> None:
    lines = read(inbox / "poland-belarus-crossings.txt").split("\n")
    assert max(map(len, lines)) <= 72
    assert sum(line.startswith("    ") for line in lines) >= 10


def test_live_blog_runs_backwards(inbox: Path) -> None:
    times = re.findall(r"^(\d\d:\d\d) GMT$", read(inbox / "thailand-cambodia-live.txt"), re.MULTILINE)
    assert len(times) >= 6
    assert times == sorted(times, reverse=True)


def test_feed_has_whole_odd_and_teaser_items(inbox: Path) -> None:
    feed = parse_rss(inbox / "harbour-press-world.xml")
    assert not feed.bozo
    assert len(feed.entries) == 7
    assert sum("content" in entry for entry in feed.entries) == 5
    odd = [entry for entry in feed.entries if "link" not in entry and "title" not in entry]
    assert len(odd) == 1
    assert odd[0].get("published_parsed") is None
    teasers = [entry for entry in feed.entries if "content" not in entry and "link" in entry]
    assert [entry.summary.endswith("Continue reading…") for entry in teasers] == [True]


def test_cut_feed_is_broken_after_two_items(inbox: Path) -> None:
    feed = parse_rss(inbox / "nile-feed-cut.xml")
    assert feed.bozo
    assert len([entry for entry in feed.entries if entry.get("title") and entry.get("summary")]) == 2


def test_json_lines_hold_three_articles_and_a_broken_line(inbox: Path) -> None:
    good, bad = [], 0
    for line in read(inbox / "meridian-wire.jsonl").splitlines():
        try:
            good.append(json.loads(line))
        except json.JSONDecodeError:
            bad += 1
    assert (len(good), bad) == (3, 1)
    assert all({"id", "url", "title", "text", "published"} <= row.keys() for row in good)


def test_pages_yield_their_text_without_the_furniture(inbox: Path) -> None:
    for name, title, date in (
        ("georgia-paper-page.html", "Georgia jails opposition leader as crowd storms courthouse", "2026-11-13"),
        ("kenya-teachers-syndicated.html", "Police tear-gas striking teachers in Nairobi", "2026-11-03"),
    ):
        page = trafilatura.bare_extraction(read(inbox / name), favor_precision=True, with_metadata=True)
        assert page is not None
        assert (page.title, page.date) == (title, date)
        assert len(page.text.split("\n")) >= 10
        assert not re.search(r"cookie|Most read|Sign up|Advertisement|rights reserved|Related stories", page.text)


def test_the_syndicated_page_repeats_the_wire_text(inbox: Path) -> None:
    wire = read(inbox / "kenya-teachers-strike.txt").split("(Meridian Wire) - ")[1].split("\n\n(Reporting")[0]
    page = trafilatura.bare_extraction(read(inbox / "kenya-teachers-syndicated.html"), favor_precision=True)
    assert page is not None
    assert words(wire) == words(page.text.split("(Meridian Wire) — ")[1])


def test_the_french_text_is_french(inbox: Path) -> None:
    found = words(read(inbox / "rdc-rwanda-goma.txt").lower())
    assert found.count("de") >= 8
    assert "the" not in found
