"""Give a text back its capitals: old teletype in capitals only, and reports that lost theirs.

Names are what is no known word: `training/casing.py` gathered the words of our sentences into `data/casing.toml`, and
`data/words.toml` holds further ones.
Length and offsets stay as they are.
"""

from __future__ import annotations

import re
from functools import cache

from transforms.datafiles import read_word_lists

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENDS = re.compile(r"(?:(?<!\bu\.s)(?<!\bU\.S)[.!?]['\"”’)]*|\n\s*\n|[\])]|--|—)\s*$")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_LETTERS = 40  # fewer do not tell whether a text lost its case
_FEW = 0.01  # of all letters
_CAPITAL_SHARE = 0.85
# Endings of words that are hardly ever names.
_PLAIN_ENDING = re.compile(
    r".{3}(?:able|ably|ally|ance|ated|ates|ating|ation|ations|ence|fully|ible|ically|ified|ifying|ing|ings|ional|ised|"
    r"ising|ities|ity|ively|ized|izing|less|lessly|ment|ments|ness|ously|sion|sions|tion|tions|tive|ward|wards)"
)


def restore_case(text: str) -> str:
    """Restore the case of a text that has lost it; any other text comes back as it is."""
    return _restore(text) if has_lost_case(text) else text


def has_lost_case(text: str) -> bool:
    """Tell whether a text is written in capitals only, or hardly holds any."""
    letters = sum(map(str.isalpha, text))
    if letters < _LETTERS:
        return False
    capitals = sum(map(str.isupper, text)) / letters
    return capitals <= _FEW or capitals >= _CAPITAL_SHARE


# What may be cut off the end of a word, and what may be put in its place, to find the word it was made of.
_MADE_OF = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("d", ""),
    ("ed", ""),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("er", ""),
    ("r", ""),
    ("ers", ""),
    ("rs", ""),
    ("est", ""),
    ("st", ""),
    ("ally", ""),
    ("ness", ""),
)
_DOUBLED = re.compile(r"(?P<stem>.*(?P<letter>[bdglmnprt]))(?P=letter)(?:ed|ing|er|ers)")


def _is_plain(word: str, plain: frozenset[str]) -> bool:
    """Tell whether a word is no name: it is listed, made of a listed one, or ends as names do not."""
    if word in plain or _PLAIN_ENDING.fullmatch(word):
        return True
    if (doubled := _DOUBLED.fullmatch(word)) and doubled["stem"] in plain:
        return True
    return any(
        word.endswith(end) and len(word) - len(end) >= 3 and word[: -len(end)] + instead in plain
        for end, instead in _MADE_OF
    )


@cache
def _words() -> dict[str, frozenset[str]]:
    seen = read_word_lists("normalize/data/casing.toml")
    return {
        "plain": seen["plain"] | read_word_lists("normalize/data/words.toml")["plain"],
        "capitals": seen["capitals"],
    }


def _restore(text: str) -> str:
    plain, capitals = _words()["plain"], _words()["capitals"]

    def write(match: re.Match[str]) -> str:
        word = match[0].lower()
        if len(word) != len(match[0]):  # a letter whose capital is two letters
            return match[0]
        if text[max(0, match.start() - 1) : match.start()].isdigit():  # "6TH"
            return word
        stem, _, ending = word.replace("’", "'").partition("'")
        is_first = _ENDS.search(text, max(0, match.start() - 12), match.start()) is not None or match.start() == 0
        if stem in capitals:
            return match[0][: len(stem)].upper() + word[len(stem) :]
        if _is_plain(stem, plain) or (ending == "t" and _is_plain(stem[:-1], plain)):
            return word[0].upper() + word[1:] if is_first or word == "i" else word
        rest = word[len(stem) :] if ending in ("s", "t", "re", "ve", "ll", "d", "m", "") else word[len(stem) :].title()
        return stem[0].upper() + stem[1:] + rest

    restored = _WORD.sub(write, text)
    return _INITIALS.sub(lambda match: match[0].upper(), restored)
