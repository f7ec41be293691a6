"""The golden inputs of the parsers.

Run as a script it writes what the parsers say today into tests/golden/parse/*.expected.json; read the diff before you
commit it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import Any

from flows.capture import make_capture
from transforms.parse.dispatch import parse_capture

FOLDER = Path(__file__).resolve().parent.parent / "golden" / "parse"
_IDS = ("capture_id", "source_id", "reject_id", "address")


def list_inputs() -> list[Path]:
    return sorted(path for path in FOLDER.iterdir() if not path.name.endswith(".expected.json"))


def outline(path: Path) -> dict[str, Any]:
    """Parse a golden input and leave out what says nothing: empty fields, and ids that follow from the name."""
    parsed = parse_capture(make_capture("golden", path.name, path.read_bytes(), dt.datetime(2024, 1, 1)))
    entries = [
        {key: value for key, value in dataclasses.asdict(entry).items() if value not in (None, (), "")}
        for entry in parsed.entries
    ]
    for entry in entries:
        del entry["capture_id"]
    rejects = [
        {key: value for key, value in dataclasses.asdict(reject).items() if key not in _IDS and value is not None}
        for reject in parsed.rejects
    ]
    return {"entries": entries, "rejects": rejects}


def main() -> None:
    for path in list_inputs():
        text = json.dumps(outline(path), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        path.with_name(path.name + ".expected.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
