"""Where bytes come from, before they are captures: a file, a member of an archive, an answer of a server."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from flows.capture import make_capture
from transforms.records import Capture, Reason, Reject, Stage
from transforms.rejects import make_reject

_LONGEST_NAME = 300  # characters of a member's name; whoever packs an archive may write anything there
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Origin:
    """What captures and rejects of some bytes have in common."""

    source_id: str
    address: str  # URL, or path relative to what was given; of a member: the archive's, "!/" and its name
    captured_at: dt.datetime  # UTC
    columns: Mapping[str, str] = field(default_factory=dict)  # of a table: field of an article → name of its column
    media_type: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()

    def inside(self, name: str) -> Self:
        """Give the origin of a member. Its name is only a label: nothing is ever written under it."""
        return replace(
            self, address=f"{self.address}!/{clean_name(name)}", media_type=None, status=None, headers=()
        )  # fmt: skip

    def at(self, mark: str) -> Self:
        """Give the origin of a piece, such as `bytes=0-100`."""
        return replace(self, address=f"{self.address}#{mark}")

    def capture(self, body: bytes) -> Capture:
        """Make a capture of bytes that came from here."""
        return make_capture(
            self.source_id,
            self.address,
            body,
            self.captured_at,
            media_type=self.media_type,
            status=self.status,
            headers=self.headers,
        )

    def reject(self, reason: Reason, detail: str) -> Reject:
        """Reject what came from here, before anything was captured of it."""
        return make_reject(Stage.COLLECT, reason, detail, source_id=self.source_id, address=self.address)


def clean_name(name: str) -> str:
    """Make a member's name fit to be shown and stored: no control characters, and no longer than a line or two."""
    name = _UNPRINTABLE.sub("\ufffd", name)
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[:_LONGEST_NAME]}…{hashlib.sha256(name.encode()).hexdigest()[:12]}"
