"""Recognise a capture by its content and hand it to the parser of its family."""

from __future__ import annotations

from transforms.parse.result import Parsed, reject_capture
from transforms.records import Capture, Reason


def parse_capture(capture: Capture) -> Parsed:
    """Read the entries of a capture. Never raises for bad input: what cannot be read becomes a reject."""
    return Parsed(rejects=(reject_capture(capture, Reason.UNKNOWN_FORMAT, "no parser recognises it"),))
