"""Dates as feeds and papers write them; never a part of today in them."""

from __future__ import annotations

import datetime as dt
import warnings
from pathlib import Path

import feedparser
import pytest

from transforms.normalize.dates import find_order, read_address_date, read_address_year, read_date


@pytest.mark.parametrize(
    ("raw", "value", "precision"),
    [
        ("Fri, 14 Jun 2024 10:32:05 GMT", "2024-06-14T10:32:05", "second"),
        ("Mon, 14 Jun 2024 10:32:05 GMT", "2024-06-14T10:32:05", "second"),  # it was a Friday
        ("Fri,14 Jun 2024 4:35:5 GMT+9", "2024-06-13T19:35:05", "second"),
        ("14 Jun 2024 10:32 EST", "2024-06-14T15:32:00", "minute"),
        ("Fri, 14 Jun 24 10:32 +0530", "2024-06-14T05:02:00", "minute"),
        ("Fri, 14 Jun 99 10:32:00 Z", "1999-06-14T10:32:00", "second"),
        ("ven, 14 giu 2024 00:38:15 +0200", "2024-06-13T22:38:15", "second"),
        ("Seg, 24 Set 2018 19:42:40 -0300", "2018-09-24T22:42:40", "second"),
        ("Fri, 14 Jun 2024", "2024-06-14T00:00:00", "day"),
        ("2024-06-14", "2024-06-14T00:00:00", "day"),
        ("2024-06-14T10:32Z", "2024-06-14T10:32:00", "minute"),
        ("2024-06-14T10:32:05.123+03:00", "2024-06-14T07:32:05", "second"),
        ("2024-06-14 10:32:05 UTC", "2024-06-14T10:32:05", "second"),
        ("20240614T103205+0000", "2024-06-14T10:32:05", "second"),
        ("2020/1/10 14:33:00", "2020-01-10T14:33:00", "second"),
        ("14.06.2024, 10:32", "2024-06-14T10:32:00", "minute"),
        ("Sat, Dec 16 2023 02:02:33 PM", "2023-12-16T14:02:33", "second"),
        ("June 14, 2024 at 5:30 p.m. EDT", "2024-06-14T21:30:00", "minute"),
        ("Published: 14 June 2024", "2024-06-14T00:00:00", "day"),
        ("14 de junio de 2024", "2024-06-14T00:00:00", "day"),
        ("2024年6月14日", "2024-06-14T00:00:00", "day"),
        ("14 июня 2024 г., 10:00", "2024-06-14T10:00:00", "minute"),
        ("13/04/2024", "2024-04-13T00:00:00", "day"),
        ("1718361125", "2024-06-14T10:32:05", "second"),
        ("1718361125000", "2024-06-14T10:32:05", "second"),
        ("Fri, 14 Jun 2024 27:61:00 GMT", "2024-06-14T00:00:00", "day"),  # the day is plain, the time is none
        ("Fri, 14 Jun 2024 10:32:05 + 0530", "2024-06-14T05:02:05", "second"),
        ("Fri , 14 Jun 2024 10 : 32 : 05 GMT GMT", "2024-06-14T10:32:05", "second"),
        ("Fri, 14 Jun 2024 10:32:05 Eastern Daylight Time", "2024-06-14T14:32:05", "second"),
        ("Fri Jun 14 10:32:05 +0000 2024", "2024-06-14T10:32:05", "second"),
        ("Jun 14 2024 10:32:05:000AM", "2024-06-14T10:32:05", "second"),
        ("10:32 AM EDT, Fri June 14, 2024", "2024-06-14T14:32:00", "minute"),
        ("10:32 14/06/2024", "2024-06-14T10:32:00", "minute"),
        ("Fr, 14.06.24 10:32", "2024-06-14T10:32:00", "minute"),
        ("2024. 6. 14. 10:32", "2024-06-14T10:32:00", "minute"),
        ("2024년 6월 14일 오후 2:30", "2024-06-14T14:30:00", "minute"),
        ("14 มิถุนายน 2567", "2024-06-14T00:00:00", "day"),  # counted from the Buddha's death
        ("Publié le 14 juin 2024 à 10:32", "2024-06-14T10:32:00", "minute"),
        ("2024-06-14T10:32:05+02:00[Europe/Paris]", "2024-06-14T08:32:05", "second"),
        ("20240614 10:32:05", "2024-06-14T10:32:05", "second"),
        ("2024-W24-5", "2024-06-14T00:00:00", "day"),
        ("2024-166", "2024-06-14T00:00:00", "day"),
        ("11-13-13 1509GMT", "2013-11-13T15:09:00", "minute"),  # ANPA 1312: month, day, year
        ("141032 GMT JUN 24", "2024-06-14T10:32:00", "minute"),  # IPTC 7901: day and time of day in one
    ],
)
def test_a_date_is_read(raw: str, value: str, precision: str) -> None:
    date = read_date(raw)
    assert date is not None
    assert (date.value, date.precision) == (dt.datetime.fromisoformat(value), precision)


@pytest.mark.parametrize(
    ("raws", "language", "order"),
    [
        (["03/04/2024", "25/04/2024"], None, "dmy"),
        (["03/04/2024 10:00", None, "04/25/2024 10:00"], "en-GB", "mdy"),
        (["25/04/2024", "04/25/2024"], "en-US", None),  # both: then nothing is sure
        (["03/04/2024"], "en", None),
        (["03/04/2024"], "en-us", "mdy"),
        (["03/04/2024"], "fr", "dmy"),
        ([], None, None),
    ],
)
def test_the_order_of_day_and_month_is_learnt(raws: list[str | None], language: str | None, order: str | None) -> None:
    assert find_order(raws, language) == order


def test_a_known_order_reads_what_is_ambiguous_alone() -> None:
    days = [date.value.date() for order in ("dmy", "mdy") if (date := read_date("03/04/2024", order))]
    assert days == [dt.date(2024, 4, 3), dt.date(2024, 3, 4)]
    sure = [date.value.day for order in ("dmy", "mdy") if (date := read_date("25/04/2024", order))]
    assert sure == [25, 25]


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "yesterday",
        "Friday",
        "3 hours ago",
        "June 14",
        "14 June 10:32",
        "June 2024",
        "10:32",
        "2024",
        "03/04/2024",  # March or April
        "31 Feb 2024",
        "Thu, 01 Jan 1970 00:00:00 GMT",  # what a program writes that does not know
        "0001-01-01T00:00:00Z",
        "No date here 2024",
    ],
)
def test_what_is_no_whole_date_is_not_read(raw: str) -> None:
    assert read_date(raw) is None


def test_an_unknown_zone_is_said() -> None:
    with_zone, without, unknown = (read_date(f"14 Jun 2024 10:32{zone}") for zone in (" MSK", "", " XYZ"))
    assert with_zone is not None
    assert without is not None
    assert unknown is not None
    assert with_zone.value.hour == 7
    assert with_zone.how == "rfc822"
    assert without.how == unknown.how == "rfc822, no zone"


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://paper.example/2024/06/14/talks", "2024-06-14"),
        ("https://paper.example/world/2024/jun/14/talks", "2024-06-14"),
        ("https://paper.example/news/2024/6/4/talks", "2024-06-04"),
        ("https://paper.example/talks-2024-06-14", "2024-06-14"),
        ("https://paper.example/talks-20240614.html", "2024-06-14"),
        ("https://paper.example/2024/06/talks", None),
        ("https://paper.example/item/20249914", None),
        ("https://paper.example/item-2024061412345", None),
    ],
)
def test_the_day_in_an_address(address: str, day: str | None) -> None:
    date = read_address_date(address)
    assert (date.value.date().isoformat() if date else None) == day


def test_the_month_in_an_address() -> None:
    assert read_address_year("https://paper.example/2024/06/talks") == (2024, 6)
    assert read_address_year("https://paper.example/2024/talks") == (2024, None)
    assert read_address_year("https://paper.example/talks") is None


def test_the_dates_of_real_feeds_are_read(shared: Path) -> None:
    raws: list[str] = []
    for path in sorted((shared / "feeds").iterdir()):
        if path.suffix not in {".rss", ".xml", ".rdf", ".atom"}:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # feedparser's, of broken feeds
            feed = feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
        raws.extend(raw for entry in feed.entries if (raw := entry.get("published") or entry.get("updated")))
    unread = [raw for raw in raws if read_date(raw) is None]
    assert len(raws) > 1000
    assert len(unread) <= len(raws) / 100, unread[:20]
