"""The relation model at work: what a small neural reader finds in sentences, before grammar and word lists weigh in.

Runs the model of `training/` in ONNX Runtime, on one core and the same way every time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from transforms.coding.encoding import REALIS, Encoded, encode, load_tokenizer, mark_parties
from transforms.records import Realis, Span

_FOLDER = "model"
_LEAST = 0.08  # a piece less likely than this to tell of an act is not looked at

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Act:
    """Neighbouring word pieces that may tell of an act. Probabilities are the model's own, 0..1."""

    start: int  # characters of the sentence's text
    end: int
    likelihood: float  # that they tell of any act
    types: dict[str, float]  # given that they do
    modes: dict[str, float]  # "" for none, else ROOT/mode
    realis: Realis
    sources: tuple[tuple[int, int, float], ...]  # start, end, probability of each word piece
    targets: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """What the model reads between two marked parties: the probability of each type, NONE among them, and of modes."""

    types: dict[str, float]
    modes: dict[str, float]


class Reader:
    """The model, loaded once a process (some 60 MB)."""

    def __init__(self) -> None:
        folder = resources.files("transforms.coding").joinpath(_FOLDER)
        card: dict[str, Any] = json.loads(folder.joinpath("card.json").read_text("utf-8"))
        self._types: list[str] = card["types"]
        self._modes: list[str] = card["modes"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # the pool of processes uses the cores

        self._session = onnxruntime.InferenceSession(
            folder.joinpath("relations.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        with resources.as_file(folder.joinpath("tokenizer.json")) as path:
            self._tokenizer = load_tokenizer(str(path))

    def read(self, text: str) -> tuple[Act, ...]:
        """Find the acts that a sentence may tell of, in text order. What lies behind the cut is not read.

        One sentence at a time: 8-bit arithmetic takes its scale from all that is computed together, so in company a
        sentence would read differently, and on one core nothing is gained by it.
        """
        encoded = encode(self._tokenizer, text)
        outputs = self._session.run(["types", "modes", "realis", "sources", "targets"], _feed(encoded))
        return tuple(self._acts(encoded, *(output[0] for output in outputs)))

    def relate(self, text: str, source: Span, target: Span) -> Relation | None:
        """Read what a text reports from source to target; nothing when they overlap or lie behind the cut."""
        marked = mark_parties(encode(self._tokenizer, text), source, target)
        if marked is None:
            return None
        types, modes = self._session.run(["pair_types", "pair_modes"], _feed(marked))
        by_type, by_mode = _softmax(types[0]), _softmax(modes[0])
        return Relation(
            dict(zip(self._types, by_type.tolist(), strict=True)), dict(zip(self._modes, by_mode.tolist(), strict=True))
        )

    def _acts(
        self, encoded: Encoded, types: Floats, modes: Floats, realis: Floats, sources: Floats, targets: Floats
    ) -> Iterator[Act]:
        n = len(encoded.ids)
        by_type = _softmax(types[:n])
        likely = 1.0 - by_type[:, 0]
        real = np.array([span != (0, 0) for span in encoded.spans])
        for first, end in _runs(real & (likely >= _LEAST), by_type[:, 1:].argmax(1)):
            best = first + int(likely[first:end].argmax())
            pieces = slice(first, end)
            weight = likely[pieces] / likely[pieces].sum()
            given = weight @ (by_type[pieces, 1:] / likely[pieces, None])
            yield Act(
                start=encoded.spans[first][0],
                end=encoded.spans[end - 1][1],
                likelihood=float(likely[best]),
                types=dict(zip(self._types[1:], given.tolist(), strict=True)),
                modes=dict(zip(self._modes, (weight @ _softmax(modes[pieces])).tolist(), strict=True)),
                realis=Realis(REALIS[int((weight @ _softmax(realis[pieces])).argmax())]),
                sources=_parties(encoded, weight @ _sigmoid(sources[pieces, :n])),
                targets=_parties(encoded, weight @ _sigmoid(targets[pieces, :n])),
            )


def _feed(encoded: Encoded) -> dict[str, NDArray[np.int64]]:
    ids = np.array([encoded.ids], np.int64)
    places = {side: np.array([getattr(encoded, side)], np.int64) for side in ("source", "target")}
    return {"ids": ids, "mask": np.ones_like(ids), **places}


def _runs(is_act: NDArray[np.bool_], kinds: NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """Cut pieces into runs of neighbours of one type: first piece, piece behind the last."""
    first = None
    for i in range(len(is_act) + 1):
        if first is not None and (i == len(is_act) or not is_act[i] or kinds[i] != kinds[first]):
            yield first, i
            first = None
        if first is None and i < len(is_act) and is_act[i]:
            first = i


def _parties(encoded: Encoded, likely: Floats) -> tuple[tuple[int, int, float], ...]:
    found = [(*span, float(p)) for span, p in zip(encoded.spans, likely, strict=True) if span != (0, 0)]
    return tuple(one for one in found if one[2] >= _LEAST)


def _softmax(logits: Floats) -> Floats:
    shifted: Floats = np.exp(logits - logits.max(-1, keepdims=True))
    total: Floats = shifted.sum(-1, keepdims=True)
    return shifted / total


def _sigmoid(logits: Floats) -> Floats:
    spread: Floats = np.exp(-logits)
    return np.float32(1.0) / (np.float32(1.0) + spread)
