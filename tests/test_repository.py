"""What holds for every file of the project."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES = 400
DATA = {".csv", ".json", ".jsonl", ".lock", ".onnx", ".png", ".toml", ".tsv", ".txt"}
# A name is cut in two with brackets, so that this file does not name what it looks for.
HOSTS = re.compile(r"py[p]i\.org|python[h]osted|registry\.n[p]mjs|deb\.de[b]ian|crates\.i[o]|conda\.ana[c]onda")
PLACES = re.compile(r"(?<![\w.])/(?:wor[k]|roo[t]|hom[e]|tm[p])/[a-z]")


def tracked_files() -> list[Path]:
    """The files that git knows; skips where this is no git checkout."""
    if not (ROOT / ".git").exists():
        pytest.skip("needs a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def is_data(path: Path) -> bool:
    """Word lists, examples, golden pairs and what is generated: not meant to be read in one sitting."""
    return (
        path.suffix in DATA
        or {"examples", "golden"} & set(path.parts) != set()
        or path.name in ("LICENSE", "schema.md")
    )


def test_no_file_is_too_long_to_read_in_one_sitting() -> None:
    lengths = {path: len(path.read_bytes().splitlines()) for path in tracked_files() if not is_data(path)}
    assert ROOT / "flows" / "settings.py" in lengths
    assert not {str(path): n for path, n in lengths.items() if n > MOST_LINES}


def test_no_registry_is_named() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked_files()
        if (match := HOSTS.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert not found


def test_no_place_on_somebodys_machine_is_named() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked_files()
        if (match := PLACES.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert not found


def test_the_patterns_find_an_offender() -> None:
    assert PLACES.search('open("/ho' + 'me/jane/list.txt")')
    assert HOSTS.search("https://files.python" + "hosted.org/packages")


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "LICENSE", "Makefile", "sources.toml", ".ci/run"])
def test_what_a_newcomer_looks_for_is_there(name: str) -> None:
    assert (ROOT / name).is_file()
