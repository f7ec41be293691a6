"""Labelled sentences as records: what the coder is measured on, and what its model learns from.

The format is that of `training/README.md`. The split keeps a tenth each for choosing and for testing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transforms.records import Span

AFTER_NEWS = "nws"
"""How the ids begin of sentences that were written one by one after newspapers, drawn at random."""


@dataclass(frozen=True, slots=True)
class Setting:
    """When and where an act happened, as far as its sentence says."""

    time: Span | None
    place: Span | None


@dataclass(frozen=True, slots=True)
class Act:
    """One act as labelled: its words, and everybody who takes part."""

    trigger: Span
    event_type: str
    mode: str | None
    realis: str
    sources: tuple[Span, ...]
    targets: tuple[Span, ...]
    setting: Setting | None  # None where nobody has labelled it


@dataclass(frozen=True, slots=True)
class Relation:
    """What one party does to another."""

    source: Span
    target: Span
    event_type: str
    mode: str | None
    realis: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled sentence."""

    sentence_id: str
    text: str
    acts: tuple[Act, ...]
    relations: tuple[Relation, ...]  # those with both parties
    unrelated: tuple[tuple[Span, Span], ...]  # pairs between which nothing is reported


def split_of(sentence_id: str) -> str:
    """Put a sentence into train, dev or test for good, by its id: a tenth each for dev and test."""
    place = int(hashlib.sha256(sentence_id.encode()).hexdigest(), 16) % 10
    return {0: "test", 1: "dev"}.get(place, "train")


def read_sentences(path: Path) -> list[Sentence]:
    """Read a file of sentences, or all of a folder in the order of their names.

    ValueError names the line that is no labelled sentence, or whose label is not found in it.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    return [sentence for file in files for sentence in _read_file(file)]


def _read_file(file: Path) -> Iterator[Sentence]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield _sentence(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{file}, line {number}: no labelled sentence: {error!r}") from error


def find_phrase(text: str, phrase: str, near: int) -> Span:
    """Find a phrase in the text as whole words, the occurrence nearest to an offset; ValueError if there is none."""
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text)] or [text.index(phrase)]
    start = min(places, key=lambda place: abs(place - near))
    return Span(phrase, start, start + len(phrase))


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two phrases share words."""
    return one.start < other.end and other.start < one.end


def _sentence(row: dict[str, Any]) -> Sentence:
    text = row["text"]
    grouped: dict[tuple[Span, str, str | None, str], tuple[list[Span], list[Span]]] = {}
    settings: dict[Span, Setting] = {}
    relations = []
    for r in row["relations"]:
        trigger = find_phrase(text, r["trigger"], 0)
        source, target = (r[side] and find_phrase(text, r[side], trigger.start) for side in ("source", "target"))
        sources, targets = grouped.setdefault((trigger, r["type"], r["mode"], r["realis"]), ([], []))
        sources.extend([source] if source and source not in sources else [])
        targets.extend([target] if target and target not in targets else [])
        if "time" in r:
            time, place = (r[key] and find_phrase(text, r[key], trigger.start) for key in ("time", "place"))
            settings[trigger] = Setting(time, place)
        if source and target and not overlap(source, target):
            relations.append(Relation(source, target, r["type"], r["mode"], r["realis"]))
    unrelated = [(find_phrase(text, one, 0), find_phrase(text, other, len(text))) for one, other in row["none"]]
    return Sentence(
        sentence_id=row["id"],
        text=text,
        acts=tuple(
            Act(*key, tuple(sources), tuple(targets), settings.get(key[0]))
            for key, (sources, targets) in grouped.items()
        ),
        relations=tuple(relations),
        unrelated=tuple((one, other) for one, other in unrelated if not overlap(one, other)),
    )
