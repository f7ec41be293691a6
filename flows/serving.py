"""The nightly flow on its schedule, by a process that stands."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

from prefect.deployments import run_deployment
from prefect.events import DeploymentEventTrigger
from prefect.runner import Runner
from prefect.schedules import Cron

from flows.nightly import nightly
from flows.settings import Settings

# Prefect sees when the process of a run dies, and this starts another: one a minute at most, so that what dies at once
# is not repeated for ever; flows.repeat gives up on the rest. prefect.yaml holds the same for a server that stands.
ON_CRASH = DeploymentEventTrigger(
    name="repeat a nightly run that crashed",
    expect={"prefect.flow-run.Crashed"},
    within=dt.timedelta(minutes=1),
    match={"prefect.resource.id": "prefect.flow-run.*"},
    match_related={"prefect.resource.role": "flow", "prefect.resource.name": "nightly"},
    parameters={"is_repeat": True},
)


def serve_nightly(settings: Settings, sources: Path | None, due_now: str | None) -> None:
    """Run the flow on its schedule, one run at a time, until stopped; at once too, where ``due_now`` says why."""
    given = {"sources": None if sources is None else str(sources), "due_only": True}
    runner = Runner(name="nightly", limit=1)
    deployment_id = runner.add_flow(
        nightly,
        name="nightly",
        schedule=Cron(settings.cron, timezone=settings.timezone),
        parameters=given,
        triggers=[ON_CRASH],
    )
    if due_now is not None:
        run_deployment(str(deployment_id), timeout=0, tags=["catch-up"])
    asyncio.run(runner.start())
