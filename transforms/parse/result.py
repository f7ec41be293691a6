"""What parsing gives back."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.records import Capture, Entry, Reason, Reject, Stage
from transforms.rejects import make_reject


@dataclass(frozen=True, slots=True)
class Parsed:
    """All that one capture held: its entries in order, and what could not be read. Never both empty."""

    entries: tuple[Entry, ...] = ()
    rejects: tuple[Reject, ...] = ()


def reject_capture(capture: Capture, reason: Reason, detail: str, position: int | None = None) -> Reject:
    """Reject a capture, or the entry or line at `position` of it, while parsing."""
    return make_reject(
        Stage.PARSE,
        reason,
        detail,
        source_id=capture.source_id,
        address=capture.address,
        capture_id=capture.capture_id,
        position=position,
    )
