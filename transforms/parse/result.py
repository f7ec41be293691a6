"""What parsing gives back, and the one way to make a reject."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.records import Capture, Entry, Reason, Reject, Stage, make_id


@dataclass(frozen=True, slots=True)
class Parsed:
    """All that one capture held: its entries in order, and what could not be read. Never both empty."""

    entries: tuple[Entry, ...] = ()
    rejects: tuple[Reject, ...] = ()


def make_reject(
    stage: Stage,
    reason: Reason,
    detail: str,
    *,
    source_id: str,
    address: str | None,
    capture_id: str | None = None,
    position: int | None = None,
) -> Reject:
    """Make a reject whose id depends on what was rejected and why, not on the wording of the detail."""
    return Reject(
        reject_id=make_id("rej", stage, reason, source_id, address, capture_id, position),
        source_id=source_id,
        address=address,
        stage=stage,
        reason=reason,
        detail=detail,
        capture_id=capture_id,
        position=position,
    )


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
