"""How Prefect is set up; everything here happens before Prefect is imported, because it reads its settings then."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def prepare_prefect(data_dir: Path, *, is_verbose: bool = False) -> None:
    """Make Prefect quiet, patient and private; whatever the user has set in the environment stays.

    Without a standing server (PREFECT_API_URL) a run starts one of its own and keeps its records under the data
    folder, so that nothing is left anywhere else. The console shows what went wrong in our own words; Prefect's log,
    with every traceback, is in its records, and on the console with `is_verbose`.
    """
    if "prefect" in sys.modules and "PREFECT_HOME" not in os.environ:
        raise RuntimeError("prefect was imported before prepare_prefect")
    wanted = {
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "60",
        "PREFECT_LOGGING_LEVEL": "INFO" if is_verbose else "WARNING",
        # A failed attempt is logged with its traceback; a person gets one line from us instead.
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "INFO" if is_verbose else "CRITICAL",
    }
    if "PREFECT_API_URL" not in os.environ:
        wanted["PREFECT_HOME"] = str((data_dir / "prefect").resolve())
        wanted["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] = "true"
    for name, value in wanted.items():
        os.environ.setdefault(name, value)
