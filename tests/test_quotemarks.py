"""Quotation marks: where they open and close."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.quotemarks import scan_marks


def marked(text: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in scan_marks(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('He said "we stay" and left.', ["we stay"]),
        ("He said “we stay” and left.", ["we stay"]),
        ("Er sagte „wir bleiben“ und ging.", ["wir bleiben"]),
        ("« Nous restons », a-t-il dit.", ["Nous restons"]),
        ("''We stay here,'' he said.", ["We stay here,"]),
        ("‘We stay here,’ he said.", ["We stay here,"]),
        ("'We stay here,' he said.", ["We stay here,"]),
        ("“He told me ‘go home’ twice,” she said.", ["He told me ‘go home’ twice,"]),
        ("‘He told me “go home” twice,’ she said.", ["He told me “go home” twice,"]),
        ("“He told me “go home” twice,” she said.", ["He told me “go home” twice,"]),
        ("‘We saw the teachers’ union leave,’ he said.", ["We saw the teachers’ union leave,"]),
        ('"It is done." "We go."', ["It is done.", "We go."]),
    ],
)
def test_pairs(text: str, words: list[str]) -> None:
    assert marked(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The teachers' union and the doctors' union met; it's over, they don't mind.",
        "The teachers’ union and the doctors’ union met; it’s over.",
        "Rock 'n' roll of the '90s and the ’60s.",
        'A pipe of 6" and a man of 5\'10".',
        "No marks at all.",
        "",
        '""',
    ],
)
def test_nothing_is_marked(text: str) -> None:
    assert marked(text) == []


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    marks = scan_marks("“We stay here.\n\n“We will not go,” he said.")
    assert [(mark.is_closed, mark.paragraph) for mark in marks] == [(False, 0), (True, 1)]
    assert marked("“We stay here.\n\nHe left.") == ["We stay here."]


def test_an_apostrophe_that_nothing_closes_marks_nothing() -> None:
    assert marked("He wrote 'we stay here.\n\nHe left.") == []


def test_an_opening_mark_drops_the_one_that_never_closed() -> None:
    assert marked('He said "we stay and left. He said "we go" later.') == ["we go"]


@given(st.text(alphabet="ab ,.\n\"'“”‘’«»„`5", max_size=60))
def test_any_text_gives_ordered_passages_within_it(text: str) -> None:
    end = 0
    for mark in scan_marks(text):
        assert end <= mark.outer_start < mark.start < mark.end <= mark.outer_end <= len(text)
        assert mark.paragraph_start <= mark.outer_start
        assert mark.outer_end <= mark.paragraph_end
        assert "\n\n" not in text[mark.start : mark.end]
        end = mark.outer_end
