"""What every XML family needs: the way past the prolog, a bound on depth, and a hardened reader."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

MAX_DEPTH = 200  # of tags within tags; feeds and agency formats stay under 30

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#([xX][0-9a-fA-F]+|[0-9]+);?")
_SPACE = re.compile(r"[\s\ufeff]*")
_NAME = re.compile(r"<([A-Za-z_][\w.-]*(?::[\w.-]+)?)")
_DOCTYPE_END = re.compile(r"\]\s*>")


@dataclass(frozen=True, slots=True)
class Prolog:
    """What stands before the root of a document."""

    root: str  # lower-case name of the root with its prefix; "" when there is none
    offset: int  # where the root's tag begins
    doctype: str  # lower-case name in the document type; "" without one


def read_prolog(text: str) -> Prolog:
    """Step over white space, declarations, comments and the document type, in whatever order they come."""
    doctype = ""
    at = 0
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]  # matches the empty string
        if text.startswith("<?", at):
            end = text.find("?>", at)
            at = end + 2 if end >= 0 else -1
        elif text.startswith("<!--", at):
            end = text.find("-->", at)
            at = end + 3 if end >= 0 else -1
        elif text[at : at + 9].lower() == "<!doctype":
            name = re.compile(r"\s+([\w:.-]+)").match(text, at + 9)
            doctype = name[1].lower() if name else ""
            at = _skip_doctype(text, at)
        else:
            name = _NAME.match(text, at)
            return Prolog(name[1].lower() if name else "", at, doctype)
        if at < 0:
            return Prolog("", len(text), doctype)


def _skip_doctype(text: str, at: int) -> int:
    """Skip a document type with all entities that it defines: they are never read, so they cannot multiply."""
    end = text.find(">", at)
    subset = text.find("[", at, end if end >= 0 else len(text))
    if subset >= 0:
        close = _DOCTYPE_END.search(text, subset)
        return close.end() if close else -1
    return end + 1 if end >= 0 else -1


def clean_xml(text: str) -> str:
    """Drop the characters that XML forbids, and replace references to them; one would make a reader give up."""
    return _REFERENCE.sub(_check_reference, _ILLEGAL.sub("", text))


def _check_reference(match: re.Match[str]) -> str:
    digits = match[1]
    number = -1 if len(digits) > 8 else int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    is_legal = number in {0x9, 0xA, 0xD} or 0x20 <= number < 0x110000
    return match[0] if is_legal and not 0xD800 <= number < 0xE000 else "\ufffd"


def is_too_deep(text: str) -> bool:
    """Tell whether tags lie in each other deeper than MAX_DEPTH; comments and CDATA do not count."""
    depth = 0
    at = text.find("<")
    while at >= 0:
        if text.startswith("<![CDATA[", at):
            at = text.find("]]>", at)
        elif text.startswith("<!--", at):
            at = text.find("-->", at)
        else:
            end = text.find(">", at)
            if end < 0:
                break
            if text.startswith("</", at):
                depth -= 1
            elif text[end - 1] != "/" and text[at + 1 : at + 2] not in {"!", "?"}:
                depth += 1
                if depth > MAX_DEPTH:
                    return True
        at = text.find("<", at + 1) if at >= 0 else -1
    return False


def read_xml(text: str, prolog: Prolog) -> etree._Element | None:
    """Read a document from its root on, without its document type, network or entities; None when it is broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(clean_xml(text[prolog.offset :]).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if isinstance(root, etree._Element) else None


def local_name(element: etree._Element) -> str:
    """Name an element without its namespace, in lower case; "" for a comment."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def gather_text(element: etree._Element) -> str:
    """Join all text in an element, with single spaces."""
    return " ".join("".join(str(part) for part in element.itertext()).split())
