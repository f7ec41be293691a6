"""Pages on which the first extractor sees no article, or hardly any, and the second one is asked."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.capture import make_capture
from transforms.parse import html
from transforms.parse.dispatch import parse_capture
from transforms.records import Reason

STORY = (
    "The government of Norland reopened the Vell dam on Wednesday, three weeks after a flood damaged its gates.",
    "The gates are safe, said the minister of works, who inspected the site with engineers from Sudland.",
    "Farmers in the valley had demanded the reopening, because their fields depend on the canal.",
)
MENU = "<nav><a href='/'>Home</a> <a href='/world'>World news of the day, from all over the world</a></nav>"


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>Dam reopens</title></head><body>{MENU}{body}</body></html>".encode()


PARAGRAPHS = "".join(f"<p>{line}</p>" for line in STORY)
AS_OF_1999 = page(f"<table><tr><td><p>Share this</p></td><td>{PARAGRAPHS}</td></tr></table>")


def read(body: bytes) -> str | Reason:
    parsed = parse_capture(make_capture("s", "dam.html", body, dt.datetime(2024, 1, 1), media_type="text/html"))
    return parsed.entries[0].body if parsed.entries else parsed.rejects[0].reason


def test_the_second_extractor_finds_what_the_first_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(AS_OF_1999) == "\n\n".join(STORY)  # neither the menu nor the label
    monkeypatch.setattr(html, "_ask_again", lambda _text: "")
    assert read(AS_OF_1999) != "\n\n".join(STORY)


def test_the_second_extractor_is_not_asked_about_a_whole_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "_ask_again", lambda _text: 1 / 0)
    assert read(page(f"<article>{PARAGRAPHS}</article>")) == "\n\n".join(STORY)


def test_the_longer_of_two_short_readings_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    short = page(f"<article><p>{STORY[0]}</p></article>")
    for second in ("", "Home"):
        monkeypatch.setattr(html, "_ask_again", lambda _text, second=second: second)
        assert read(short) == STORY[0]


def test_an_extractor_that_trips_does_not_cost_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "bare_extraction", lambda *_arguments, **_options: 1 / 0)
    assert read(AS_OF_1999) == "\n\n".join(STORY)
    monkeypatch.setattr(html, "Readability", lambda _text: 1 / 0)
    assert read(AS_OF_1999) is Reason.NO_TEXT
