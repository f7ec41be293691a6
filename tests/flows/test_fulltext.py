"""The full text of a feed's items: what robots.txt, paywalls and broken servers leave of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from dataset_factory import NOW

from flows.archive import Archive, read_records
from flows.capture import make_capture
from flows.errors import DisallowedError, PermanentError, TransientError
from flows.fetch import NO_VALIDATORS, Answer, Client
from flows.fulltext import WebPages, take_with_pages
from flows.intake import Intake
from flows.replay import ArchivedRun, stage_archived
from flows.robots import Robots
from flows.settings import Settings
from flows.sources import Source
from transforms.records import Capture, Reason

WIRE = Source(id="wire", url="https://news.example/feed", title="The Wire", full_text=True)
TEASER = "The two ministers met in the old town hall &amp; spoke for an hour."
STORY = [
    "The two ministers met in the old town hall and spoke for an hour about the bridge across the river.",
    "They said that the work on it would begin next spring, and that it would be paid for by both of the towns.",
    "Nobody had believed that they would come to terms, because the quarrel about it is older than they are.",
]
PAGE = "<html><head><title>Another title | The Wire</title>{head}</head><body><article>{text}</article></body></html>"
WHOLE = PAGE.format(head="", text="".join(f"<p>{line}</p>" for line in STORY))
LOCKED = PAGE.format(
    head='<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>',
    text="".join(f"<p>{line}</p>" for line in STORY),
)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><link>https://news.example/</link><item>
<guid>1</guid><title>Bridge talks &amp;amp; more</title><link>https://news.example/one?utm_source=rss</link>
<pubDate>Fri, 14 Jun 2024 18:30:00 GMT</pubDate><description>{}</description></item></channel></rss>"""


class Web(Client):
    """A web of a few pages; whatever is not there is a 404."""

    def __init__(self, pages: Mapping[str, Any]) -> None:
        super().__init__()
        self.asked: list[str] = []
        self._pages = {"https://news.example/robots.txt": "", **pages}

    def fetch(self, source: Source, now: dt.datetime, validators: Any = NO_VALIDATORS, allow: Any = None) -> Answer:
        if allow is not None and not allow(source.url):
            raise DisallowedError("not for us", reason=Reason.HTTP_ERROR)
        self.asked.append(source.url)
        page = self._pages.get(source.url, PermanentError("404", reason=Reason.HTTP_ERROR, status=404))
        if isinstance(page, Exception):
            raise page
        capture = make_capture(source.id, source.url, page.encode(), now, media_type="text/html", status=200)
        return Answer(capture, NO_VALIDATORS)


ONE = "https://news.example/one?utm_source=rss"


def collect(folder: Path, web: Web, feed: str = FEED.format(TEASER), settled: Any = frozenset()) -> dict[str, Any]:
    """Take in the feed; give articles and rejects as they were staged, and the number of items."""
    capture = make_capture("wire", WIRE.url, feed.encode(), NOW, media_type="application/rss+xml", status=200)
    pages = WebPages(WIRE, web, Robots(web, NOW), settled, NOW)
    with Intake(Archive(folder, "run_20240615T040000000000", NOW, {"full_text": ["wire"]}), folder / "live") as intake:
        take_with_pages(capture, pages, intake)
    found = staged(folder / "live")
    replayed = ArchivedRun.of(next(folder.glob("archive/*/*/*.gz")))
    assert stage_archived(Settings(data_dir=folder), replayed, folder / "replayed") == intake.n_collected
    if not settled:
        assert staged(folder / "replayed") == found
    return found | {"n_collected": intake.n_collected}


def staged(folder: Path) -> dict[str, list[Any]]:
    kinds = ("article", "reject", "capture")
    rows = {
        kind: [row for path in folder.glob(f"{kind}/*") for row in pq.read_table(path).to_pylist()] for kind in kinds
    }
    return {kind: sorted(found, key=str) for kind, found in rows.items()}


def test_the_page_gives_the_text_and_the_feed_the_rest(tmp_path: Path) -> None:
    found = collect(tmp_path, Web({ONE: WHOLE}))
    teaser, full = sorted(found["article"], key=lambda row: len(row["text"]))
    assert full["text"] == "\n\n".join(STORY)
    assert (full["title"], full["external_id"], full["address"]) == (
        "Bridge talks & more", "1", "https://news.example/one",
    )  # fmt: skip
    assert (full["published_at"], full["published_ground"]) == (dt.datetime(2024, 6, 14, 18, 30), "feed")
    assert full["article_id"] == teaser["article_id"]
    assert (full["is_truncated"], teaser["is_truncated"]) == (False, True)
    assert found["n_collected"] == 2
    page = next(row for row in found["capture"] if row["capture_id"] == full["capture_id"])
    assert page["page_of"] == teaser["capture_id"]


def test_a_page_that_is_known_is_not_asked_for_again(tmp_path: Path) -> None:
    teaser = collect(tmp_path / "one", Web({ONE: WHOLE}))["article"]
    settled = frozenset((row["article_id"], row["revision_id"]) for row in teaser)
    web = Web({ONE: WHOLE})
    found = collect(tmp_path / "two", web, settled=settled)
    assert web.asked == []
    assert len(found["article"]) == 1


@pytest.mark.parametrize(
    ("pages", "asks", "reasons"),
    [
        ({ONE: LOCKED}, True, []),
        ({"https://news.example/robots.txt": "User-agent: *\nDisallow: /one", ONE: WHOLE}, False, []),
        ({"https://news.example/robots.txt": "User-agent: wireroom\nDisallow: /", ONE: WHOLE}, False, []),
        ({"https://news.example/robots.txt": TransientError("503"), ONE: WHOLE}, False, []),
        ({}, True, ["http_error"]),
        ({ONE: TransientError("503", reason=Reason.HTTP_ERROR)}, True, ["unreachable"]),
        ({ONE: PAGE.format(head="", text="")}, True, ["no_text"]),
    ],
)
def test_where_only_the_teaser_can_be_had_it_says_so(
    tmp_path: Path, pages: dict[str, Any], asks: bool, reasons: list[str]
) -> None:
    web = Web(pages)
    found = collect(tmp_path, web)
    (article,) = found["article"]
    assert article["text"] == "The two ministers met in the old town hall & spoke for an hour."
    assert article["is_truncated"]
    assert (ONE in web.asked) == asks
    assert [row["reason"] for row in found["reject"]] == reasons
    assert found["n_collected"] == 1 + len(reasons)


def test_where_there_is_no_robots_txt_all_may_be_read(tmp_path: Path) -> None:
    missing = PermanentError("404", reason=Reason.HTTP_ERROR, status=404)
    found = collect(tmp_path, Web({"https://news.example/robots.txt": missing, ONE: WHOLE}))
    assert len(found["article"]) == 2


def test_a_feed_that_gave_all_keeps_its_words(tmp_path: Path) -> None:
    found = collect(tmp_path, Web({ONE: WHOLE}), FEED.format(" ".join(STORY * 2)))
    (article,) = found["article"]
    assert not article["is_truncated"]
    assert found["n_collected"] == 1
    assert len(found["capture"]) == 2


def test_robots_txt_is_asked_once_a_host_and_its_delay_heeded() -> None:
    web = Web({"https://news.example/robots.txt": "User-agent: *\nCrawl-delay: 4\nDisallow: /private"})
    robots = Robots(web, NOW)
    assert robots.allow(WIRE, "https://news.example/a")
    assert not robots.allow(WIRE, "https://news.example/private/b")
    assert web.asked == ["https://news.example/robots.txt"]
    assert web.hosts._gate("news.example").pause == 4.0


def test_pages_are_archived_before_they_are_read(tmp_path: Path) -> None:
    collect(tmp_path, Web({ONE: LOCKED}))
    path = next(tmp_path.glob("archive/*/*/*.gz"))
    addresses = [item.address for item, _ in read_records(tmp_path, path) if isinstance(item, Capture)]
    assert addresses == [WIRE.url, ONE]
