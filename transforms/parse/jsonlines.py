"""JSON lines, and single JSON objects or lists of them."""

from __future__ import annotations

from typing import Any

from transforms.parse.objects import BrokenJson, read_json, read_object
from transforms.parse.result import Parsed, reject_capture
from transforms.records import Capture, Entry, Reason, Reject

_NO_ARTICLE = "neither a title nor a text in it; the fields read are id, url, title, text, published, authors, language"


def parse_lines(capture: Capture, text: str) -> Parsed:
    """Read one object a line. Positions are line numbers, 0-based; a broken line becomes a reject, the rest goes on."""
    outcomes: list[Entry | Reject] = []
    for number, line in enumerate(text.split("\n")):
        if not line.strip():
            continue
        try:
            outcomes.append(_read_item(capture, read_json(line), number))
        except BrokenJson:
            detail = f"line {number + 1} of the capture is no JSON; mend it and give the file again"
            outcomes.append(reject_capture(capture, Reason.MALFORMED, detail, number))
    return _sort(capture, outcomes)


def parse_objects(capture: Capture, document: list[Any] | dict[str, Any]) -> Parsed:
    """Read a JSON document that is an article or a list of articles."""
    if isinstance(document, dict):
        entry = read_object(capture, document, 0)
        if not (entry.title or entry.body):
            detail = f"a JSON object without an article: {_NO_ARTICLE}"
            return Parsed(rejects=(reject_capture(capture, Reason.UNKNOWN_FORMAT, detail),))
        return Parsed((entry,))
    if not document:
        return Parsed(rejects=(reject_capture(capture, Reason.EMPTY, "a JSON list without articles"),))
    return _sort(capture, [_read_item(capture, item, position) for position, item in enumerate(document)])


def _sort(capture: Capture, outcomes: list[Entry | Reject]) -> Parsed:
    """Part entries from rejects; when nothing at all is an article, say so once."""
    entries = tuple(outcome for outcome in outcomes if isinstance(outcome, Entry))
    rejects = tuple(outcome for outcome in outcomes if isinstance(outcome, Reject))
    if not entries and all(reject.reason == Reason.NO_TEXT for reject in rejects):
        detail = f"{len(rejects)} JSON objects, none of them an article: {_NO_ARTICLE}"
        return Parsed(rejects=(reject_capture(capture, Reason.UNKNOWN_FORMAT, detail),))
    return Parsed(entries, rejects)


def _read_item(capture: Capture, item: Any, position: int) -> Entry | Reject:
    if not isinstance(item, dict):
        return reject_capture(capture, Reason.MALFORMED, "no JSON object", position)
    entry = read_object(capture, item, position)
    return entry if entry.title or entry.body else reject_capture(capture, Reason.NO_TEXT, _NO_ARTICLE, position)
