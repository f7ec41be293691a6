"""Fuzzing that learns from which lines were reached, where atheris installs (`pip install atheris`).

    mkdir found && python tests/parse/fuzz_by_coverage.py found tests/golden/parse -max_total_time=600 -timeout=60

Starts from the golden inputs and keeps in `found` what led to new lines. The options are libFuzzer's. It stops at the
first failure and leaves the bytes of it as `crash-…`; a case in `test_fuzz` or a golden pair is made of them.
"""

from __future__ import annotations

import sys

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["transforms", "flows"]):
    from test_fuzz import check_body


def main() -> None:
    """Fuzz until time is up or something fails."""
    atheris.Setup(sys.argv, lambda body: check_body(body, "a"))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
