from __future__ import annotations

import pytest
from spacy.language import Language

from transforms.coding.realis import load_realis_words, read_realis
from transforms.coding.tree import read_tree

WORDS = load_realis_words()


@pytest.mark.parametrize(
    ("text", "carrier", "expected"),
    [
        ("Rebels attacked the town.", "attacked", "asserted"),
        ("Rebels did not attack the town.", "attack", "negated"),
        ("No talks were held on Monday.", "held", "negated"),
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
