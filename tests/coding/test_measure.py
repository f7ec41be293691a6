from __future__ import annotations

import json
from pathlib import Path

import pytest
from dataset_factory import make_article, make_mention

from transforms.coding.labels import Sentence, read_sentences
from transforms.coding.measure import NOTHING, calibration_error, measure
from transforms.records import Mention, Party, Span

TEXT = "Turkey accused Syria of shelling and Iran criticised both."


def sentence(tmp_path: Path, relations: list[dict[str, object]]) -> Sentence:
    path = tmp_path / "labelled.jsonl"
    row = {"id": "x-1", "text": TEXT, "relations": relations, "none": [["Syria", "Iran"]]}
    path.write_text(json.dumps(row) + "\n", "utf-8")
    return read_sentences(path)[0]


def relation(source: str | None, target: str | None, trigger: str, kind: str = "ACCUSE") -> dict[str, object]:
    return {"source": source, "target": target, "type": kind, "mode": None, "trigger": trigger, "realis": "asserted"}


def mention(trigger: str, kind: str, actor: str, sure: float = 0.8) -> Mention:
    def party(name: str) -> Party:
        return Party(name, TEXT.index(name), TEXT.index(name) + len(name), confidence=sure)

    at = Span(trigger, TEXT.index(trigger), TEXT.index(trigger) + len(trigger))
    changes = {"event_type": kind, "mode": None, "trigger": at, "actors": (party(actor),), "recipients": ()}
    return make_mention(make_article("x"), confidence=sure, **changes)


def test_what_meets_a_label_counts_and_the_rest_is_wrong_or_missed(tmp_path: Path) -> None:
    labelled = sentence(tmp_path, [relation("Turkey", "Syria", "accused"), relation("Iran", None, "criticised")])
    said = [
        mention("accused", "ACCUSE", "Turkey"),
        mention("criticised", "REJECT", "Iran"),
        mention("shelling", "ASSAULT", "Syria"),
    ]
    measured = measure([(labelled, said)])
    assert (measured.all_types.hit, measured.all_types.said, measured.all_types.labelled) == (1, 3, 2)
    assert measured.confusion == {("ACCUSE", "ACCUSE"): 1, ("ACCUSE", "REJECT"): 1, (NOTHING, "ASSAULT"): 1}
    assert measured.fields["actor"] == [(0.8, True)]
    assert measured.fields["recipient"] == [(None, False)]  # nobody was said, and Syria is labelled


def test_a_quiet_sentence_that_is_left_quiet_is_no_mistake(tmp_path: Path) -> None:
    quiet = sentence(tmp_path, [])
    assert measure([(quiet, [])]).n_disturbed == 0
    assert measure([(quiet, [mention("accused", "ACCUSE", "Turkey")])]).n_disturbed == 1


def test_one_label_is_met_once(tmp_path: Path) -> None:
    labelled = sentence(tmp_path, [relation("Turkey", "Syria", "accused")])
    twice = [mention("accused", "ACCUSE", "Turkey"), mention("accused", "ACCUSE", "Turkey")]
    assert measure([(labelled, twice)]).all_types.precision == 0.5


def test_calibration_error_is_the_gap_between_sure_and_right() -> None:
    assert calibration_error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0.0)
    assert calibration_error([(0.9, False)] * 10) == pytest.approx(0.9)
    assert calibration_error([(0.75, True)] * 3 + [(0.75, False), (None, False)]) == pytest.approx(0.0)
    assert calibration_error([]) is None


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "x-1", "text": "A b", "relations": [], "none": []}\n{"id": 3}\n', "utf-8")
    with pytest.raises(ValueError, match=r"bad\.jsonl, line 2"):
        read_sentences(path)
