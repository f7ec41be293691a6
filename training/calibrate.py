"""Fit how sure the coder may be: the weights of `transforms/coding/confidence.py`, on sentences the model never saw.

python -m training.calibrate
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from transforms.coding.coder import Coder, Considered
from transforms.coding.confidence import MIN_CONFIDENCE
from transforms.coding.labels import Act, Sentence, overlap, read_sentences, split_of
from transforms.coding.measure import is_same_phrase, is_same_side
from transforms.records import Mention, Span

_ROOT = Path(__file__).parents[1]
_WEIGHTS = _ROOT / "transforms/coding/data/confidence.toml"
_PULL = 1.0  # towards weights of nothing: there are few sentences and many signals

_AT_ONCE = 1500  # sentences handed to a process

Rows = dict[str, list[tuple[dict[str, float], bool]]]


def consider(texts: list[str]) -> list[tuple[Considered, ...]]:
    """List the acts of sentences as they are weighed now."""
    coder = Coder.load()
    return [coder.consider(text) for text in texts]


def met(mention: Mention, sentence: Sentence) -> Act | None:
    """Find the labelled act that a mention is: its type, at its words."""
    for act in sentence.acts:
        if act.event_type == mention.event_type and overlap(act.trigger, mention.trigger):
            return act
    return None


def gather(considered: Considered, sentence: Sentence, rows: Rows) -> None:
    """Add what one act has to teach: whether it is one, and whether its fields are right if it is."""
    mention = considered.mention
    act = met(mention, sentence)
    rows["event"].append((considered.signals["event"], act is not None))
    if act is None or mention.confidence < MIN_CONFIDENCE:
        return
    for side, wanted, said in (
        ("actor", act.sources, mention.actors),
        ("recipient", act.targets, mention.recipients),
    ):
        if said:
            rows[side].append((considered.signals[side], is_same_side(wanted, said)))
    if act.setting is not None and mention.when is not None:
        at = Span(mention.when.text, mention.when.text_start, mention.when.text_end)
        rows["date"].append((considered.signals["date"], is_same_phrase(act.setting.time, at)))
    if act.setting is not None and mention.where is not None:
        there = Span(mention.where.text, mention.where.start, mention.where.end)
        rows["place"].append((considered.signals["place"], is_same_phrase(act.setting.place, there)))


def fit(rows: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fit a logistic regression by Newton's method; the first column is the bias, which is not pulled."""
    weights = np.zeros(rows.shape[1])
    pull = np.full(rows.shape[1], _PULL)
    pull[0] = 0.0
    for _ in range(30):
        p = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (p - right) + pull * weights
        curvature = (rows * (p * (1 - p))[:, None]).T @ rows + np.diag(pull + 1e-9)
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def main() -> None:
    """Fit on the dev split and write the weights: the events first, since the fields look at how sure those are."""
    dev = [s for s in read_sentences(_ROOT / "training/sentences") if split_of(s.sentence_id) == "dev"]
    parts = [[s.text for s in dev[i : i + _AT_ONCE]] for i in range(0, len(dev), _AT_ONCE)]
    for _ in range(2):
        rows: Rows = {name: [] for name in ("event", "actor", "recipient", "date", "place")}
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
            read = [acts for part in pool.map(consider, parts) for acts in part]
        for sentence, acts in zip(dev, read, strict=True):
            for one in acts:
                gather(one, sentence, rows)
        tables = []
        for name, taught in rows.items():
            values = np.array([list(signals.values()) for signals, _ in taught])
            weights = fit(values, np.array([right for _, right in taught], float))
            lines = [f"{signal} = {weight:.4f}" for signal, weight in zip(taught[0][0], weights, strict=True)]
            tables.append(f"[{name}]\n" + "\n".join(lines) + "\n")
            print(f"{name}: {len(taught)} cases, {sum(right for _, right in taught)} right")
        head = "# Fitted by training/calibrate.py on the dev split of training/sentences.\n"
        _WEIGHTS.write_text(head + "\n".join(tables), "utf-8")


if __name__ == "__main__":
    main()
