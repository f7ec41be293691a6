"""Which sentences are worth the reader's time: most of those that report nothing are told by a glance at their words.

Fitted by `training/gate.py` so that hardly an event is lost: what each word of a sentence speaks for, what grammar and
word lists propose, and one layer over the vectors that the parser has made of the words anyway.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from transforms.coding.candidates import Candidate
from transforms.coding.tree import Tree

Floats = NDArray[np.float32]
_COUNTED = frozenset({"ADJ", "ADP", "ADV", "AUX", "NOUN", "PRON", "PROPN", "VERB"})


@dataclass(frozen=True, slots=True)
class Gate:
    """What speaks for reading a sentence. W is the width of the parser's vectors, H that of the layer."""

    words: dict[str, float]  # the weight of each feature
    layer: Floats  # (W, H)
    layer_bias: Floats  # (H)
    out: Floats  # (2H): of the greatest and of the mean over the words
    least: float  # the worth from which a sentence is read

    def opens(self, tree: Tree, proposed: Sequence[Candidate], vectors: Floats) -> bool:
        """Tell whether a sentence may report an event; `vectors` (L, W) are the parser's, of its L tokens."""
        return worth(self.weigh(features(tree, proposed), vectors), len(tree)) >= self.least

    def weigh(self, names: set[str], vectors: Floats) -> float:
        """Add up what speaks for reading a sentence of these features and vectors."""
        hidden = np.maximum(vectors @ self.layer + self.layer_bias, 0)
        seen = np.concatenate([hidden.max(axis=0), hidden.mean(axis=0)])
        return float(seen @ self.out) + sum(self.words.get(name, 0.0) for name in sorted(names))


def worth(weight: float, length: int) -> float:
    """Weigh what speaks for reading a sentence against what it costs, which grows with its tokens."""
    return weight - math.log(length)


def load_gate() -> Gate:
    """Read the fitted weights."""
    fitted = json.loads(resources.files("transforms.coding").joinpath("model/gate.json").read_text("utf-8"))
    layer, layer_bias, out = (np.array(fitted[name], np.float32) for name in ("layer", "layer_bias", "out"))
    return Gate(fitted["words"], layer, layer_bias, out, fitted["least"])


def features(tree: Tree, proposed: Sequence[Candidate]) -> set[str]:
    """List what a sentence holds: its lemmas, the tags of its verbs, kinds of names instead of names, proposed acts."""
    found = {f"{candidate.pattern.event_type}!" for candidate in proposed}
    found |= {f"{candidate.pattern.event_type}!by" for candidate in proposed if candidate.actors}
    if proposed:
        found.add(f"{max(candidate.pattern.weight for candidate in proposed):.1f}!")
    for lemma, pos, tag, entity in zip(tree.lemmas, tree.pos, tree.tags, tree.entities, strict=True):
        if pos == "PROPN" and entity:
            found.add(entity)
        elif pos == "VERB":
            found.update((f"{lemma}/v", tag))
        elif pos in _COUNTED:
            found.add(lemma)
    return found
