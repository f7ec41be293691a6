"""The clock, in the one form that the dataset keeps."""

from __future__ import annotations

import datetime as dt


def utc_now() -> dt.datetime:
    """Give the time, UTC without a zone."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
