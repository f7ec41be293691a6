"""Which sentences are worth the reader's time: its words alone tell most of those that report nothing.

A linear model over the words of a sentence, fitted by `training/gate.py` so that hardly an event is lost.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources

from transforms.coding.tree import Tree

_COUNTED = frozenset({"ADJ", "ADP", "ADV", "AUX", "NOUN", "PRON", "PROPN", "VERB"})


@dataclass(frozen=True, slots=True)
class Gate:
    """The weight of each feature, and the sum from which a sentence is read."""

    weights: dict[str, float]
    least: float

    def opens(self, tree: Tree) -> bool:
        """Tell whether a sentence may report an event."""
        return sum(self.weights.get(name, 0.0) for name in features(tree)) >= self.least


def load_gate() -> Gate:
    """Read the fitted weights."""
    return Gate(**json.loads(resources.files("transforms.coding").joinpath("model/gate.json").read_text("utf-8")))


def features(tree: Tree) -> set[str]:
    """List what a sentence holds: its lemmas, the tags of its verbs, and kinds of names instead of names."""
    found: set[str] = set()
    for lemma, pos, tag, entity in zip(tree.lemmas, tree.pos, tree.tags, tree.entities, strict=True):
        if pos == "PROPN" and entity:
            found.add(entity)
        elif pos == "VERB":
            found.update((f"{lemma}/v", tag))
        elif pos in _COUNTED:
            found.add(lemma)
    return found
