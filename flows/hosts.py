"""Politeness: one exchange a host at a time, a pause between two, and rest for a host that asks for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flows.errors import TransientError
from transforms.records import Reason

LONGEST_WAIT_SECONDS = 10.0  # within a run, for a host that asked for rest
LONGEST_PAUSE_SECONDS = 30.0  # that a robots.txt may ask for


@dataclass(slots=True)
class _Gate:
    lock: threading.Lock = field(default_factory=threading.Lock)
    pause: float = 0.0  # seconds
    free_at: float = float("-inf")  # of the clock: the pause is over
    rested_at: float = float("-inf")  # of the clock: the host may be asked again


class Hosts:
    """Whose turn it is at which host; shared by all threads of a run."""

    def __init__(
        self,
        pause_seconds: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause = pause_seconds
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._gates: dict[str, _Gate] = {}

    @contextmanager
    def turn(self, host: str, *, pauses: bool = True) -> Iterator[None]:
        """Wait until this host may be asked, and hold its turn for the length of the block.

        Without `pauses` the block goes on with what the turn before began. Raises TransientError when the host asked
        to be left alone for longer than a run can wait.
        """
        gate = self._gate(host)
        with gate.lock:
            now = self._clock()
            if gate.rested_at - now > LONGEST_WAIT_SECONDS:
                seconds = gate.rested_at - now
                detail = f"{host} asked to be left alone for another {seconds:.0f} seconds"
                raise TransientError(detail, reason=Reason.HTTP_ERROR, retry_after_seconds=seconds)
            wait = max(gate.rested_at, gate.free_at if pauses else now) - now
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                gate.free_at = self._clock() + max(self._pause, gate.pause)

    def let_rest(self, host: str, seconds: float) -> None:
        """Leave a host alone for some time, as it asked."""
        gate = self._gate(host)
        gate.rested_at = max(gate.rested_at, self._clock() + seconds)

    def slow_down(self, host: str, pause_seconds: float) -> None:
        """Pause longer between two exchanges with a host, as its robots.txt asks."""
        self._gate(host).pause = min(pause_seconds, LONGEST_PAUSE_SECONDS)

    def _gate(self, host: str) -> _Gate:
        with self._lock:
            return self._gates.setdefault(host, _Gate())
