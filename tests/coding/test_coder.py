from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from transforms.coding.coder import MAX_CHARACTERS, Coder, bare_article
from transforms.coding.pairs import Pair
from transforms.normalize.article import normalize_entry
from transforms.records import Article, Coded, Entry, Mention, Realis, Reason, Reject


def code(coder: Coder, text: str, published: dt.datetime | None = None) -> list[Mention]:
    coded = coder.code_text(text, published=published)
    assert isinstance(coded, Coded)
    return list(coded.mentions)


@pytest.fixture(scope="session")
def wire(shared: Path) -> Article:
    path = next((shared / "input").glob("*.txt"))
    entry = Entry("c", "input", 0, path.name, None, None, path.read_text("utf-8"), is_html=False)
    article = normalize_entry(entry, None)
    assert isinstance(article, Article)
    return article


@pytest.fixture(scope="session")
def wire_coded(coder: Coder, wire: Article) -> Coded:
    coded = next(coder.code([wire]))
    assert isinstance(coded, Coded)
    return coded


def countries(mention: Mention) -> tuple[set[str | None], set[str | None]]:
    return {p.country for p in mention.actors}, {p.country for p in mention.recipients}


@pytest.mark.parametrize(
    ("event_type", "actor", "recipient", "realis", "words"),
    [
        ("REQUEST", "RUS", "UKR", Realis.ASSERTED, "Ukrainian troops must"),
        ("REJECT", "UKR", "RUS", Realis.ASSERTED, "Ukraine immediately rejected"),
        ("REQUEST", "UKR", "RUS", Realis.ASSERTED, "Ukraine has called for the full withdrawal"),
        ("ACCUSE", "UKR", "RUS", Realis.ASSERTED, "complete sham"),
        ("RETREAT", "RUS", None, Realis.HYPOTHETICAL, "would only halt its offensive"),
        ("COERCE", "RUS", "UKR", Realis.ASSERTED, "unilaterally annexed"),
        ("ASSAULT", "RUS", "UKR", Realis.ASSERTED, "new ground assault"),
    ],
)
def test_reads_the_wire_article(
    wire: Article, wire_coded: Coded, event_type: str, actor: str, recipient: str | None, realis: Realis, words: str
) -> None:
    fitting = [
        m
        for m in wire_coded.mentions
        if m.event_type == event_type and m.realis is realis and words in wire.text[m.sentence_start : m.sentence_end]
    ]
    assert any(actor in countries(m)[0] and (recipient is None or recipient in countries(m)[1]) for m in fitting)


def test_dates_and_places_of_the_wire_article(wire: Article, wire_coded: Coded) -> None:
    by_trigger = {m.trigger.text: m for m in wire_coded.mentions}
    offensive = by_trigger["offensive that he launched"]
    assert offensive.when is not None
    assert (offensive.when.start, offensive.when.end) == (dt.date(2022, 2, 1), dt.date(2022, 2, 28))
    annexed = next(
        m for m in wire_coded.mentions if m.trigger.text.endswith("annexed") and m.when and m.when.text == "2014"
    )
    assert annexed.when is not None
    assert annexed.when.precision == "year"
    summit = next(m for m in wire_coded.mentions if m.trigger.text.endswith("set to gather"))
    assert (summit.event_type, summit.realis) == ("CONSULT", Realis.FUTURE)
    # The guests of Switzerland are not Swiss.
    assert {p.text: p.country for p in summit.actors}["heads of state"] is None
    assert summit.where is not None
    assert summit.where.country == "CHE"
    assault = by_trigger["launched a new ground assault"]
    assert assault.where is not None
    assert assault.where.country == "UKR"
    assert assault.when is not None
    assert (assault.when.text, assault.when.start) == ("last month", None)  # the document has no date


def test_every_span_of_the_wire_article_is_its_words(wire: Article, wire_coded: Coded) -> None:
    for m in wire_coded.mentions:
        assert wire.text[m.trigger.start : m.trigger.end] == m.trigger.text
        assert m.sentence_start <= m.trigger.start < m.trigger.end <= m.sentence_end
        for p in (*m.actors, *m.recipients, *([m.attributed_to] if m.attributed_to else [])):
            assert wire.text[p.start : p.end] == p.text
        if m.when:
            assert wire.text[m.when.text_start : m.when.text_end] == m.when.text
        if m.where:
            assert wire.text[m.where.start : m.where.end] == m.where.text


def test_quotes_of_the_wire_article_are_putins_and_podolyaks(wire: Article, wire_coded: Coded) -> None:
    assert len(wire_coded.quotes) >= 8
    assert {q.speaker.name for q in wire_coded.quotes if q.speaker} == {"Vladimir Putin", "Mykhailo Podolyak"}
    assert all(wire.text[q.start : q.end] == q.text for q in wire_coded.quotes)


@pytest.mark.parametrize(
    "text",
    [
        "The minister said growth slowed in the third quarter.",
        "The storm attacked the coast overnight, and the sea killed the mood of the festival.",
        "A price war broke out between the two supermarkets.",
        "The film was shot in Morocco by a crew of sixty.",
        "Analysts expect the central bank to hold rates.",
    ],
)
def test_stays_quiet_where_nothing_happened(coder: Coder, text: str) -> None:
    assert code(coder, text) == []


def test_what_is_demanded_is_not_coded_again(coder: Coder) -> None:
    mentions = code(coder, "Kenya urged Somalia to release the prisoners.")
    assert [(m.event_type, m.mode) for m in mentions] == [("REQUEST", "yield")]


def test_dates_resolve_against_the_publication_date(coder: Coder) -> None:
    (mention,) = code(coder, "Rebels attacked the army on Friday.", dt.datetime(2024, 6, 17))
    assert mention.when is not None
    assert mention.when.start == dt.date(2024, 6, 14)


def test_the_hour_of_a_curfew_is_no_party(coder: Coder) -> None:
    (mention,) = code(coder, "The government declared a curfew from 7 p.m. and suspended flights.")
    assert (mention.event_type, mention.mode, mention.recipients) == ("COERCE", "curfew", ())


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("A bomb exploded on Monday in a Lima restaurant.", "Lima restaurant"),
        ("A car bomb went off outside the ministry on Monday.", "ministry"),
        ("Dynamite destroyed four pylons near Lima on Sunday night.", "pylons"),
    ],
)
def test_a_bomb_strikes_whoever_laid_it(coder: Coder, text: str, struck: str) -> None:
    (mention,) = code(coder, text)
    assert (mention.event_type, mention.mode, mention.actors) == ("ASSAULT", "explosives", ())
    assert struck in {p.text for p in mention.recipients}


def test_what_only_bursts_is_no_bomb(coder: Coder) -> None:
    assert code(coder, "The charges against his reputation damaged the mayor.") == []


def test_a_deadline_in_a_promise_does_not_date_the_promise(coder: Coder) -> None:
    (mention,) = code(coder, "The president promised the miners to raise wages by April.", dt.datetime(2026, 11, 3))
    assert (mention.event_type, mention.when) == ("AGREE", None)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Chinese crews fired water cannon at the boat on Sunday.", "crowd-control"),
        ("Police fired tear gas and water cannon at students in Tirana.", "crowd-control"),
        ("Rebels fired mortars at the barracks on Sunday.", "heavy-weapons"),
    ],
)
def test_water_cannon_are_no_cannon(coder: Coder, text: str, mode: str) -> None:
    (mention,) = code(coder, text)
    assert (mention.event_type, mention.mode) == ("ASSAULT", mode)


@pytest.mark.parametrize(
    "text",
    [
        "At least nine guards were killed, Haiti's police chief, Frantz Dorvil, said.",
        'Trump tweeted late on Monday, "Numerous people arrested in Washington for the vandalism of a statue."',
    ],
)
def test_who_only_tells_of_a_deed_has_not_done_it(coder: Coder, text: str) -> None:
    (mention,) = code(coder, text)
    assert mention.actors == ()


def test_a_clause_that_goes_on_keeps_the_date_and_the_place(coder: Coder) -> None:
    day = dt.datetime(2024, 6, 14)
    found = code(coder, "On Tuesday police raided a house in Minsk and arrested two men.", day)
    assert {m.when.start for m in found if m.when is not None} == {dt.date(2024, 6, 11)}
    assert all(m.when is not None for m in found)


NARRATIVE = (
    "Turkey accused Greece of piracy on Thursday. The Greek foreign minister flew home. "
    "Turkey also demanded an apology from Greece. Greece had rejected a summit. Soldiers attacked a Greek village."
)


def test_what_is_said_undated_was_said_on_the_day_that_the_report_tells_of(coder: Coder) -> None:
    published = dt.datetime(2024, 6, 14, tzinfo=dt.UTC)
    whens = {m.event_type: m.when for m in code(coder, NARRATIVE, published)}
    demanded = whens["REQUEST"]
    assert demanded is not None
    assert (demanded.start, demanded.text) == (dt.date(2024, 6, 13), "Thursday")
    assert NARRATIVE[demanded.text_start : demanded.text_end] == "Thursday"
    assert whens["REJECT"] is None  # what had been before
    assert whens["ASSAULT"] is None  # a deed, so far from the day


def test_a_deed_takes_the_day_of_the_sentence_before(coder: Coder) -> None:
    published = dt.datetime(2024, 6, 14, tzinfo=dt.UTC)
    text = "Protesters clashed with police in Nairobi on Thursday. Police arrested forty students."
    (arrest,) = [m for m in code(coder, text, published) if m.event_type == "COERCE"]
    assert arrest.when is not None
    assert arrest.when.start == dt.date(2024, 6, 13)


def test_a_report_without_a_day_lends_none(coder: Coder) -> None:
    published = dt.datetime(2024, 6, 14, tzinfo=dt.UTC)
    text = "Turkey accused Greece of piracy in 2014. Turkey demanded an apology from Greece."
    assert {m.event_type: m.when and m.when.start for m in code(coder, text, published)} == {
        "ACCUSE": dt.date(2014, 1, 1),
        "REQUEST": None,
    }


def test_a_date_before_the_words_is_that_of_the_saying(coder: Coder) -> None:
    published = dt.datetime(2017, 12, 26, tzinfo=dt.UTC)
    (accused,) = code(coder, "In early January, Turkey accused Greece of piracy.", published)
    assert accused.when is not None
    assert accused.when.start == dt.date(2017, 1, 1)


def test_how_long_it_was_otherwise_dates_nothing(coder: Coder) -> None:
    day = dt.datetime(2024, 6, 14)
    (mention,) = code(coder, "The Houthis let UN inspectors into Hodeidah for the first time since 2023.", day)
    assert mention.when is None


def test_a_demand_that_is_refused_was_made(coder: Coder) -> None:
    found = code(coder, "North Korea said it won't agree to Mr. Trump's demand to give up its nuclear weapons.")
    assert [m.realis for m in found if m.event_type == "REQUEST"] == [Realis.ASSERTED]


def test_who_is_arrested_in_a_clash_stood_on_the_other_side(coder: Coder) -> None:
    found = code(coder, "Police in Nairobi clashed with teachers who are on strike, and arrested dozens of them.")
    clash, arrest = (next(m for m in found if m.event_type == kind) for kind in ("ASSAULT", "COERCE"))
    assert {p.text for p in (*clash.actors, *clash.recipients)} == {"Police", "teachers"}
    assert [p.text for p in arrest.actors] == ["Police"]
    assert [p.antecedent for p in arrest.recipients] == ["teachers"]


def test_who_resigns_has_killed_nobody(coder: Coder) -> None:
    (mention,) = code(coder, "Peru's president resigned on Monday after weeks of blockades in which 23 people died.")
    assert (mention.event_type, mention.counts) == ("RETREAT", ())


def test_an_attacked_town_is_the_place(coder: Coder) -> None:
    (mention,) = code(coder, "Russian jets bombed Kharkiv on Friday, police said.", dt.datetime(2024, 6, 15))
    assert mention.where is not None
    assert (mention.where.text, mention.where.country) == ("Kharkiv", "UKR")
    assert (mention.mode, mention.cameo_code) == ("aerial", "195")
    assert mention.attributed_to is not None
    assert mention.attributed_to.text == "police"
    assert mention.when is not None
    assert mention.when.start == dt.date(2024, 6, 14)


@pytest.mark.parametrize(
    ("text", "event_type", "actors", "recipients"),
    [
        ("The prime ministers of Italy and Spain met in Lisbon on Monday.", "CONSULT", 2, 2),
        ("A French envoy held three hours of talks with Iran in Geneva.", "CONSULT", 2, 2),
        ("Brazil told Argentina to reopen the border.", "REQUEST", 1, 1),
        ("Serbia rejected a Hungarian demand for a new vote.", "REQUEST", 1, 1),
        ("France promised to send 200 soldiers to Mali.", "AGREE", 1, 1),
    ],
)
def test_constructions(coder: Coder, text: str, event_type: str, actors: int, recipients: int) -> None:
    found = [m for m in code(coder, text) if m.event_type == event_type]
    assert [(len(m.actors), len(m.recipients)) for m in found] == [(actors, recipients)]


def test_a_judgement_is_no_answer(coder: Coder) -> None:
    mentions = code(coder, "The Polish minister called Germany's demands a sham.")
    assert "ACCUSE" in {m.event_type for m in mentions}
    assert "REJECT" not in {m.event_type for m in mentions}


def test_what_is_told_is_no_request(coder: Coder) -> None:
    assert code(coder, "The minister told reporters that growth had slowed.") == []


def test_numbers_are_bound_to_their_event(coder: Coder) -> None:
    text = "Kenya closed the border. Rebels attacked the town, killing 12 people, and police arrested 40 protesters."
    counts = {m.event_type: [(c.role, c.n) for c in m.counts] for m in code(coder, text)}
    assert counts["ASSAULT"] == [("killed", 12)]
    assert counts["COERCE"] == [("arrested", 40)]


def test_a_pair_gets_exactly_one_event(coder: Coder) -> None:
    for text in ("Turkey praised Greece for its help after the fire.", "Turkey and Greece share a border."):
        coded = coder.code_text(text, pair=Pair("Turkey", "Greece"))
        assert isinstance(coded, Coded)
        (mention,) = coded.mentions
        assert (mention.actors[0].text, mention.recipients[0].text) == ("Turkey", "Greece")
    assert mention.confidence < 0.3


def test_other_languages_are_kept_and_not_coded(coder: Coder) -> None:
    article = replace(bare_article("Rebels attacked the army."), language="fr")
    coded = next(coder.code([article]))
    assert isinstance(coded, Coded)
    assert coded.mentions == ()


def test_a_text_too_long_is_a_reject_and_the_rest_goes_on(coder: Coder) -> None:
    long, good = bare_article("word " * (MAX_CHARACTERS // 4)), bare_article("Rebels attacked the army.")
    first, second = coder.code([long, good])
    assert isinstance(first, Reject)
    assert first.reason is Reason.TOO_LARGE
    assert isinstance(second, Coded)
    assert len(second.mentions) == 1


@pytest.mark.parametrize("text", ["", " \n\n ", '"""', "🙂🙂🙂", "((((", "a" * 5000, "the " * 3000, "1,2,3\t4\n" * 50])
def test_noise_breaks_nothing(coder: Coder, text: str) -> None:
    coded = next(coder.code([bare_article(text)]))
    assert isinstance(coded, Coded)
    assert coded.mentions == ()


def test_same_input_same_output(coder: Coder, wire: Article) -> None:
    assert next(coder.code([wire])) == next(coder.code([wire]))
