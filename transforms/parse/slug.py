"""Names as source ids."""

from __future__ import annotations

import re


def slugify(name: str, fallback: str = "source") -> str:
    """Write a name in lower case, digits and hyphens; `fallback` when nothing is left of it."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or fallback
