"""Labelled sentences as the model learns from them: word pieces with what each of them tells."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer

from transforms.coding.encoding import NONE, REALIS, Encoded, encode, mark_parties, pieces_of
from transforms.coding.labels import Sentence
from transforms.coding.ontology import Root
from transforms.coding.pairs import plover_type
from transforms.records import Realis

IGNORED = -100  # a piece that stands for no text has no type; the loss skips it


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of the classes, in the order of the model's outputs."""

    types: tuple[str, ...]
    modes: tuple[str, ...]  # "" for none, else "ROOT/mode"
    roots: Mapping[str, Root]

    def mode_of(self, event_type: str, mode: str | None) -> int:
        """Find the number of a mode."""
        return self.modes.index(f"{event_type}/{mode}" if mode else "")


@dataclass(frozen=True, slots=True)
class Example:
    """One text for the model. The lists of the acts run side by side, one entry a piece of an act's words."""

    encoded: Encoded
    types: tuple[int, ...]  # one a piece
    act_pieces: tuple[int, ...]
    act_modes: tuple[int, ...]
    act_realis: tuple[int, ...]
    act_sources: tuple[tuple[int, ...], ...]  # pieces that name the source
    act_targets: tuple[tuple[int, ...], ...]
    pair: tuple[tuple[int, int], ...] = ()  # type and mode, equally right; empty when nothing is marked


def plain_example(tokenizer: Tokenizer, sentence: Sentence, labels: Labels) -> Example:
    """Make the example that asks what a sentence reports."""
    return _label(encode(tokenizer, sentence.text), sentence, labels, ())


def pair_examples(tokenizer: Tokenizer, sentence: Sentence, labels: Labels) -> list[Example]:
    """Make the examples that ask what is reported between two parties, one a pair."""
    pairs: dict[tuple[tuple[int, int], tuple[int, int]], list[tuple[int, int]]] = {}
    marked: dict[tuple[tuple[int, int], tuple[int, int]], Encoded] = {}
    encoded = encode(tokenizer, sentence.text)
    asked = [
        *(
            (
                r.source,
                r.target,
                (labels.types.index(kind), labels.mode_of(kind, r.mode if kind == r.event_type else None)),
            )
            for r in sentence.relations
            if (kind := plover_type(r.event_type, Realis(r.realis), labels.roots)) is not None
        ),
        *((one, other, (labels.types.index(NONE), 0)) for one, other in sentence.unrelated),
    ]
    for source, target, answer in asked:
        key = ((source.start, source.end), (target.start, target.end))
        found = mark_parties(encoded, source, target)
        if found is not None and (answer[0] != 0 or key not in pairs):
            marked[key] = found
            pairs.setdefault(key, []).append(answer)
    return [_label(marked[key], sentence, labels, tuple(answers)) for key, answers in pairs.items()]


def _label(encoded: Encoded, sentence: Sentence, labels: Labels, pair: tuple[tuple[int, int], ...]) -> Example:
    types = [IGNORED if span == (0, 0) else 0 for span in encoded.spans]
    pieces: dict[int, tuple[int, int, tuple[int, ...], tuple[int, ...]]] = {}
    for act in sentence.acts:
        sources = tuple(i for span in act.sources for i in pieces_of(encoded, span))
        targets = tuple(i for span in act.targets for i in pieces_of(encoded, span))
        mode, realis = labels.mode_of(act.event_type, act.mode), REALIS.index(act.realis)
        for i in pieces_of(encoded, act.trigger):
            if i not in pieces:
                types[i] = labels.types.index(act.event_type)
                pieces[i] = (mode, realis, sources, targets)
    return Example(
        encoded=encoded,
        types=tuple(types),
        act_pieces=tuple(pieces),
        act_modes=tuple(p[0] for p in pieces.values()),
        act_realis=tuple(p[1] for p in pieces.values()),
        act_sources=tuple(p[2] for p in pieces.values()),
        act_targets=tuple(p[3] for p in pieces.values()),
        pair=pair,
    )


def batches(examples: Sequence[Example], size: int, rng: random.Random | None) -> Iterator[list[Example]]:
    """Cut examples into batches of similar length, in random order when training."""
    order = sorted(range(len(examples)), key=lambda i: (len(examples[i].encoded.ids) // 6, rng.random() if rng else 0))
    cuts = [order[i : i + size] for i in range(0, len(order), size)]
    if rng:
        rng.shuffle(cuts)
    return ([examples[i] for i in cut] for cut in cuts)


def tensors(batch: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Pad one batch: ids and mask (B, L), places of the markers (B)."""
    width = max(len(e.encoded.ids) for e in batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    mask = torch.zeros(len(batch), width, dtype=torch.long)
    for row, example in enumerate(batch):
        n = len(example.encoded.ids)
        ids[row, :n] = torch.tensor(example.encoded.ids)
        mask[row, :n] = 1
    return ids, mask, torch.tensor([e.encoded.source for e in batch]), torch.tensor([e.encoded.target for e in batch])
