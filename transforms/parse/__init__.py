"""Bytes → Entry: one file a format family; `parse_capture` finds the right one by content."""

from transforms.parse.dispatch import parse_capture
from transforms.parse.result import Parsed, make_reject

__all__ = ["Parsed", "make_reject", "parse_capture"]
