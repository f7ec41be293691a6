from __future__ import annotations

import pytest
from spacy.language import Language

from transforms.coding.realis import load_realis_words, read_realis, read_spoken_realis
from transforms.coding.tree import read_tree
from transforms.records import Realis

WORDS = load_realis_words()


@pytest.mark.parametrize(
    ("text", "carrier", "expected"),
    [
        ("Rebels attacked the town.", "attacked", "asserted"),
        ("Rebels did not attack the town.", "attack", "negated"),
        ("No talks were held on Monday.", "held", "negated"),
        ("Not a single rioter was arrested.", "arrested", "negated"),
        ("Police have charged not one officer.", "charged", "negated"),
        ("Not only students were arrested.", "arrested", "asserted"),
        ("The army failed to retake the town.", "retake", "negated"),
        ("The two sides never met.", "met", "negated"),
        ("The president will visit Hanoi.", "visit", "future"),
        ("The president plans to visit Hanoi.", "visit", "future"),
        ("Leaders were set to gather in Geneva.", "gather", "future"),
        ("Vietnam's premier to visit Hanoi", "visit", "future"),
        ("The army could attack the town.", "attack", "hypothetical"),
        ("If rebels attack the town, the army will respond.", "attack", "hypothetical"),
        ("The minister wants to arrest the mayor.", "arrest", "hypothetical"),
        ("Troops often attack the camp.", "attack", "habitual"),
        ("The ministry said that rebels attacked the town.", "attacked", "asserted"),
        ("When rebels attacked the town, residents fled.", "attacked", "asserted"),
    ],
)
def test_read_realis(nlp: Language, text: str, carrier: str, expected: str) -> None:
    tree = read_tree(next(iter(nlp(text).sents)), {})
    assert read_realis(tree, tree.words.index(carrier), WORDS) == expected


def test_what_is_only_tried_is_not_told_as_done(nlp: Language) -> None:
    for text in ("The mayor's efforts to arrest the gang go on.", "The ministry is working to arrest the gang."):
        tree = read_tree(next(iter(nlp(text).sents)), {})
        assert read_realis(tree, tree.words.index("arrest"), WORDS) == "hypothetical"


@pytest.mark.parametrize(
    ("kind", "text", "carrier", "expected"),
    [
        ("THREATEN", "Gustavo Petro said his country would break relations with Israel.", "break", "asserted"),
        ("THREATEN", "The union said it would strike if the mine closed.", "strike", "asserted"),
        ("REQUEST", "The senator said that the governor should resign.", "resign", "asserted"),
        ("AGREE", "Japan will give Manila five radar stations.", "give", "asserted"),
        ("AGREE", "Russia would halt its offensive if Kyiv withdrew its troops.", "halt", "hypothetical"),
        ("ASSAULT", "The army could attack the town.", "attack", "hypothetical"),
        ("CONSULT", "The president will visit Hanoi.", "visit", "future"),
    ],
)
def test_the_content_of_a_spoken_act_is_its_saying(
    nlp: Language, kind: str, text: str, carrier: str, expected: str
) -> None:
    tree = read_tree(next(iter(nlp(text).sents)), {})
    place = tree.words.index(carrier)
    assert read_spoken_realis(tree, place, kind, read_realis(tree, place, WORDS), WORDS) == Realis(expected)


def test_what_a_noun_holds_is_taken_for_granted(nlp: Language) -> None:
    text = "In an effort to contain the fallout from the investigation, the minister met lawyers."
    tree = read_tree(next(iter(nlp(text).sents)), {})
    assert read_realis(tree, tree.words.index("investigation"), WORDS) == "asserted"
