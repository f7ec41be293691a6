"""Markup to text: blocks become paragraphs, tags are stripped once, entities are read at most twice."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import lxml.html
from lxml import etree

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_ESCAPED_TAG = re.compile(
    r"&lt;/?(?:p|br|div|a|img|b|i|em|strong|span|ul|ol|li|h[1-6]|blockquote|figure|table)\b", re.I
)
_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_BLANKS = re.compile(r"[ \t\r\n\f]+")

# fmt: off
_PARAGRAPHS = frozenset((
    "address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset", "figure", "footer",
    "form", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
))
_LINES = frozenset(["li", "tr"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_CAPTIONS = frozenset(["caption", "figcaption"])
_UNSEEN = frozenset((
    "audio", "button", "canvas", "embed", "head", "iframe", "map", "noscript", "object", "script", "select", "style",
    "svg", "template", "video",
))
# fmt: on


@dataclass(frozen=True, slots=True)
class Markup:
    """What a piece of markup says: its text, and the headings and captions that its tags mark as such."""

    text: str
    headings: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()


def read_markup(raw: str) -> Markup:
    """Read a publisher's markup; text without any markup comes back as it is."""
    if "<" not in raw and _ESCAPED_TAG.search(raw):
        raw = html.unescape(raw)  # escaped once more than the format asks for: a common fault of feeds
        return _read_tags(raw)
    if "<" in raw:
        markup = _read_tags(raw)
        return Markup(_unescape(markup.text), markup.headings, markup.captions)
    return Markup(_unescape(_unescape(raw)))


def _unescape(text: str) -> str:
    return html.unescape(text) if _ENTITY.search(text) else text


def _read_tags(raw: str) -> Markup:
    document = _BROKEN.sub(" ", raw).encode("utf-8")
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(document, parser=parser)
    except etree.ParserError:  # nothing but comments or blanks
        return Markup("")
    return _Reader().read(root)


class _Reader:
    """One walk over a tree; collects the pieces of text with the breaks between them."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.headings: list[str] = []
        self.captions: list[str] = []

    def read(self, root: lxml.html.HtmlElement) -> Markup:
        unseen = 0  # depth inside elements that show no text
        marked: list[int] = []  # where the open heading or caption began
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag
            if event == "start":
                unseen += tag in _UNSEEN
                if not unseen:
                    self._open(tag, marked)
                    self._add(element.text, tag == "pre")
            else:
                if not unseen:
                    self._close(tag, marked)
                unseen -= tag in _UNSEEN
                if not unseen and element is not root:
                    self._add(element.tail, False)
        return Markup(_tidy("".join(self.pieces)), tuple(self.headings), tuple(self.captions))

    def _add(self, text: str | None, is_laid_out: bool) -> None:
        if text:
            self.pieces.append(text if is_laid_out else _BLANKS.sub(" ", text))

    def _open(self, tag: object, marked: list[int]) -> None:
        if tag in _HEADINGS or tag in _CAPTIONS:
            self.pieces.append("\n\n")
            marked.append(len(self.pieces))
        elif tag in _PARAGRAPHS:
            self.pieces.append("\n\n")
        elif tag in _LINES or tag == "br":
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append(" ")

    def _close(self, tag: object, marked: list[int]) -> None:
        if (tag in _HEADINGS or tag in _CAPTIONS) and marked:
            start = marked.pop()
            words = " ".join("".join(self.pieces[start:]).split())
            del self.pieces[start:]
            if words:
                (self.headings if tag in _HEADINGS else self.captions).append(words)
            self.pieces.append("\n\n")
        elif tag in _PARAGRAPHS:
            self.pieces.append("\n\n")


def _tidy(text: str) -> str:
    lines = (line.strip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
