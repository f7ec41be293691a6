"""Plain text: the whole of it is one entry; its layout is read when it is normalized."""

from __future__ import annotations

from transforms.parse.result import Parsed
from transforms.records import Capture, Entry


def parse_text(capture: Capture, text: str) -> Parsed:
    """Take a text as one entry without a title: the title stands somewhere in the layout."""
    entry = Entry(
        capture_id=capture.capture_id,
        source_id=capture.source_id,
        position=0,
        external_id=None,
        address=capture.address if capture.status is not None else None,
        title=None,
        body=text,
        is_html=False,
    )
    return Parsed((entry,))
