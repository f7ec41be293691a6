"""Readers hold the published copy while runs replace it.

Four through ten runs: NIGHTS=10 READERS=4 pytest -s tests/flows/test_readers.py; it tells how long the runs took too.
"""

from __future__ import annotations

import os
import statistics
from pathlib import Path

import pytest
from readers import N_ARTICLES, run_nights


@pytest.mark.usefixtures("run_apart")
def test_readers_see_whole_copies_only(tmp_path: Path) -> None:
    n_nights, n_readers = int(os.environ.get("NIGHTS", "3")), int(os.environ.get("READERS", "2"))
    beside, seen = run_nights(tmp_path / "beside", n_nights, n_readers)
    assert len(seen) == n_readers
    for reader in seen:
        assert reader["queries"]
        assert set(reader["copies"]) <= {N_ARTICLES * (n + 1) for n in range(n_nights)}
    if "NIGHTS" in os.environ:  # for people: no test asserts how long something takes
        alone, _ = run_nights(tmp_path / "alone", n_nights, 0)
        print(*seen, sep="\n")  # noqa: T201
        print(f"seconds a run: {statistics.median(beside):.2f} beside, {statistics.median(alone):.2f} alone")  # noqa: T201
