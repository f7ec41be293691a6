"""What the robots.txt of a host lets us read; asked once a run."""

from __future__ import annotations

import datetime as dt
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego

from flows.errors import CollectError
from flows.sources import Source

if TYPE_CHECKING:
    from flows.fetch import Client

AGENT = "Wireroom"
_EVERYTHING = ""  # a robots.txt that forbids nothing
_NOTHING = "User-agent: *\nDisallow: /"


class Robots:
    """The rules of the hosts that a run reads pages of; safe to use from several threads."""

    def __init__(self, client: Client, now: dt.datetime) -> None:
        self._client = client
        self._now = now
        self._lock = threading.Lock()
        self._rules: dict[str, tuple[threading.Lock, list[Protego]]] = {}

    def allow(self, source: Source, address: str) -> bool:
        """Tell whether an address may be read, and heed the pause that its host asks for.

        RFC 9309: where there is no robots.txt (4xx) all may be read, and where it cannot be had, nothing.
        """
        parts = urlsplit(address)
        with self._lock:
            lock, rules = self._rules.setdefault(f"{parts.scheme}://{parts.netloc}", (threading.Lock(), []))
        with lock:
            if not rules:
                rules.append(Protego.parse(self._fetch(source, f"{parts.scheme}://{parts.netloc}/robots.txt")))
                delay = rules[0].crawl_delay(AGENT)
                if delay and parts.hostname:
                    self._client.hosts.slow_down(parts.hostname, float(delay))
        return bool(rules[0].can_fetch(address, AGENT))

    def _fetch(self, source: Source, address: str) -> str:
        try:
            capture = self._client.fetch(source.model_copy(update={"url": address}), self._now).capture
        except CollectError as error:
            return _EVERYTHING if error.status is not None and 400 <= error.status < 500 else _NOTHING
        return capture.body.decode("utf-8", "replace") if capture else _EVERYTHING
