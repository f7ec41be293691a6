"""Recognise a capture by its content and hand it to the parser of its family."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any

from transforms.parse import agency, feeds, jsonfeed, jsonlines
from transforms.parse.decode import decode
from transforms.parse.html import parse_html
from transforms.parse.objects import BrokenJson, read_json
from transforms.parse.result import Parsed, reject_capture
from transforms.parse.text import parse_text
from transforms.parse.xml import Prolog, read_prolog
from transforms.records import Capture, Entry, Reason, Reject

MAX_BODY_CHARACTERS = 1_000_000  # of one entry; a longer one is a book or a broken export, and would choke the coder

_FEED_ROOTS = frozenset({"rss", "feed", "rdf:rdf", "rdf", "channel", "entry"})
_LATE_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\s[^<>]*(?:xmlns|version)\s*=", re.I)
_ITEM = re.compile(r"<(?:item|entry)[\s>]", re.I)
_MARKUP_START = re.compile(r"\s*<[A-Za-z_!?]")
_PAGE_ROOTS = frozenset({"html", "head", "body", "article", "div", "p", "main", "section", "title", "meta", "h1", "h2"})
_PAGE = re.compile(r"<(?:!doctype\s+html|html|body)[\s>]", re.I)
_HEAD_CHARACTERS = 4096  # where a format shows itself
_PACKED = re.compile(r"\.(?:gz|bz2|xz|zstd?)$")  # what a name ended in before it was unpacked
_NUL_OR_SURROGATE = re.compile("[\x00\ud800-\udfff]")


def parse_capture(capture: Capture) -> Parsed:
    """Read the entries of a capture.

    Never raises for bad input and never returns nothing: what cannot be read becomes a reject with its reason.
    """
    if not capture.body.strip():
        return Parsed(rejects=(reject_capture(capture, Reason.EMPTY, "nothing but white space in it"),))
    if agency.is_anpa(capture.body):
        return _tidy(capture, agency.parse_anpa(capture))
    text = decode(capture.body, capture.media_type)
    if text is None:
        detail = "no text in any known encoding; give feeds, pages, plain text or JSON"
        return Parsed(rejects=(reject_capture(capture, Reason.BINARY, detail),))
    if not text.strip():
        return Parsed(rejects=(reject_capture(capture, Reason.EMPTY, "nothing but white space in it"),))
    return _tidy(capture, _parse_text_format(capture, text))


def _parse_text_format(capture: Capture, text: str) -> Parsed:
    start = text.lstrip()[:1]
    if start in {"{", "["} or (start != "<" and _is_named(capture, ".jsonl", ".ndjson")):
        parsed = _parse_json(capture, text)
        if parsed is not None:
            return parsed
    prolog = read_prolog(text)
    if prolog.root in _FEED_ROOTS or prolog.root.endswith((":feed", ":rdf", ":entry")):
        return feeds.parse_feed(capture, text, prolog)
    late = _LATE_FEED.search(text, 0, _HEAD_CHARACTERS)
    if late and _ITEM.search(text, late.end()) and not _PAGE.search(text, 0, late.start()):
        return feeds.parse_feed(capture, text, Prolog("", late.start(), ""))  # a server's warning stands before it
    if start != "<" or not _MARKUP_START.match(text):
        if _PAGE.search(text, 0, _HEAD_CHARACTERS):
            return parse_html(capture, text)
        return parse_text(capture, text)
    return _parse_markup(capture, text, prolog)


def _parse_markup(capture: Capture, text: str, prolog: Prolog) -> Parsed:
    name = prolog.root.rpartition(":")[2]
    if name in agency.READERS:
        return agency.READERS[name](capture, text, prolog)
    if prolog.root in _PAGE_ROOTS or prolog.doctype == "html" or _PAGE.search(text, 0, _HEAD_CHARACTERS):
        return parse_html(capture, text)
    if not prolog.root:
        detail = "markup without a root element; it was cut or is broken"
        return Parsed(rejects=(reject_capture(capture, Reason.MALFORMED, detail),))
    if text.lstrip().startswith("<?xml") or "xmlns" in text[prolog.offset : prolog.offset + _HEAD_CHARACTERS]:
        detail = f"XML with the root <{prolog.root}>, which no parser knows"
        return Parsed(rejects=(reject_capture(capture, Reason.UNKNOWN_FORMAT, detail),))
    return parse_html(capture, text)


def _parse_json(capture: Capture, text: str) -> Parsed | None:
    """Read JSON of any family; None when the text only happens to begin with a bracket."""
    try:
        document = read_json(text)
    except BrokenJson as error:
        if _has_lines(capture, text):
            return jsonlines.parse_lines(capture, text)
        if jsonfeed.is_cut_feed(text):
            return jsonfeed.parse_cut_feed(capture, text)
        if not re.match(r'\s*(?:\[\s*)*(?:\{\s*"|\[\s*$|\[\s*\[)', text[:_HEAD_CHARACTERS]):
            return None
        return Parsed(rejects=(reject_capture(capture, Reason.MALFORMED, f"broken JSON: {error}"),))
    if isinstance(document, dict) and (feed := jsonfeed.find_feed(document)) is not None:
        return jsonfeed.parse_feed(capture, feed)
    return jsonlines.parse_objects(capture, document) if isinstance(document, (dict, list)) else None


def _has_lines(capture: Capture, text: str) -> bool:
    """Tell whether the text holds one JSON object a line: by its name, or when one of the first lines is an object."""
    if _is_named(capture, ".jsonl", ".ndjson") or "ndjson" in (capture.media_type or ""):
        return True
    lines = [line for line in text[: 64 * _HEAD_CHARACTERS].split("\n", 20)[:20] if line.strip()]
    return len(lines) > 1 and any(_is_object(line) for line in lines)


def _is_object(line: str) -> bool:
    if not line.lstrip().startswith('{"'):
        return False
    try:
        return isinstance(read_json(line), dict)
    except BrokenJson:
        return False


def _is_named(capture: Capture, *suffixes: str) -> bool:
    return _PACKED.sub("", capture.address.partition("#")[0].lower()).endswith(suffixes)


def _tidy(capture: Capture, parsed: Parsed) -> Parsed:
    """Make entries fit for storage: no entry beyond the limit, no characters that UTF-8 or a database refuses."""
    entries: list[Entry] = []
    rejects: list[Reject] = list(parsed.rejects)
    for entry in parsed.entries:
        if len(entry.body) > MAX_BODY_CHARACTERS:
            detail = f"an article of {len(entry.body):,} characters; the limit is {MAX_BODY_CHARACTERS:,}, split it"
            rejects.append(reject_capture(capture, Reason.TOO_LARGE, detail, entry.position))
        else:
            entries.append(_clean(entry))
    return Parsed(tuple(entries), tuple(rejects))


def _clean(entry: Entry) -> Entry:
    dirty: dict[str, Any] = {}
    for field in fields(entry):
        value = getattr(entry, field.name)
        if isinstance(value, str) and _NUL_OR_SURROGATE.search(value):
            dirty[field.name] = _NUL_OR_SURROGATE.sub("\ufffd", value)
        elif isinstance(value, tuple) and any(_NUL_OR_SURROGATE.search(word) for word in value):
            dirty[field.name] = tuple(_NUL_OR_SURROGATE.sub("\ufffd", word) for word in value)
    return replace(entry, **dirty) if dirty else entry
