"""The words that tell who speaks, for the quotes and for the coder."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.datafiles import read_word_lists


@dataclass(frozen=True, slots=True)
class SpeechVerbs:
    """The word lists of `data/speech_verbs.toml`: lemmas in lower case."""

    say: frozenset[str]  # all that introduce somebody's words
    saying: frozenset[str]  # of these, the ones that are no events by themselves
    object: frozenset[str]  # the words are their object or complement
    described: frozenset[str]  # the words stand behind "as"
    judging: frozenset[str]  # of both, the ones whose complement is a judgement
    preposition: frozenset[str]
    report: frozenset[str]
    carriers: frozenset[str]
    institutions: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]

    @property
    def any(self) -> frozenset[str]:
        """All verbs whose subject speaks."""
        return self.say | self.object | self.described | self.preposition


def load_speech_verbs() -> SpeechVerbs:
    """Read the word lists."""
    words = read_word_lists("data/speech_verbs.toml")
    acting, calling, describing = (words.pop(name) for name in ("acting", "calling", "describing"))
    words["say"] = words["saying"] | acting
    words["object"] |= calling
    words["described"] |= describing
    words["judging"] = calling | describing
    return SpeechVerbs(**words)


VERBS = load_speech_verbs()
