"""The tone of a text: how good or bad its words are, from our own list in `data/tone.toml`.

A rough measure of wording, not of events: it tells a grim report from a glad one, and no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from transforms.datafiles import read_data

_STRONGEST = 3  # of the list
_REACH = 3  # words behind a negator that it turns round
_NEGATED = -0.5  # "not good" is bad, but less so than "bad"
_STRONGER = 1.5
_WEAKER = 0.5
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class ToneWords:
    """The list as read, all forms in lower case."""

    valence: dict[str, int]  # -3..+3, never 0
    factors: dict[str, float]  # of intensifiers and downtoners
    negators: frozenset[str]


def load_tone_words() -> ToneWords:
    """Read the list and add the regular forms of verbs and nouns."""
    raw = read_data("data/tone.toml")
    valence: dict[str, int] = {}
    for kind, inflect in (("verbs", _verb_forms), ("nouns", _noun_forms), ("words", _no_forms)):
        for value, words in raw[kind].items():
            for word in words:
                for form in inflect(word):
                    valence.setdefault(form, int(value))
    # What is listed as it stands wins over a form made by rule.
    for kind in ("verbs", "nouns", "words"):
        for value, words in raw[kind].items():
            valence.update(dict.fromkeys(words, int(value)))
    factors = dict.fromkeys(raw["intensifiers"], _STRONGER) | dict.fromkeys(raw["downtoners"], _WEAKER)
    return ToneWords(valence, factors, frozenset(raw["negators"]))


def _no_forms(word: str) -> tuple[str, ...]:
    return (word,)


def _noun_forms(noun: str) -> tuple[str, ...]:
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun, noun[:-1] + "ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun, noun + "es"
    if noun.endswith("man"):
        return noun, noun[:-3] + "men"
    return noun, noun + "s"


def _verb_forms(verb: str) -> tuple[str, ...]:
    third = _noun_forms(verb)[1]
    if verb.endswith("e"):
        stem = verb[:-2] + "y" if verb.endswith("ie") else verb if verb.endswith("ee") else verb[:-1]
        return verb, third, verb + "d", stem + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, third, verb[:-1] + "ied", verb + "ing"
    doubled: tuple[str, ...] = ()
    if verb[-1] not in "wxy" and verb[-1] not in _VOWELS and verb[-2] in _VOWELS and verb[-3] not in _VOWELS:
        # "banned", "kidnapped", "cancelled": which verbs double the consonant depends on stress, so both are made.
        doubled = (verb + verb[-1] + "ed", verb + verb[-1] + "ing")
    return (verb, third, verb + "ed", verb + "ing", *doubled)


WORDS = load_tone_words()


def mean_valence(words: Iterable[str]) -> float | None:
    """Average the valence of the toned words of a text: -1 (grim) to +1 (glad).

    `words` are its tokens in order, punctuation may be among them. A negator turns the toned words among the next
    three round and halves them; an intensifier or downtoner right before a toned word counts half as much again, or
    half. A text whose words carry no tone is 0.0; one without words is None.
    """
    valence, factors, negators = WORDS.valence, WORDS.factors, WORDS.negators
    total = 0.0
    toned = 0
    factor = 1.0
    negated_until = -1
    number = -1
    for number, raw in enumerate(words):
        word = raw.lower()
        value = valence.get(word)
        if value is not None:
            strength = value * factor
            if number <= negated_until:
                strength *= _NEGATED
            total += max(-_STRONGEST, min(_STRONGEST, strength))
            toned += 1
            factor = 1.0
        elif word in negators:
            negated_until = number + _REACH
        else:
            factor = factors.get(word, 1.0)
    if number < 0:
        return None
    return total / (toned * _STRONGEST) if toned else 0.0
