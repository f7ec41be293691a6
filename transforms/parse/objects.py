"""An article as a JSON object, whatever family it came in: the names of its fields, and how to read them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from transforms.parse.html import looks_like_markup
from transforms.parse.slug import slugify
from transforms.records import Capture, Entry

# Names in the order of preference: those of plain JSON lines, of JSON Feed and of ninjs. Compared in lower case.
_NAMES = {
    "external_id": ("id", "guid", "uri"),
    "address": ("url", "link", "external_url"),
    "title": ("title", "headline"),
    "body": ("text", "body", "content", "content_html", "content_text", "body_html", "body_text"),
    "teaser": ("summary", "description", "description_text", "description_html"),
    "published": (
        "published",
        "date_published",
        "published_at",
        "publishedat",
        "pubdate",
        "date",
        "versioncreated",
        "date_modified",
    ),
    "byline": ("authors", "author", "byline", "by"),
    "language": ("language", "lang"),
    "keywords": ("keywords", "tags", "keyword", "subject"),
    "source": ("source",),
}
FIELDS = ("id", "url", "title", "text", "published", "authors", "language", "keywords", "source")
"""The fields of an article under the first of their names: those that a table's columns may be mapped to."""

_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+);", re.I)


class BrokenJson(ValueError):  # noqa: N818  # not an error of ours: a finding about the input
    """The text is no JSON; the message says where."""


def read_json(text: str) -> Any:
    """Read JSON. Raises BrokenJson for anything that Python's reader cannot take, endless nesting included."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BrokenJson(f"line {error.lineno}, column {error.colno}: {error.msg}") from None
    except (ValueError, RecursionError) as error:
        what = "nested too deep" if isinstance(error, RecursionError) else "a number is too long"
        raise BrokenJson(what) from None


def holds_article(names: Iterable[str]) -> bool:
    """Tell whether objects with fields of these names can be articles: one of them must be a title or a text."""
    known = {*_NAMES["title"], *_NAMES["body"], *_NAMES["teaser"]}
    return any(name.lower() in known for name in names)


def read_object(capture: Capture, fields: dict[str, Any], position: int, ground: str = "field") -> Entry:
    """Read an article from an object; without title and body when the object holds none.

    The field `source` names the outlet, and then stands for the source of the whole file.
    """
    lowered = _unfold({key.lower(): value for key, value in fields.items()})
    title = next(_list_texts(lowered, "title"), "")
    body_name = next((name for name in (*_NAMES["body"], *_NAMES["teaser"]) if _read_text(lowered.get(name))), "")
    body = _read_text(lowered.get(body_name))
    is_html = body_name.endswith("_html") or looks_like_markup(body)
    if is_html and not looks_like_markup(title) and not _ENTITY.search(title):
        title = html.escape(title, quote=False)  # the flag holds for both, so a plain title is written as markup
    published = next(_list_texts(lowered, "published"), None)
    return Entry(
        capture_id=capture.capture_id,
        source_id=slugify(next(_list_texts(lowered, "source"), ""), fallback=capture.source_id),
        position=position,
        external_id=next(_list_texts(lowered, "external_id"), None),
        address=next(_list_texts(lowered, "address"), None),
        title=title or None,
        body=body,
        is_html=is_html,
        published_raw=published,
        published_ground=ground if published else None,
        byline=", ".join(next((words for words in _list_lists(lowered, "byline")), ())) or None,
        language=next(_list_texts(lowered, "language"), None),
        keywords=next((words for words in _list_lists(lowered, "keywords")), ()),
    )


def _unfold(fields: dict[str, Any]) -> dict[str, Any]:
    """Give the first title and text of ninjs 2, which lists several, their names of ninjs 1."""
    for name, single in (("headlines", "headline"), ("bodies", "body"), ("bylines", "byline")):
        listed = [part for part in _as_list(fields.get(name)) if isinstance(part, dict) and part.get("value")]
        main = next((part for part in listed if part.get("role") in {None, "main", "headline", "body"}), None)
        if part := main or next(iter(listed), None):
            is_html = single == "body" and "html" in str(part.get("contenttype") or part.get("contentType"))
            fields.setdefault(f"{single}_html" if is_html else single, part["value"])
    return fields


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _list_texts(fields: dict[str, Any], field: str) -> Iterator[str]:
    for name in _NAMES[field]:
        if text := _read_text(fields.get(name)):
            yield text


def _list_lists(fields: dict[str, Any], field: str) -> Iterator[tuple[str, ...]]:
    for name in _NAMES[field]:
        if words := _read_words(fields.get(name), split=field == "keywords"):
            yield words


def _read_text(value: object) -> str:
    """Read a text, or a number as its digits; "" for anything else."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def _read_words(value: object, *, split: bool) -> tuple[str, ...]:
    """Read a list of texts or of objects with a name; a single text is cut at its commas where that is asked."""
    if isinstance(value, str):
        parts: list[object] = list(value.split(",")) if split else [value]
    elif isinstance(value, list):
        parts = value
    else:
        parts = [value]
    words = (_read_text(part.get("name") if isinstance(part, dict) else part) for part in parts)
    return tuple(dict.fromkeys(word for word in words if word))
