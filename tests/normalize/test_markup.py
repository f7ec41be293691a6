"""Markup to text: blocks stay blocks, tags go once, entities are read at most twice."""

from __future__ import annotations

import pytest

from transforms.normalize.article import clean_text
from transforms.normalize.markup import read_markup


def test_blocks_become_paragraphs_and_lines() -> None:
    raw = "<p>One <b>bold</b>\n word.</p><div>Two<br>lines</div><ul><li>a</li><li>b</li></ul>tail"
    assert read_markup(raw).text == "One bold word.\n\nTwo\nlines\n\na\nb\n\ntail"


def test_headings_and_captions_are_kept_apart() -> None:
    raw = (
        "<h2>What <i>now</i></h2><p>Text.</p><figure><img alt='x'><figcaption>A boat</figcaption></figure><p>More.</p>"
    )
    markup = read_markup(raw)
    assert (markup.text, markup.headings, markup.captions) == ("Text.\n\nMore.", ("What now",), ("A boat",))


def test_a_heading_that_repeats_the_title_is_no_subhead() -> None:
    found = clean_text("<h1>The Title</h1><p>Some text.</p><h2>Next</h2><p>More.</p>", "The title", True)
    assert found.subheads == ("Next",)


def test_what_shows_no_text_is_dropped_with_all_inside() -> None:
    raw = "<p>a<script>var x = '<p>no</p>';</script>b<style>p{}</style></p><svg><text>no</text></svg><!-- no -->c"
    assert read_markup(raw).text == "ab\n\nc"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T", "AT&T"),
        ("AT&amp;amp;amp;T", "AT&amp;T"),
        ("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;", "One\n\nTwo"),
        ("<i>1</i> &lt; 2", "1 < 2"),
        ("1 < 2 and R&D", "1 < 2 and R&D"),
        ("", ""),
        ("<!-- only -->", ""),
        ("<p></p>", ""),
    ],
)
def test_entities_and_escaped_markup(raw: str, text: str) -> None:
    assert read_markup(raw).text == text


def test_plain_text_is_left_alone() -> None:
    assert clean_text("Use &amp; and <b> so.", None, False).text == "Use &amp; and <b> so."


def test_broken_and_deep_markup_is_read() -> None:
    assert read_markup("<p>a<p>b</b></div><table><tr><td>c<td>d").text.split() == ["a", "b", "c", "d"]
    assert "end" in read_markup("<div>" * 200 + "end").text
