"""The model that ships is the one that our sentences made."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from transforms.coding.labels import read_sentences, split_of

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "transforms/coding/model"
SENTENCES = ROOT / "training/sentences"
LIMIT = 30_000_000  # bytes, of the whole model


def test_the_model_was_trained_on_these_sentences() -> None:
    card = json.loads((MODEL / "card.json").read_text("utf-8"))
    together = b"".join(file.read_bytes() for file in sorted(SENTENCES.glob("*.jsonl")))
    assert card["sentences_sha256"] == hashlib.sha256(together).hexdigest(), "the sentences have changed: `make train`"


def test_the_model_is_small() -> None:
    assert sum(file.stat().st_size for file in MODEL.iterdir()) < LIMIT


def test_a_tenth_each_is_kept_from_training() -> None:
    splits = [split_of(sentence.sentence_id) for sentence in read_sentences(SENTENCES)]
    for name in ("dev", "test"):
        assert 0.08 < splits.count(name) / len(splits) < 0.12
