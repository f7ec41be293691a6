"""Whom "he" and "she" can mean."""

from __future__ import annotations

import pytest

from transforms.coding.gender import gender_of_pronoun, load_given_names


def test_no_name_is_in_both_lists_and_all_are_folded() -> None:
    names = load_given_names()
    assert not names.he & names.she
    assert all(word == word.lower() and word.isascii() for word in names.he | names.she)


@pytest.mark.parametrize(
    ("phrase", "gender"),
    [
        ("Angela Merkel", "she"),
        ("Chancellor Angela Merkel", "she"),
        ("Mr. Hollande", "he"),
        ("José Mujica", "he"),
        ("the spokeswoman", "she"),
        ("Kim Jong Un", None),
        ("the minister", None),
    ],
)
def test_names_and_words_tell(phrase: str, gender: str | None) -> None:
    assert load_given_names().gender_of(phrase) == gender


def test_a_pronoun_tells_of_itself() -> None:
    assert (gender_of_pronoun("her"), gender_of_pronoun("him"), gender_of_pronoun("it")) == ("she", "he", None)
