from __future__ import annotations

import json
from pathlib import Path

import pytest
from golden_parse import FOLDER, list_inputs, outline


@pytest.mark.parametrize("path", list_inputs(), ids=lambda path: path.name)
def test_golden_inputs_read_as_reviewed(path: Path) -> None:
    """After a wanted change run `python tests/parse/golden_parse.py` and read the diff."""
    expected = json.loads(path.with_name(path.name + ".expected.json").read_text("utf-8"))
    assert json.loads(json.dumps(outline(path))) == expected


def test_no_expectation_is_left_without_its_input() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.expected.json")) == [
        path.name + ".expected.json" for path in list_inputs()
    ]
