"""What stands around the paragraphs of newswire text, and how paragraphs are told."""

from __future__ import annotations

import pytest

from transforms.normalize.article import clean_text
from transforms.normalize.layout import CleanText

LONG = "Soldiers reached the harbour of the island on Monday and found it empty, the army said."
OTHER = "The mayor asked the two ministries for help and got an answer from one of them on Tuesday."


def clean(raw: str, title: str | None = None) -> CleanText:
    return clean_text(raw, title, False)


def test_a_plain_text_file_with_all_its_head_lines() -> None:
    found = clean(f"Harbour found empty\n\nBy Ana Roe and Jan de Vries\nJune 14, 2024\n\nLIMA\n\n{LONG}\n\n{OTHER}")
    assert found.title == "Harbour found empty"
    assert found.byline == "Ana Roe and Jan de Vries"
    assert found.date_line == "June 14, 2024"
    assert found.dateline_cities == ("LIMA",)
    assert found.text == f"{LONG}\n\n{OTHER}"


@pytest.mark.parametrize(
    "first", [LONG, "Harbour found empty,", "10:42 GMT", "By Ana Roe", "MOSCOW, June 3 (Reuters) - It"]
)
def test_a_first_line_that_is_no_title(first: str) -> None:
    assert clean(f"{first}\n\n{OTHER}").title is None


def test_one_line_alone_is_text() -> None:
    found = clean("Harbour found empty")
    assert (found.text, found.title) == ("Harbour found empty", None)


def test_a_given_title_is_not_repeated_in_the_text() -> None:
    found = clean(f"HARBOUR FOUND EMPTY\n\n{LONG}\n\nHarbour found “empty”\n\n{OTHER}", "Harbour found 'empty'")
    assert found.text == f"{LONG}\n\n{OTHER}"


def test_hard_wrapped_lines_are_joined_into_paragraphs() -> None:
    wrapped = (
        "   Soldiers reached the harbour of the island on Monday and found\n"
        "it empty, the army said. Their boats had left the mainland on the\n"
        "evening before and met with no resistance.\n"
        "   The mayor asked the two ministries for help and got an answer\n"
        "from one of them on Tuesday, a spokesman for the long-\n"
        "term council said."
    )
    first, second = clean(wrapped).text.split("\n\n")
    assert first.startswith("Soldiers reached") and first.endswith("resistance.")  # noqa: PT018
    assert "found it empty, the army said. Their" in first
    assert second.startswith("The mayor") and second.endswith("council said.")  # noqa: PT018


def test_a_short_line_ends_a_wrapped_paragraph() -> None:
    wrapped = (
        "Soldiers reached the harbour of the island on Monday and found it\n"
        "empty, the army of the island republic said in the early evening\n"
        "of Tuesday.\n"
        "The mayor asked the two ministries for help and got an answer from\n"
        "one of them."
    )
    assert [p[-11:] for p in clean(wrapped).text.split("\n\n")] == ["of Tuesday.", "ne of them."]


def test_a_line_is_a_paragraph_where_no_blank_lines_stand_between() -> None:
    assert clean(f"{LONG}\n{OTHER}\n{LONG}").text == f"{LONG}\n\n{OTHER}\n\n{LONG}"


def test_short_lines_keep_their_line_ends() -> None:
    assert (
        clean(f"{LONG}\n\nReds 3\nBlues 2\nGreens 0\n\n{OTHER}").text
        == f"{LONG}\n\nReds 3\nBlues 2\nGreens 0\n\n{OTHER}"
    )


def test_subheads_with_and_without_quotes() -> None:
    found = clean(f"{LONG}\n\n‘Nobody there’\n\n{OTHER}\n\nWhat comes next\n\n{LONG}\n\n“I saw it.”\n\n{OTHER}")
    assert found.subheads == ("Nobody there", "What comes next")
    assert found.text == f"{LONG}\n\n{OTHER}\n\n{LONG}\n\n“I saw it.”\n\n{OTHER}"


@pytest.mark.parametrize(
    ("tail", "keywords"),
    [
        ("war,", ("war",)),
        ("war, the sea, peace talks,", ("war", "the sea", "peace talks")),
        ("Tags: war; sea", ("war", "sea")),
    ],
)
def test_a_keyword_tail(tail: str, keywords: tuple[str, ...]) -> None:
    found = clean(f"{LONG}\n\n{tail}")
    assert (found.text, found.keywords) == (LONG, keywords)


@pytest.mark.parametrize(
    "line",
    [
        "A boat in the harbour, June 3. REUTERS/Ana Roe/File Photo",
        "A boat in the harbour. (AP Photo/Ana Roe)",
        "A boat in the harbour [Ana Roe/AFP]",
        "A boat in the harbour. Ana Roe/AFP via Getty Images",
        "A boat in the harbour. Photograph: Ana Roe/Rex",
        "FILE PHOTO: A boat in the harbour.",
        "FILE - In this June 3 photo a boat lies in the harbour.",
        "Getty Images",
    ],
)
def test_captions(line: str) -> None:
    found = clean(f"{LONG}\n\n{line}\n\n{OTHER}")
    assert (found.text, found.captions) == (f"{LONG}\n\n{OTHER}", (line,))


@pytest.mark.parametrize(
    "line",
    [
        "A quarter of voters would stay at home, according to a Reuters/Ipsos poll.",
        "Reporting by two newspapers had brought the case to light.",
        "Copyright lawyers left the court without a word.",
        "Follow the money, the prosecutor told the jury of twelve.",
        "She was quoted by AFP.",
    ],
)
def test_sentences_that_only_resemble_a_rule_stay(line: str) -> None:
    assert clean(f"{LONG}\n\n{line}\n\n{OTHER}").text == f"{LONG}\n\n{line}\n\n{OTHER}"


@pytest.mark.parametrize(
    "line",
    [
        "ADVERTISEMENT",
        "Advertisement: Story continues below",
        "Read more: The empty harbour",
        "Sign up for our newsletter",
        "Reporting by Ana Roe; Editing by Jan Doe",
        "(Additional reporting by Ana Roe in Lima)",
        "(Corrects the day in paragraph 2)",
        "© 2024 Harbour Press. All rights reserved.",
        "* * *",
        "hpa ab/cd",
    ],
)
def test_lines_of_the_publisher_are_dropped(line: str) -> None:
    assert clean(f"{LONG}\n\n{line}\n\n{OTHER}").text == f"{LONG}\n\n{OTHER}"


def test_a_sign_off_behind_the_last_sentence() -> None:
    found = clean(f"{LONG}\n\n{OTHER} (Reporting by Ana Roe in Lima; Editing by Jan Doe)")
    assert found.text == f"{LONG}\n\n{OTHER}"
    found = clean(f"{LONG}\n\n{OTHER} – AFP")
    assert (found.text, found.agency) == (f"{LONG}\n\n{OTHER}", "AFP")


def test_who_owns_the_text_is_the_agency_and_who_helped_is_not() -> None:
    assert clean(f"{LONG}\n\nCopyright 2024 The Associated Press. All rights reserved.").agency == "AP"
    assert clean(f"{LONG}\n\nThe Associated Press contributed to this report.").agency is None


def test_live_blog_times() -> None:
    found = clean(f"4:05 p.m. ET\n{LONG}\n\n10:15\n{OTHER}")
    assert found.segment_times == ("16:05", "10:15")
    assert found.text == f"{LONG}\n\n{OTHER}"
    assert clean(f"{LONG}\n\n10.15\n\n{OTHER}").segment_times == ()


@pytest.mark.parametrize(
    ("title", "bare", "number", "is_correction"),
    [
        ("UPDATE 2-CORRECTED-Harbour found empty", "Harbour found empty", 2, True),
        ("WRAPUP 4-Harbour found empty", "Harbour found empty", 4, False),
        ("Factbox-Harbours of the world", "Harbours of the world", None, False),
        ("EXCLUSIVE: Harbour found empty", "Harbour found empty", None, False),
        ("Update on the harbour", "Update on the harbour", None, False),
        ("Focus - a look back", "Focus - a look back", None, False),
    ],
)
def test_flags_of_a_title(title: str, bare: str, number: int | None, is_correction: bool) -> None:
    found = clean(LONG, title)
    assert (found.title, found.update_number, found.is_correction) == (bare, number, is_correction)


@pytest.mark.parametrize(
    ("tail", "kept"),
    [
        (" Continue reading...", ""),
        (" [...]", " [...]"),
        ("..", ".."),
        (" Read more »", ""),
        ("\n\nRead the full story", ""),
    ],
)
def test_a_teaser_is_known_by_its_end(tail: str, kept: str) -> None:
    found = clean(f"{LONG}{tail}")
    assert found.is_truncated
    assert found.text == LONG + kept
    assert not clean(LONG).is_truncated
