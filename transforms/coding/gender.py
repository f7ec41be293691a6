"""Whom "he" and "she" can mean, by given names and by words such as "spokeswoman"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from transforms.coding.gazetteer import fold
from transforms.coding.nominals import FEMALE_PRONOUNS, PERSON_PRONOUNS
from transforms.datafiles import read_word_lists

Gender = Literal["he", "she"]


@dataclass(frozen=True, slots=True)
class GivenNames:
    """The word lists of `data/given_names.toml`."""

    he: frozenset[str]
    she: frozenset[str]

    def gender_of(self, phrase: str) -> Gender | None:
        """Say which pronoun stands for a phrase, by the first of its words that tells; None where none does."""
        for word in fold(phrase).split():
            if word in self.he:
                return "he"
            if word in self.she:
                return "she"
        return None


def load_given_names() -> GivenNames:
    """Read the word lists."""
    return GivenNames(**read_word_lists("coding/data/given_names.toml"))


def gender_of_pronoun(word: str) -> Gender | None:
    """Say it of a pronoun itself, in lower case; None where it says nothing of it."""
    return None if word not in PERSON_PRONOUNS else "she" if word in FEMALE_PRONOUNS else "he"
