"""Places in the clean text and where they stand in what was received."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from transforms.normalize.alignment import align
from transforms.normalize.article import clean_text

STORY = "HALDEN, June 14 (Reuters) - A café in the port was “closed” on Friday.\n\nNo ferry runs, officials said."


@pytest.mark.parametrize(
    ("raw", "words", "found"),
    [
        (STORY, "No ferry runs", "No ferry runs"),
        (STORY, "“closed” on Friday", "closed” on Friday"),
        (f"<p>{STORY.replace('é', '&eacute;')}</p>", "A café in", "A caf&eacute; in"),
        (json.dumps({"text": STORY}), "A café in", "A caf\\u00e9 in"),
        (json.dumps({"text": STORY}), "Friday.\n\nNo", "Friday.\\n\\nNo"),
        ("&lt;p&gt;A caf&amp;eacute; in the port&lt;/p&gt;", "A café in", "A caf&amp;eacute; in"),
        (STORY.upper(), "No ferry runs", "NO FERRY RUNS"),
        ("<b>No</b> ferry<br/>runs", "No ferry runs", "No</b> ferry<br/>runs"),
    ],
)
def test_a_place_is_found_in_the_raw_text(raw: str, words: str, found: str) -> None:
    clean = clean_text(STORY, None, False).text
    start = clean.index(words)
    place = align(raw, clean).to_raw(start, start + len(words))
    assert place is not None
    assert raw[slice(*place)] == found


def test_what_does_not_stand_there_is_nowhere() -> None:
    assert align("Quite another text.", "No ferry runs").to_raw(0, 13) is None
    assert align("", "x").to_raw(0, 1) is None
    assert align("x", "").pairs == ()


def test_nearly_every_word_of_real_articles_is_found(shared: Path) -> None:
    lines = (shared / "articles" / "articles.jsonl").read_text("utf-8").split("\n")[:40]
    n_found = n_words = 0
    for line in filter(None, lines):
        clean = clean_text(json.loads(line)["text"], None, False).text
        alignment = align(line, clean)
        n_found += len(alignment.pairs)
        n_words += alignment.n_words
        assert [clean for clean, _ in alignment.pairs] == sorted(clean for clean, _ in alignment.pairs)
    assert n_found / n_words > 0.995
