"""Where the reader and the grammar meet: whose words count, who stands on which side."""

from __future__ import annotations

import pytest
from spacy.language import Language

from transforms.coding.coder import Coder
from transforms.coding.reader import Reader
from transforms.coding.resources import load_resources
from transforms.records import Coded, Mention


@pytest.fixture(scope="module")
def coder(nlp: Language) -> Coder:
    return Coder(nlp, load_resources(), Reader())


def code(coder: Coder, text: str) -> list[Mention]:
    coded = coder.code_text(text)
    assert isinstance(coded, Coded)
    return list(coded.mentions)


def sides(mention: Mention) -> tuple[set[str], set[str]]:
    return {p.text for p in mention.actors}, {p.text for p in mention.recipients}


def test_whoever_meets_is_there_by_country(coder: Coder) -> None:
    (met,) = code(coder, "The foreign ministers of Egypt and Turkey met in Ankara on Monday.")
    assert met.event_type == "CONSULT"
    assert {p.country for p in met.actors + met.recipients} == {"EGY", "TUR"}


def test_nobody_else_stands_on_both_sides(coder: Coder) -> None:
    for mention in code(
        coder, "Turkish police on Monday arrested Kurdish mayors, and Germany criticised Turkey for it."
    ):
        actors, recipients = sides(mention)
        assert not actors & recipients


def test_two_act_upon_each_other_only_where_one_does_or_the_words_say_so(coder: Coder) -> None:
    (protest,) = code(coder, "US and British activists staged a noisy protest in Beijing on Wednesday.")
    assert sides(protest) == ({"US", "British activists"}, set())
    (accused,) = code(coder, "Kenya and Uganda accused each other of stealing cattle.")
    assert sides(accused) == ({"Kenya", "Uganda"}, {"Kenya", "Uganda"})
    (met,) = code(coder, "Kenya and Uganda held talks on cattle.")
    assert sides(met) == ({"Kenya", "Uganda"}, {"Kenya", "Uganda"})


def test_people_of_one_country_act_upon_each_other(coder: Coder) -> None:
    (fired,) = code(coder, "Kenyan police fired tear gas at Kenyan students on Monday.")
    assert sides(fired) == ({"Kenyan police"}, {"Kenyan students"})
    (moved,) = code(coder, "Russia moved its troops to the border on Friday.")
    assert sides(moved) == ({"Russia"}, set())


def test_whoever_meets_somebody_is_there(coder: Coder) -> None:
    (met,) = code(coder, "President Bush will meet exiled dissidents from military-ruled Myanmar on Friday.")
    assert sides(met) == ({"President Bush", "exiled dissidents"}, {"President Bush", "exiled dissidents"})
    (visited,) = code(coder, "Chinese Premier Li Keqiang visited Germany on Friday.")
    assert sides(visited)[1] == {"Germany"}


def test_a_name_is_taken_whole(coder: Coder) -> None:
    (met,) = code(coder, "US Senator Robert Menendez met Kenyan President William Ruto in Nairobi on Friday.")
    assert any("Menendez" in party.text for party in met.actors)
    assert not any(party.text in ("Robert", "US", "Kenyan") for party in met.actors + met.recipients)


def test_words_that_no_list_knows_are_read(coder: Coder) -> None:
    (event,) = code(
        coder, "Hundreds of farmers dumped manure outside the ministry in Paris on Tuesday over fuel taxes."
    )
    assert event.event_type == "PROTEST"


def test_whose_captors_they_are_does_not_say_who_they_are(coder: Coder) -> None:
    (event,) = code(coder, "James Foley's captors killed a Danish aid worker on Friday.")
    (captors,) = event.actors
    assert (captors.name, captors.country, captors.sector) == (None, None, "UAF")


def test_what_is_urged_is_nobody(coder: Coder) -> None:
    (event,) = code(coder, "The UAE has been urging diplomacy to avert a wider conflict.")
    assert sides(event) == ({"UAE"}, set())


def test_what_is_weighed_says_why(coder: Coder) -> None:
    considered = coder.consider("Kenya accused Somalia of sheltering militants.")
    assert [one.mention.event_type for one in considered if one.is_believed] == ["ACCUSE"]
    for one in considered:
        assert one.weighed.keys() == one.signals["event"].keys()
