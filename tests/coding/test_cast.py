from __future__ import annotations

import datetime as dt

import pytest

from transforms.coding.coder import Coder
from transforms.records import Coded, Mention


def code(coder: Coder, text: str, published: dt.datetime | None = None) -> list[Mention]:
    coded = coder.code_text(text, published=published)
    assert isinstance(coded, Coded)
    return list(coded.mentions)


def countries(mention: Mention) -> tuple[set[str | None], set[str | None]]:
    return {p.country for p in mention.actors}, {p.country for p in mention.recipients}


def test_names_learnt_from_a_title_hold_for_the_article(coder: Coder) -> None:
    text = "Nigerian lawmaker Ade Bello criticised the police.\n\nBello urged the army to withdraw."
    parties = [(p.country, p.sector) for m in code(coder, text) for p in m.actors]
    assert parties == [("NGA", "LEG"), ("NGA", "LEG")]


def test_pronouns_keep_their_words_and_get_an_antecedent(coder: Coder) -> None:
    mentions = code(coder, "French President Emmanuel Macron arrived in Rabat. He condemned the attack on the convoy.")
    accuse = next(m for m in mentions if m.event_type == "ACCUSE")
    assert (accuse.actors[0].text, accuse.actors[0].country) == ("He", "FRA")
    assert "Macron" in (accuse.actors[0].antecedent or "")


def test_a_shared_name_belongs_to_the_country_of_the_article(coder: Coder) -> None:
    text = "Peru is at peace, and Peru votes in May.\n\nCongress accused the police of lying to farmers."
    accuse = next(m for m in code(coder, text) if m.event_type == "ACCUSE")
    assert (accuse.actors[0].country, accuse.actors[0].sector) == ("PER", "LEG")


def test_words_are_no_acronyms(coder: Coder) -> None:
    (mention,) = code(coder, "In Ontario, about 600 car workers blocked the bridge to Detroit for four hours.")
    assert (mention.actors[0].country, mention.actors[0].sector) == ("CAN", "LAB")  # of Ontario; CAR is no country here


def test_agents_of_a_place_are_its_countrys(coder: Coder) -> None:
    (mention,) = code(coder, "Police arrested 12 protesters in Nairobi on Monday.")
    assert countries(mention) == ({"KEN"}, {"KEN"})


def test_whose_gunmen_they_are_no_place_tells(coder: Coder) -> None:
    (mention,) = code(coder, "Gunmen shot dead a judge in Quetta on Monday.")
    assert mention.actors[0].country is None


def test_a_bare_name_is_of_where_the_article_plays(coder: Coder) -> None:
    text = (
        "Kenya voted on Monday. Kenya has 22 million voters, and Kenyans wait for Kenya's courts to rule. "
        "Ouko criticised the Kenyan electoral commission."
    )
    accuse = next(m for m in code(coder, text) if m.event_type == "ACCUSE")
    assert accuse.actors[0].country == "KEN"


def test_the_us_is_not_us(coder: Coder) -> None:
    first, second = code(coder, "The US condemned Russia. Later it imposed sanctions on Iran.")
    assert [(p.text, p.country) for p in first.actors] == [("US", "USA")]
    assert [(p.text, p.antecedent, p.country) for p in second.actors] == [("it", "US", "USA")]


@pytest.mark.parametrize(
    ("text", "words", "antecedent"),
    [
        ("Israel attacked Gaza on Monday. It shelled Khan Younis on Tuesday.", "It", "Israel"),
        ("Turkey's army entered Syria on Monday. The army shelled a village on Tuesday.", "army", "Turkey's army"),
        ("Macron's speech in Lille won little praise. He criticized the unions on Tuesday.", "He", "Macron"),
    ],
)
def test_who_is_meant_is_somebody(coder: Coder, text: str, words: str, antecedent: str) -> None:
    *_, mention = code(coder, text)
    assert [(p.text, p.antecedent) for p in mention.actors] == [(words, antecedent)]


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("President Enrique Pena Nieto flew to Texas. Pena accused the senators of racism.", "Pena", "MEX"),
        (
            "King Abdullah II of Jordan met Syrian President Bashar Assad. The king condemned the militants.",
            "king",
            "JOR",
        ),
        ("His wife, Secretary of State Hillary Clinton, has accused the rebels of murder.", "His wife", "USA"),
        (
            "Protesters threw stones at soldiers in Nairobi. Police arrested forty demonstrators.",
            "Police",
            "KEN",
        ),
    ],
)
def test_whose_they_are_the_article_tells(coder: Coder, text: str, words: str, country: str) -> None:
    published = dt.datetime(2014, 6, 14, tzinfo=dt.UTC)
    (party,) = {p for m in code(coder, text, published) for p in m.actors if p.text == words}
    assert party.country == country


def test_nobody_means_a_missile_by_he(coder: Coder) -> None:
    text = "A Syrian general watched while the missile hit the town. He accused Turkey of lying."
    (accused,) = [m for m in code(coder, text) if m.event_type == "ACCUSE"]
    assert accused.actors[0].antecedent != "missile"


def test_foreigners_are_not_of_the_place(coder: Coder) -> None:
    (mention,) = code(coder, "Ukrainian troops arrested foreign soldiers in Slovyansk on Monday.")
    assert countries(mention) == ({"UKR"}, {None})
