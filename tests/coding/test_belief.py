"""What the coder stays quiet about in ordinary news, and what it must still report."""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.language import Language

from transforms.coding.coder import Coder
from transforms.coding.reader import Reader
from transforms.coding.resources import load_resources
from transforms.records import Coded, Mention, Realis

PUBLISHED = dt.datetime(2024, 6, 17)


@pytest.fixture(scope="module")
def coder(nlp: Language) -> Coder:
    return Coder(nlp, load_resources(), Reader())


def code(coder: Coder, text: str) -> list[Mention]:
    coded = coder.code_text(text, published=PUBLISHED)
    assert isinstance(coded, Coded)
    return list(coded.mentions)


@pytest.mark.parametrize(
    "text",
    [
        "Most farmers in the valley support the governor.",  # a state of opinion, in the present tense
        "The governor is opposed to the tunnel.",
        "The mayor keeps promising cheaper buses.",  # the tense stands with the verb above
        "Regulators could fine the bank next year.",  # only thought of
        "The senator wants to help the fishermen.",
        "Police often stop drivers at the bridge.",  # a habit
        "The memorial recalls the killing of the poet.",  # a bare noun, its actor not named  # nobody in particular
        "Individuals were attacked.",
        "Lawmakers have yet to offer a plan for the harbour.",
        "You need to stop, the coach said.",
        '"We were slaughtered in the second half," the captain said.',
        "Strikers held a press conference on Tuesday.",
        "The minister gave a long speech in Athens.",
        "The director said he had joined forces with the orchestra.",
    ],
)
def test_stays_quiet(coder: Coder, text: str) -> None:
    assert [(m.event_type, m.trigger.text, m.confidence) for m in code(coder, text)] == []


@pytest.mark.parametrize(
    ("event_type", "text"),
    [
        ("ACCUSE", '"We condemn the raid on the clinic," the Kenyan president said.'),  # the words are the act
        ("SUPPORT", "Ghana praised Togo for its help."),
        ("ACCUSE", "France accuses Mali of breaking the treaty."),  # a headline, in the present
        ("COERCE", "Two journalists were arrested in Minsk on Friday."),  # who arrests need not be said
        ("PROTEST", "Protesters marched against the government in Lima."),
        ("ASSAULT", "The attack by rebels on the town of Goma killed 12 people."),  # a noun with both its parties
        ("RETREAT", "Rwanda would withdraw its troops if Congo disarmed the rebels."),  # a conditional offer
        ("CONSULT", "The Japanese prime minister flew to Seoul to meet the South Korean president."),
    ],
)
def test_still_reports(coder: Coder, event_type: str, text: str) -> None:
    assert event_type in {m.event_type for m in code(coder, text)}


def test_a_blow_between_politicians_is_words(coder: Coder) -> None:
    (mention,) = code(coder, "Senator Ted Cruz attacked President Barack Obama.")
    assert (mention.event_type, mention.mode) == ("ACCUSE", "disapprove")


def test_a_warning_to_do_something_is_a_request(coder: Coder) -> None:
    (mention,) = code(coder, "Germany warned Serbia to stay calm.")
    assert mention.event_type == "REQUEST"


def test_nobody_acts_upon_himself(coder: Coder) -> None:
    mentions = code(coder, "Vladimir Putin met Vladimir Putin in Sochi.")
    assert all(not {p.name for p in m.actors} & {p.name for p in m.recipients} for m in mentions)


def test_words_at_a_country_did_not_happen_there(coder: Coder) -> None:
    (mention,) = code(coder, "Norway called on Sudan to open the road.")
    assert mention.where is None


def test_a_nationality_before_a_building_is_no_place(coder: Coder) -> None:
    mentions = code(coder, "Gunmen attacked the U.S. compound.")
    assert [m.where for m in mentions] == [None]


def test_where_somebody_is_does_not_say_whose_he_is(coder: Coder) -> None:
    (mention,) = code(coder, "Israel attacked terrorists in Yemen on Friday.")
    assert mention.recipients[0].country is None
    assert mention.where is not None
    assert mention.where.country == "YEM"


def test_a_name_goes_on_behind_of(coder: Coder) -> None:
    (mention,) = code(coder, "The Department of Justice sued Arizona.")
    assert mention.actors[0].text == "Department of Justice"


@pytest.mark.parametrize(
    ("realis", "text"),
    [
        (Realis.FUTURE, "Barack Obama was to meet Angela Merkel in Berlin."),
        (Realis.FUTURE, "Barack Obama is going to meet Angela Merkel in Berlin."),
        (Realis.ASSERTED, "Aides were angry though the White House has accused Iran."),
    ],
)
def test_realis_of_what_is_reported(coder: Coder, realis: Realis, text: str) -> None:
    (mention,) = code(coder, text)
    assert mention.realis is realis
    assert mention.actors


def test_a_vow_of_harm_is_a_threat_however_deep(coder: Coder) -> None:
    (mention,) = code(coder, "Serbia vowed that it was ready to attack Kosovo.")
    assert mention.event_type == "THREATEN"


def test_rivals_do_not_act_for_whom_they_rival(coder: Coder) -> None:
    mentions = code(coder, "Joe Biden spoke on Friday. His rivals condemned the raid.")
    assert all(p.name != "Joe Biden" for m in mentions for p in m.actors)


def test_a_passive_holds_for_the_verbs_beside_it(coder: Coder) -> None:
    mentions = code(coder, "Somali refugees have been beaten, robbed and kidnapped by militiamen in Libya.")
    assert all("Somali refugees" not in [p.text for p in m.actors] for m in mentions)


@pytest.mark.parametrize(
    "text",
    [
        "Turkey's economic crisis threatened to spread.",
        "Traders feared the promised tariffs.",
        "The minister declined to comment.",
    ],
)
def test_words_that_only_sound_like_acts(coder: Coder, text: str) -> None:
    assert code(coder, text) == []
