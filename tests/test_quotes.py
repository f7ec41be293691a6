"""Quotes: what counts as one, and who speaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Span

from transforms.quotes import FoundQuote, find_quotes
from transforms.records import Party
from transforms.speech_verbs import VERBS, load_speech_verbs


def resolve(phrase: Span) -> Party:
    return Party(phrase.text, phrase.start_char, phrase.end_char, name=phrase.text)


def read(nlp: Language, text: str) -> list[FoundQuote]:
    found = find_quotes(nlp(text), text, resolve)
    for quote in found:
        assert text[quote.start : quote.end] == quote.text
        if quote.verb is not None:
            assert text[quote.verb.start : quote.verb.end] == quote.verb.text
        if quote.speaker is not None:
            assert text[quote.speaker.start : quote.speaker.end] == quote.speaker.text
    return found


def spoken(nlp: Language, text: str) -> list[tuple[str, str | None]]:
    return [(quote.text, quote.speaker.name if quote.speaker else None) for quote in read(nlp, text)]


@pytest.mark.parametrize(
    ("text", "words", "speaker", "verb"),
    [
        ('"We will rebuild the bridge," Mayor Anna Kowalska said.', "We will rebuild the bridge,",
         "Mayor Anna Kowalska", "said"),
        ('"We will rebuild the bridge," said Mayor Anna Kowalska, who took office in May.',
         "We will rebuild the bridge,", "Mayor Anna Kowalska", "said"),
        ("Mayor Anna Kowalska told reporters: “We will rebuild the bridge.”", "We will rebuild the bridge.",
         "Mayor Anna Kowalska", "told"),
        ('Kowalska said the city "will never forget its dead" after the flood.', "will never forget its dead",
         "Kowalska", "said"),
        ('According to Kowalska, "the bridge was never safe in winter".', "the bridge was never safe in winter",
         "Kowalska", "According to"),
        ('"The bridge was never safe in winter," according to Kowalska.', "The bridge was never safe in winter,",
         "Kowalska", "according to"),
        ('Kowalska called the report a "total disgrace".', "total disgrace", "Kowalska", "called"),
        ('France condemned the raid as "a dangerous escalation".', "a dangerous escalation", "France", "condemned"),
        ('Turkey accused Greece of "open piracy" on Monday.', "open piracy", "Turkey", "accused"),
        ('The plan was described by Kowalska as "a bad joke".', "a bad joke", "Kowalska", "described"),
        ('"The bridge was never safe," a statement from the ministry said.', "The bridge was never safe,", "ministry",
         "said"),
        ('"Never," said Kowalska.', "Never,", "Kowalska", "said"),
        ("‘We will rebuild the bridge,’ said Kowalska.", "We will rebuild the bridge,", "Kowalska", "said"),
    ],
)  # fmt: skip
def test_who_speaks(nlp: Language, text: str, words: str, speaker: str, verb: str) -> None:
    [quote] = read(nlp, text)
    assert quote.text == words
    assert quote.speaker is not None
    assert quote.speaker.name == speaker
    assert quote.verb is not None
    assert quote.verb.text == verb


@pytest.mark.parametrize(
    "text",
    [
        'The army said it would go on with its "security operation" in the north.',
        'Officials have long wanted to build a "green belt" around the city.',
        'Hungary rejected the "conditions" of the bank on Friday.',
        'He read "The Old Man and the Sea" on the train.',
        'The presenter of "Face the Nation" said on Monday that taxes would rise.',
        "The teachers' union and the doctors' union said they'd strike.",
        "Police said nobody was hurt.",
    ],
)
def test_what_is_no_quote(nlp: Language, text: str) -> None:
    assert read(nlp, text) == []


def test_a_pronoun_stands_for_the_last_person(nlp: Language) -> None:
    text = 'Defence Minister Pavel Novak visited Brno on Friday. "We are ready for the winter," he said.'
    [quote] = read(nlp, text)
    assert quote.speaker is not None
    assert (quote.speaker.text, quote.speaker.antecedent) == ("he", "Defence Minister Pavel Novak")
    assert quote.speaker.name == "Defence Minister Pavel Novak"


def test_a_pronoun_does_not_stand_for_the_wrong_gender(nlp: Language) -> None:
    text = 'Mrs. Novak met Mr. Svoboda in Brno. "We are ready for the winter," she said.'
    assert spoken(nlp, text) == [("We are ready for the winter,", "Mrs. Novak")]


def test_a_pronoun_without_a_person_stays_a_pronoun(nlp: Language) -> None:
    [quote] = read(nlp, '"We are ready for the winter," he said.')
    assert quote.speaker == Party("he", 31, 33)


def test_a_passive_without_an_agent_has_no_speaker(nlp: Language) -> None:
    text = 'Spain left the talks. The new plan was widely described as "a path to ruin for us all".'
    assert spoken(nlp, text) == [("a path to ruin for us all", None)]


def test_a_quote_carries_on(nlp: Language) -> None:
    text = '"We lost the bridge," said Kowalska. "We will build a new one."'
    [first, second] = read(nlp, text)
    assert first.speaker == second.speaker
    assert second.verb is None


def test_a_quote_of_several_paragraphs_has_one_speaker(nlp: Language) -> None:
    text = (
        "“We lost the bridge in the flood,” said Kowalska. “We will build a new one.\n\n"
        "“It will be wider and it will be safe.”\n\nThe river fell on Monday."
    )
    assert [speaker for _, speaker in spoken(nlp, text)] == ["Kowalska"] * 3


def test_a_sentence_between_changes_the_speaker(nlp: Language) -> None:
    text = (
        '"We lost the bridge," said Anna Kowalska. Finance Minister Pavel Novak disagreed. "The bridge still stands."'
    )
    assert [speaker for _, speaker in spoken(nlp, text)] == ["Anna Kowalska", "Finance Minister Pavel Novak"]


def test_the_parse_of_the_next_paragraph_claims_no_quote(nlp: Language) -> None:
    text = (
        '"We lost the bridge," said Anna Kowalska. "They promised and then they left."\n\n'
        "Finance Minister Pavel Novak rejected the demand and accused the city of waste."
    )
    assert [speaker for _, speaker in spoken(nlp, text)] == ["Anna Kowalska", "Anna Kowalska"]


def test_the_document_that_users_send(nlp: Language, shared: Path) -> None:
    [path] = (shared / "input").glob("*.txt")
    found = read(nlp, path.read_text(encoding="utf-8"))
    assert len(found) >= 8
    who = [quote.speaker.name or "" for quote in found if quote.speaker]
    assert len(who) == len(found)
    assert all(name.endswith(("Putin", "Podolyak")) for name in who)
    assert sum(name.endswith("Podolyak") for name in who) == 3
    words = " ".join(quote.text for quote in found)
    for label in ("conditions", "land bridge", "neo-Nazi", "special military operation", "Offensive", "Trick"):
        assert label not in words
    for start in (
        "Ukrainian troops must",
        "As soon as Kiev",
        "I repeat",
        "maintaining Ukrainian sovereignty",
        "on the condition",
        "What the builders",
        "There is no novelty",
        "complete sham",
        "offensive to common sense",
    ):
        assert start in words


def test_the_word_lists_are_sorted_and_hold_no_word_twice() -> None:
    assert load_speech_verbs() == VERBS
    text = (Path(__file__).parent.parent / "transforms" / "data" / "speech_verbs.toml").read_text(encoding="utf-8")
    for block in text.split("]")[:-1]:
        words = block[block.index("[") :].split('"')[1::2]
        assert words == sorted(set(words))
        assert all(word == word.lower() for word in words)
