"""In which of PLOVER's contexts an event stands, by the words around it. Source: `data/contexts.toml`."""

from __future__ import annotations

from collections.abc import Iterable

from transforms.datafiles import read_data


def load_context_words() -> dict[str, tuple[str, ...]]:
    """Map each lemma to the contexts it tells of."""
    raw = read_data("coding/data/contexts.toml")
    found: dict[str, tuple[str, ...]] = {}
    for context, words in raw.items():
        for word in words:
            found[word] = (*found.get(word, ()), context)
    return found


def read_contexts(
    lemmas: Iterable[str], implied: Iterable[str], by_word: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """List the contexts of an event, sorted: those its wording implies and those the words near it tell of."""
    found = set(implied)
    for lemma in lemmas:
        found.update(by_word.get(lemma, ()))
    return tuple(sorted(found))
