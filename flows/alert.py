"""Telling somebody that a night went wrong: a state hook of Prefect that runs the command of the setting."""

from __future__ import annotations

import logging
import os
import subprocess
from pathlib import Path
from typing import Any

from flows.errors import SettingsError
from flows.settings import load_settings

_SECONDS = 60  # that the command may take

LOG = logging.getLogger("wireroom")


def send_alert(flow: Any, flow_run: Any, state: Any) -> None:
    """Run the setting ``alert_command`` in a shell, which finds what happened in its environment.

    ALERT_STATE (such as Failed or Crashed), ALERT_MESSAGE, ALERT_RUN (Prefect's name of the run) and
    ALERT_LAST_RUN (path of last_run.json). A command that fails is logged, and no more.
    """
    sources = flow_run.parameters.get("sources")
    try:
        settings = load_settings(Path(sources) if sources else None, os.environ)
    except SettingsError as error:
        LOG.warning("no alert: %s", error)
        return
    if settings.alert_command is None:
        return
    told = {
        "ALERT_STATE": state.name,
        "ALERT_MESSAGE": state.message or "",
        "ALERT_RUN": flow_run.name,
        "ALERT_LAST_RUN": str(settings.last_run_path.resolve()),
    }
    try:
        subprocess.run(settings.alert_command, shell=True, env=os.environ | told, check=True, timeout=_SECONDS)
    except (subprocess.SubprocessError, OSError) as error:
        LOG.warning("alert_command failed: %s", error)
