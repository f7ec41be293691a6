"""Addresses of stories: one spelling for one page."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit, urlunsplit

from transforms.normalize.words import read_table

_LISTS = read_table("addresses")
_TRACKING = frozenset(_LISTS["tracking"])
_TRACKING_OPENINGS = tuple(_LISTS["tracking_openings"])
_TRACKING_PAIRS = frozenset(_LISTS["tracking_pairs"])
_DEFAULT_PORTS: dict[str, int] = _LISTS["default_ports"]


def canonical_url(address: str) -> str | None:
    """Return the web address with scheme and host in small letters and without fragment, default port and tracking.

    Path and the order of parameters stay as they are, because servers may tell them apart. None for what is no
    absolute http or https address.
    """
    try:
        parts = urlsplit("".join(address.split()))
        host, port = parts.hostname, parts.port
    except ValueError:  # a bracket out of place, or a port that is no number
        return None
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return None
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    return urlunsplit((parts.scheme, host, parts.path or "/", query, ""))


def names_a_story(canonical: str) -> bool:
    """Tell whether a canonical address can be one story's own: careless feeds link every item to the front page."""
    parts = urlsplit(canonical)
    return parts.path not in ("", "/") or bool(parts.query)


def _is_tracking(pair: str) -> bool:
    pair = unquote(pair).lower()
    name = pair.partition("=")[0]
    return name in _TRACKING or name.startswith(_TRACKING_OPENINGS) or pair in _TRACKING_PAIRS
