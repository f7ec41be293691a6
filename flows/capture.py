"""The one way to make a capture."""

from __future__ import annotations

import datetime as dt
import hashlib

from transforms.records import Capture, make_id


def make_capture(
    source_id: str,
    address: str,
    body: bytes,
    captured_at: dt.datetime,
    *,
    media_type: str | None = None,
    status: int | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    page_of: str | None = None,
) -> Capture:
    """Make a capture; its id comes from source, address and content, so the same bytes have the same id in any run."""
    sha256 = hashlib.sha256(body).hexdigest()
    return Capture(
        capture_id=make_id("cap", source_id, address, sha256),
        source_id=source_id,
        address=address,
        captured_at=captured_at,
        sha256=sha256,
        body=body,
        media_type=media_type,
        status=status,
        headers=headers,
        page_of=page_of,
    )
