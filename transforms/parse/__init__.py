"""Bytes → Entry, a file a format family; `dispatch.parse_capture` finds the right one by content."""
