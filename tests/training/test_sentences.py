from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from transforms.coding.ontology import load_ontology
from transforms.records import Realis

TRAINING = Path(__file__).resolve().parents[2] / "training"
FILES = sorted(path for folder in ("sentences", "next") for path in (TRAINING / folder).glob("*.jsonl"))
ONTOLOGY = load_ontology()


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_label_is_valid_and_verbatim(path: Path) -> None:
    for row in read(path):
        assert set(row) == {"id", "text", "relations", "none"}, row["id"]
        for relation in row["relations"]:
            setting = {"time", "place"} & set(relation)
            assert set(relation) - setting == {"source", "target", "type", "mode", "trigger", "realis"}, row["id"]
            assert len(setting) in (0, 2), row["id"]
            root = ONTOLOGY.roots[relation["type"]]
            assert relation["mode"] is None or relation["mode"] in root.modes, row["id"]
            assert relation["realis"] in set(Realis), row["id"]
            assert relation["source"] or relation["target"], row["id"]
            phrases = [relation["trigger"], relation["source"], relation["target"], *map(relation.get, setting)]
            assert all(phrase in row["text"] for phrase in phrases if phrase), (row["id"], phrases)
        for pair in row["none"]:
            assert len(pair) == 2, row["id"]
            assert all(phrase in row["text"] for phrase in pair), (row["id"], pair)


def test_no_sentence_stands_twice() -> None:
    rows = [row for path in FILES for row in read(path)]
    assert [i for i, n in Counter(row["id"] for row in rows).items() if n > 1] == []
    assert [text for text, n in Counter(row["text"] for row in rows).items() if n > 1] == []


def test_the_set_keeps_its_balance() -> None:
    rows = [row for path in FILES for row in read(path)]
    types = Counter(relation["type"] for row in rows for relation in row["relations"])
    assert set(types) == set(ONTOLOGY.roots)
    assert min(types.values()) >= 200
    assert sum(not row["relations"] for row in rows) >= 0.33 * len(rows)
