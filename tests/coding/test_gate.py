from __future__ import annotations

import numpy as np
import pytest
from spacy.language import Language

from transforms.coding.candidates import Candidate, find_candidates
from transforms.coding.gate import Gate, features, load_gate, worth
from transforms.coding.lexicon import load_lexicon
from transforms.coding.tree import Tree, read_tree


def read(nlp: Language, text: str) -> tuple[Tree, list[Candidate], np.ndarray]:
    doc = nlp(text)
    tree = read_tree(doc[:], load_lexicon().verb_lemmas)
    return tree, find_candidates(tree, load_lexicon(), lambda i: tree.pos[i] in ("NOUN", "PROPN")), doc.tensor


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("Soldiers opened fire on the crowd, killing three demonstrators.", True),
        ("The minister blamed the union for the shortage.", True),
        ("Turkey accused Greece of violating its airspace on Monday.", True),
        ("The lake is 40 kilometres long and very deep.", False),
        ("Shares rose 2 percent in Tokyo as the yen weakened.", False),
    ],
)
def test_it_opens_for_news_and_not_for_the_rest(nlp: Language, text: str, is_open: bool) -> None:
    assert load_gate().opens(*read(nlp, text)) == is_open


def test_words_proposals_and_vectors_count(nlp: Language) -> None:
    tree, proposed, vectors = read(nlp, "Rebels attacked.")
    width = vectors.shape[1]
    found = features(tree, proposed)
    assert found == {"rebel", "attack/v", "VBD", "ASSAULT!", "ASSAULT!by", "0.8!"}
    by_word = Gate(
        {"attack/v": 2.0}, np.zeros((width, 1), np.float32), np.zeros(1, np.float32), np.ones(2, np.float32), 0
    )
    assert by_word.weigh(found, vectors) == 2.0
    by_layer = Gate({}, np.zeros((width, 1), np.float32), np.ones(1, np.float32), np.array([1, 2], np.float32), 0)
    assert by_layer.weigh(found, vectors) == 3.0  # the greatest once, the mean twice


def test_a_long_sentence_must_speak_for_itself_the_more() -> None:
    assert worth(3.0, 10) > worth(3.0, 40)
