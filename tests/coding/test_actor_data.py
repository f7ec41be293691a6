"""The actor data files: every code valid, every alias meaning one thing, sorted, quick to load."""

import datetime as dt
import tomllib

import pycountry
import pytest

from transforms.coding.actor_data import (
    DATA,
    NON_STATE,
    SECTORS,
    Tables,
    load_tables,
    normalize_word,
    parse_term,
    plural,
)

COUNTRIES = {c.alpha_3 for c in pycountry.countries} | {"XKX"}


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


def read(name: str) -> dict:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def test_every_country_is_there():
    assert set(read("countries")) == COUNTRIES | {"EUR"}


@pytest.mark.parametrize("name", ["organizations", "leaders", "regions"])
def test_codes_are_valid_and_sorted(name):
    codes = list(read(name))
    assert set(codes) <= COUNTRIES | NON_STATE
    assert codes == sorted(codes)
    for code, rows in read(name).items():
        assert list(rows) == sorted(rows), code


def test_sectors_are_valid():
    agents = read("agents")
    assert set(agents["heads"]) <= SECTORS
    assert set(agents["modifiers"]) <= SECTORS
    for name in ("organizations", "regions"):
        for rows in read(name).values():
            assert {row["sector"] for row in rows.values() if "sector" in row} <= SECTORS


def test_no_alias_means_two_things(tables):
    assert tables.conflicts == ()


def test_a_second_owner_of_an_alias_is_reported(tmp_path):
    for path in DATA.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    with (tmp_path / "regions.toml").open("a", encoding="utf-8") as file:
        file.write('\n[ZWE]\n"Gazprom" = {}\n')
    assert load_tables(tmp_path).conflicts == ("'Gazprom': Gazprom and Gazprom",)


def test_there_are_enough_of_each():
    assert sum(map(len, read("leaders").values())) >= 1900
    assert sum(map(len, read("organizations").values())) >= 1900
    assert sum(map(len, read("agents")["heads"].values())) >= 2000


def test_terms_do_not_end_before_they_start(tables):
    for alias in tables.names.values():
        for term in alias.entry.terms:
            assert term.start <= term.end, alias.text


def test_yielding_nouns_and_closed_lists_are_known(tables):
    assert tables.yielding <= set(tables.heads)
    for name, words in read("words").items():
        assert words == sorted(words), name


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Erdoğan", "erdogan"), ("U.S.", "us"), ("Israel’s", "israel"), ("N'Djamena", "ndjamena"), ("Łódź", "lodz"),
     ("-", ""), ("'s", "")],
)  # fmt: skip
def test_words_are_normalized(text, expected):
    assert normalize_word(text) == expected


def test_names_split_at_hyphens(tables):
    key = tables.spellings.key
    assert key("Jean-Yves Le Drian") == key("Jean Yves Le Drian") == ("jean", "yves", "le", "drian")


def test_spellings_of_one_name_are_alike(tables):
    assert tables.spellings.key("Yusuf") == tables.spellings.key("Youssef")
    assert set(tables.spellings.kept).isdisjoint(tables.spellings.kept.values())


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("policeman", "policemen"), ("militia", "militias"), ("embassy", "embassies"), ("boss", "bosses"),
     ("chief of staff", "chiefs of staff"), ("member of parliament", "members of parliament"), ("thief", "thieves"),
     ("schoolchild", "schoolchildren")],
)  # fmt: skip
def test_plurals(noun, expected):
    assert plural(noun) == expected


def test_terms_read_years_months_and_days():
    term = parse_term("GOV prime minister 2008..2012-02")
    assert (term.office, term.sector, term.start, term.end) == (
        "prime minister",
        "GOV",
        dt.date(2008, 1, 1),
        dt.date(2012, 2, 29),
    )
    assert parse_term("REB rebel leader ..1999-12-31").start == dt.date.min
    assert parse_term("REB rebel leader 1999-12..").end == dt.date.max


@pytest.mark.parametrize("text", ["prime minister 2008..", "XXX minister 2008..2009", "GOV minister 2008-2009"])
def test_a_bad_term_says_what_is_wrong(text):
    with pytest.raises(ValueError, match="not a term of office"):
        parse_term(text)
