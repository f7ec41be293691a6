"""The rule between the three places: transforms is pure, and knows nothing of flows or the world."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = {"flows", "prefect", "duckdb", "httpx", "requests", "socket", "urllib.request", "subprocess", "sqlite3"}
FILES = sorted((ROOT / "transforms").rglob("*.py"))


def imported_names(source: str) -> set[str]:
    """All modules that a source text imports, wherever in it, with `from a import b` as both a and a.b."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def forbidden_names(source: str) -> set[str]:
    """The imports of a source text that transforms may not have."""
    names = imported_names(source)
    return {name for name in names if any(name == bad or name.startswith(f"{bad}.") for bad in FORBIDDEN)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_transforms_imports_nothing_of_the_world(path: Path) -> None:
    assert not forbidden_names(path.read_text(encoding="utf-8"))


def test_there_are_files_to_check() -> None:
    assert any(path.name == "records.py" for path in FILES)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import prefect", {"prefect"}),
        ("def f():\n    from flows.fetch import fetch", {"flows.fetch", "flows.fetch.fetch"}),
        ("from urllib import request", {"urllib.request"}),
        ("import httpx as h", {"httpx"}),
        ("from urllib.parse import urlsplit\nimport flowsheet", set()),
    ],
)
def test_the_rule_sees_an_offender(source: str, found: set[str]) -> None:
    assert forbidden_names(source) == found
