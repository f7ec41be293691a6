"""Cleaning is a fixed point: what was cleaned once stays as it is."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.normalize.article import clean_text
from transforms.normalize.repair import repair_text

# The pieces that rules look for, and plain words between them: random letters alone would meet no rule.
PIECES = [
    "\n", "\n\n", "\r\n", "\u2028", " ", "  ", "\t", "\u00a0", "    ", "-", " - ", " — ", "—", "…", "...", ".", ",",
    ":", "?", "(", ")", "“", "”", "'", "‘", "’", '"', "[", "]", "/", "|", "_", "©", "&amp;", "&amp;amp;", "<b>",
    "]]>", "]", ">", "\u200b", "\u200c", "\ufeff", "\x92", "\x00", "\x1b[31m", "\ud800", "Ã", "â", "€", "™", "Р",
    "Рњ", "С", "é", "e\u0301", "ﬁ", "Ｕ", "о", "ا", "中", "MOSCOW", "ANKARA", "Geneva", "Wis.", "NATO", "June 14",
    "June 14, 2024", "14 June 2024", "10:42", "10:42 GMT", "(Reuters)", "(AP)", "/TASS/", "AFP", "Reuters",
    "REUTERS/Jane Doe", "By Jane Doe", "BY JOHN ROE", "war,", "war, peace,", "Tags: war", "‘No retreat’", "'Trick'",
    "Read more: this", "RELATED: that", "ADVERTISEMENT", "Continue reading...", "Read more", "UPDATE 2-",
    "CORRECTED-", "The post A appeared first on B.", "(Reporting by Jane Doe; Editing by John Roe)",
    "(Corrects the day)", "- AFP", "dpa ab/cd", "Photo: Jane Doe", "Keywords", "A heading", "Troops advanced", "said",
    "the", "of", "1", "20", "A depot burned on Friday after drones had hit it, officials of the region said.",
    "A line that is as long as a column of plain mail and breaks in the middle",
]  # fmt: skip


@settings(max_examples=600, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from(PIECES), max_size=24).map("".join),
    st.sampled_from([None, "A heading", "UPDATE 1-Talks fail"]),
)
def test_cleaning_twice_changes_nothing(raw: str, title: str | None) -> None:
    once = clean_text(raw, title, False)
    twice = clean_text(once.text, once.title, False)
    assert (twice.text, twice.title) == (once.text, once.title)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_any_text_at_all_is_cleaned_and_can_be_stored(raw: str) -> None:
    once = clean_text(raw, None, True)
    once.text.encode("utf-8")
    assert "\x00" not in once.text
    assert once.text == once.text.strip("\n")
    twice = clean_text(once.text, once.title, False)
    assert (twice.text, twice.title) == (once.text, once.title)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_repairing_twice_changes_nothing(raw: str) -> None:
    assert repair_text(repair_text(raw)) == repair_text(raw)
