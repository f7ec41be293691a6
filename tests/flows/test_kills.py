"""A run that is killed is simply run again. Forty kills: KILLS=40 pytest -s tests/flows/test_kills.py"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from kills import Killing

STAGES = ("code", "load", "publish", "export", "collect")


@pytest.mark.usefixtures("run_apart")
def test_a_killed_run_is_simply_run_again(tmp_path: Path) -> None:
    killing, chance = Killing(tmp_path / "killing"), random.Random(1)
    kills = [killing.kill(STAGES[n % len(STAGES)], chance) for n in range(int(os.environ.get("KILLS", "3")))]
    print(*kills, sep="\n")  # noqa: T201
    assert not all(kill.was_late for kill in kills), "every run had ended before it was killed"
