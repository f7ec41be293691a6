"""Words of time: what is found, and what it means on a given day."""

from __future__ import annotations

import datetime as dt
import tomllib
from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.coding.timeforms import Precision, Vague
from transforms.coding.when import Tense, find_times, make_when, resolve_time

PUBLISHED = dt.date(2024, 6, 14)  # a Friday


def read(sentence: str, tense: Tense = "past", published: dt.date | None = PUBLISHED) -> list[str]:
    """Say what a sentence holds as "words=start/end precision"."""
    out = []
    for words in find_times(sentence):
        assert sentence[words.start : words.end] == words.text
        got = resolve_time(words, published, tense)
        out.append(f"{words.text}={got.start}/{got.end} {got.precision}" if got else f"{words.text}=?")
    return out


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Troops took the bridge early Monday.", "early Monday=2024-06-10/2024-06-10 day"),
        ("The envoy spoke on Friday.", "Friday=2024-06-14/2024-06-14 day"),
        ("Gunmen struck on Saturday.", "Saturday=2024-06-08/2024-06-08 day"),
        ("On Wednesday night a bomb went off.", "Wednesday night=2024-06-12/2024-06-12 day"),
        ("He arrived Monday morning.", "Monday morning=2024-06-10/2024-06-10 day"),
        ("It happened late on Thursday.", "late on Thursday=2024-06-13/2024-06-13 day"),
        ("They quarrelled last Friday.", "last Friday=2024-06-07/2024-06-07 day"),
        ("They quarrelled Friday last week.", "Friday last week=2024-06-07/2024-06-07 day"),
        ("Overnight shelling killed two.", "Overnight=2024-06-13/2024-06-14 day"),
        ("It was signed today.", "today=2024-06-14/2024-06-14 day"),
        ("It was signed yesterday afternoon.", "yesterday afternoon=2024-06-13/2024-06-13 day"),
        ("He fled the day before yesterday.", "the day before yesterday=2024-06-12/2024-06-12 day"),
        ("Rockets fell last night.", "last night=2024-06-13/2024-06-13 day"),
        ("Police came this morning.", "this morning=2024-06-14/2024-06-14 day"),
        ("He was jailed five days ago.", "five days ago=2024-06-09/2024-06-09 day"),
        ("He was jailed three hours ago.", "three hours ago=2024-06-14/2024-06-14 day"),
        ("They met last week.", "last week=2024-06-03/2024-06-09 week"),
        ("They met earlier this week.", "earlier this week=2024-06-10/2024-06-14 week"),
        ("They met two weeks ago.", "two weeks ago=2024-05-27/2024-06-02 week"),
        ("They met this weekend.", "this weekend=2024-06-08/2024-06-09 week"),
        ("They met over the weekend.", "the weekend=2024-06-08/2024-06-09 week"),
        ("The law passed last month.", "last month=2024-05-01/2024-05-31 month"),
        ("The law passed earlier this month.", "earlier this month=2024-06-01/2024-06-14 month"),
        ("The law passed three months ago.", "three months ago=2024-03-01/2024-03-31 month"),
        ("The law passed last year.", "last year=2023-01-01/2023-12-31 year"),
        ("It passed earlier this year.", "earlier this year=2024-01-01/2024-06-14 year"),
        ("It passed late last year.", "late last year=2023-09-01/2023-12-31 year"),
        ("It passed two years ago.", "two years ago=2022-01-01/2022-12-31 year"),
        ("It passed nearly a decade ago.", "nearly a decade ago=2014-01-01/2014-12-31 year"),
        ("It passed last spring.", "last spring=2024-03-01/2024-05-31 season"),
        ("It passed in the spring of 2021.", "the spring of 2021=2021-03-01/2021-05-31 season"),
        ("It passed in winter 2022.", "winter 2022=2022-12-01/2023-02-28 season"),
        ("In the past two weeks he has met them.", "the past two weeks=2024-05-31/2024-06-14 week"),
        ("Over the past year he has met them.", "the past year=2023-06-14/2024-06-14 year"),
        ("In the last 48 hours they came.", "the last 48 hours=2024-06-12/2024-06-14 day"),
        ("It began on June 3.", "June 3=2024-06-03/2024-06-03 day"),
        ("It began on June 20.", "June 20=2023-06-20/2023-06-20 day"),
        ("It began on Sept. 1, 2019.", "Sept. 1, 2019=2019-09-01/2019-09-01 day"),
        ("It began on the 3rd of June 2020.", "3rd of June 2020=2020-06-03/2020-06-03 day"),
        ("On Monday, 10 June, it began.", "Monday, 10 June=2024-06-10/2024-06-10 day"),
        ("On Friday, June 7, 2024, it began.", "Friday, June 7, 2024=2024-06-07/2024-06-07 day"),
        ("The Feb. 29 vote was annulled.", "Feb. 29=2024-02-29/2024-02-29 day"),
        ("They met on 4-5 June in Bern.", "4-5 June=2024-06-04/2024-06-05 day"),
        ("They met on June 4 and 5.", "June 4 and 5=2024-06-04/2024-06-05 day"),
        ("Filed 2024-05-31 by mail.", "2024-05-31=2024-05-31/2024-05-31 day"),
        ("Filed 31/05/2024 by mail.", "31/05/2024=2024-05-31/2024-05-31 day"),
        ("Filed 31.05.2024 by mail.", "31.05.2024=2024-05-31/2024-05-31 day"),
        ("Talks began in May.", "May=2024-05-01/2024-05-31 month"),
        ("Talks began in August.", "August=2023-08-01/2023-08-31 month"),
        ("Talks began in mid-May.", "mid-May=2024-05-11/2024-05-20 month"),
        ("Talks began in early May.", "early May=2024-05-01/2024-05-10 month"),
        ("Talks began at the end of May.", "the end of May=2024-05-21/2024-05-31 month"),
        ("Talks began in February 2022.", "February 2022=2022-02-01/2022-02-28 month"),
        ("Talks began in June last year.", "June last year=2023-06-01/2023-06-30 month"),
        ("Talks began last December.", "last December=2023-12-01/2023-12-31 month"),
        ("A March protest drew crowds.", "March=2024-03-01/2024-03-31 month"),
        ("It ran from May to July.", "from May to July=2023-05-01/2023-07-31 month"),
        ("It ran from November 2022 to March.", "from November 2022 to March=2022-11-01/2023-03-31 month"),
        ("It ran from Monday to Wednesday.", "from Monday to Wednesday=2024-06-10/2024-06-12 day"),
        ("It ran between Dec. 30 and Jan. 3.", "between Dec. 30 and Jan. 3=2023-12-30/2024-01-03 day"),
        ("It ran between 2014 and 2016.", "between 2014 and 2016=2014-01-01/2016-12-31 year"),
        ("The 2014-16 war ended.", "2014-16=2014-01-01/2016-12-31 year"),
        ("The bank fell in 2008.", "2008=2008-01-01/2008-12-31 year"),
        ("The bank fell in late 2019.", "late 2019=2019-09-01/2019-12-31 year"),
        ("The coup (2016) failed.", "2016=2016-01-01/2016-12-31 year"),
        ("It has been at war since 2014.", "since 2014=2014-01-01/2024-06-14 year"),
        ("It has been shut since Monday.", "since Monday=2024-06-10/2024-06-14 day"),
        ("It fell in the first quarter of 2023.", "the first quarter of 2023=2023-01-01/2023-03-31 quarter"),
        ("It fell in Q3 2022.", "Q3 2022=2022-07-01/2022-09-30 quarter"),
        ("It fell in the second half of last year.", "the second half of last year=2023-07-01/2023-12-31 year"),
        ("It fell in the 1990s.", "the 1990s=1990-01-01/1999-12-31 decade"),
        ("It fell in the early 1980s.", "the early 1980s=1980-01-01/1982-12-31 decade"),
        ("After the Sept. 11 attacks he left.", "Sept. 11=2001-09-11/2001-09-11 day"),
        ("After 9/11 he left.", "9/11=2001-09-11/2001-09-11 day"),
    ],
)
def test_past(sentence: str, expected: str) -> None:
    assert read(sentence) == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They will meet on Monday.", "Monday=2024-06-17/2024-06-17 day"),
        ("They will meet on Friday.", "Friday=2024-06-14/2024-06-14 day"),
        ("They will meet next Friday.", "next Friday=2024-06-21/2024-06-21 day"),
        ("They will meet tomorrow.", "tomorrow=2024-06-15/2024-06-15 day"),
        ("They will meet tonight.", "tonight=2024-06-14/2024-06-14 day"),
        ("They will meet this weekend.", "this weekend=2024-06-15/2024-06-16 week"),
        ("They will meet next week.", "next week=2024-06-17/2024-06-23 week"),
        ("They will meet next month.", "next month=2024-07-01/2024-07-31 month"),
        ("They will meet later this month.", "later this month=2024-06-14/2024-06-30 month"),
        ("They will meet in August.", "August=2024-08-01/2024-08-31 month"),
        ("They will meet on June 3.", "June 3=2025-06-03/2025-06-03 day"),
        ("They will meet from July 1 to July 4.", "from July 1 to July 4=2024-07-01/2024-07-04 day"),
        ("They will meet in the next two weeks.", "the next two weeks=2024-06-14/2024-06-28 week"),
        ("They will leave by the end of the year.", "the end of the year=2024-09-01/2024-12-31 year"),
        ("They will meet next spring.", "next spring=2025-03-01/2025-05-31 season"),
    ],
)
def test_future(sentence: str, expected: str) -> None:
    assert read(sentence, "future") == [expected]


def test_present_takes_the_nearest_day_of_the_calendar() -> None:
    assert read("Leaders prepare for the June 20 summit", "present") == ["June 20=2024-06-20/2024-06-20 day"]
    assert read("Leaders recall the May 30 summit", "present") == ["May 30=2024-05-30/2024-05-30 day"]


@pytest.mark.parametrize(
    "sentence",
    [
        "A day earlier he had refused.",
        "In recent days he has refused.",
        "Three days later he refused.",
        "The following week he refused.",
        "The next day he refused.",
        "Every Friday they march.",
        "A few weeks ago he refused.",
    ],
)
def test_no_ground_keeps_the_words(sentence: str) -> None:
    found = read(sentence)
    assert len(found) == 1
    assert found[0].endswith("=?")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He left on Friday.", ["Friday=?"]),
        ("He left last month.", ["last month=?"]),
        ("He left yesterday.", ["yesterday=?"]),
        ("He left this weekend.", ["this weekend=?"]),
        ("He left two years ago.", ["two years ago=?"]),
        ("He left on 14 June.", ["14 June=?"]),
        ("He left in February 2022.", ["February 2022=2022-02-01/2022-02-28 month"]),
        ("He left on June 14, 2024.", ["June 14, 2024=2024-06-14/2024-06-14 day"]),
        ("He has been away since 2014.", ["since 2014=2014-01-01/None year"]),
        ("He left in the 1990s.", ["the 1990s=1990-01-01/1999-12-31 decade"]),
        ("He left in the first quarter of 2023.", ["the first quarter of 2023=2023-01-01/2023-03-31 quarter"]),
    ],
)
def test_without_publication_date(sentence: str, expected: list[str]) -> None:
    assert read(sentence, published=None) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Theresa May said she may march on the capital.",
        "He may resign.",
        "Troops march on the city.",
        "The Sun called it a farce.",
        "Some 2,022 people signed.",
        "The town took in 2015 refugees.",
        "A 34-year-old man held a 24-hour strike.",
        "It took him a second and then a minute.",
        "The fall of the city shook them.",
        "A spring in the hills feeds the river.",
        "It was first reported by the Sunday Times.",
        "Jan Novak and April Smith met.",
        "Shares rose 14 percent to $2014.",
        "He dialled 2024-555-0199.",
        "Room 2019b is closed.",
        "The week-long, year-on-year figure.",
        "",
    ],
)
def test_no_date(sentence: str) -> None:
    assert find_times(sentence) == []


def test_year_of_a_name_is_weak_ground() -> None:
    (words,) = find_times("Crowds at the 2020 Olympics cheered.")
    got = resolve_time(words, PUBLISHED, "past")
    assert words.is_name
    assert got is not None
    assert got.confidence < 0.5


def test_limit_is_weak_ground() -> None:
    (words,) = find_times("They must leave by Monday.")
    got = resolve_time(words, PUBLISHED, "future")
    assert got is not None
    assert got.confidence < 0.5


def test_anchor() -> None:
    (words,) = find_times("A day earlier he had refused.")
    got = resolve_time(words, PUBLISHED, "past", anchor=dt.date(2024, 3, 1))
    assert got is not None
    assert (got.start, got.end, got.precision) == (dt.date(2024, 2, 29), dt.date(2024, 2, 29), Precision.DAY)


def test_several_in_one_sentence() -> None:
    assert [words.text for words in find_times("On Monday and again on June 3, 2022, as in 1999, it failed.")] == [
        "Monday",
        "June 3, 2022",
        "1999",
    ]


def test_capitals_of_old_teletype() -> None:
    assert read("TALKS ON FRIDAY, JUNE 7, FAILED") == ["FRIDAY, JUNE 7=2024-06-07/2024-06-07 day"]


def test_record() -> None:
    (words,) = find_times("On Friday he left.")
    when = make_when(words, resolve_time(words, PUBLISHED, "past"), 100)
    assert (when.text, when.text_start, when.text_end) == ("Friday", 103, 109)
    assert (when.start, when.end, when.precision) == (PUBLISHED, PUBLISHED, "day")
    empty = make_when(words, None, 100)
    assert (empty.start, empty.end, empty.precision, empty.confidence) == (None, None, None, 0.0)


def test_a_time_without_an_end_has_no_days() -> None:
    (words,) = find_times("He has been away since 2014.")
    when = make_when(words, resolve_time(words, None, "past"), 0)
    assert (when.text, when.start, when.end) == ("since 2014", None, None)


def test_word_lists_are_sorted() -> None:
    data = tomllib.loads(files("transforms.coding").joinpath("data/when.toml").read_text("utf-8"))
    for name, words in data["words"].items():
        assert words == sorted(set(words)), name
    for name in ("months", "weekdays", "short_weekdays", "seasons"):
        assert list(data[name]) == sorted(data[name]), name


PHRASES = [
    "on Monday",
    "early Sunday",
    "last Tuesday",
    "Wednesday night",
    "yesterday",
    "last week",
    "last month",
    "last year",
    "two years ago",
    "five days ago",
    "in June",
    "on June 14",
    "14-15 June",
    "in the fall",
    "over the weekend",
    "since May",
    "earlier this month",
    "from May to July",
    "from Dec. 28 to Jan. 2",
    "the past three months",
    "on Feb. 29",
    "last spring",
]


@given(st.sampled_from(PHRASES), st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31)))
def test_past_never_begins_after_publication(phrase: str, published: dt.date) -> None:
    (words,) = find_times(f"They met {phrase}.")
    got = resolve_time(words, published, "past")
    assert got is not None
    assert got.start <= published
    assert got.end is not None
    assert got.start <= got.end
    assert got == resolve_time(words, published, "past")


@example("in June", dt.date(9990, 1, 1))
@example("in June", dt.date(9999, 12, 31))
@example("next year", dt.date(1, 1, 1))
@given(st.sampled_from(["on Monday", "next Friday", "in June", "on June 14", "tomorrow", "next year"]), st.dates())
def test_future_never_ends_before_publication(phrase: str, published: dt.date) -> None:
    (words,) = find_times(f"They will meet {phrase}.")
    got = resolve_time(words, published, "future")
    if dt.date(20, 1, 1) < published < dt.date(9980, 1, 1):
        assert got is not None
        assert got.end is not None
        assert got.end >= published


WORDS = st.sampled_from(
    [
        "Monday",
        "May",
        "14",
        "2022",
        "June",
        "-",
        "to",
        "since",
        "the",
        "last",
        "week",
        "ago",
        "two",
        "years",
        "of",
        "31",
        "spring",
        "early",
        ",",
        "1990s",
        "end",
        "next",
        "days",
        "half",
        "first",
        "2024-02-30",
        "9/11",
        "and",
        "between",
        ".",
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60), st.none() | st.dates())
def test_any_text(sentence: str, published: dt.date | None) -> None:
    found = find_times(sentence)
    assert found == find_times(sentence)
    last = 0
    for words in found:
        assert last <= words.start < words.end <= len(sentence)
        assert sentence[words.start : words.end] == words.text
        last = words.end
        for tense in ("past", "present", "future"):
            got = resolve_time(words, published, tense)  # type: ignore[arg-type]
            if isinstance(words.form, Vague):
                assert got is None
            if got is not None:
                assert 0 < got.confidence <= 1
                assert got.end is None or got.start <= got.end
