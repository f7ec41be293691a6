"""Bytes → text: find the encoding that the bytes are really in.

The declarations are asked in the order in which they deserve trust, and none is believed against the bytes: an
encoding counts only when the body decodes in it.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

# Publishers name the narrower encoding and send the wider one that browsers read it as.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf",
    b"\x28\xb5\x2f\xfd", b"\x7fELF", b"MZ\x90", b"\xd0\xcf\x11\xe0", b"OggS", b"ID3", b"RIFF", b"SQLite format",
)  # fmt: skip
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{2,40})", re.I)
_HTML_ENCODING = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_HTTP_ENCODING = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NON_ASCII = re.compile(rb"[\x80-\xff]")
_TAG = re.compile(r"<[^<>]{0,1000}>")
_TAG_BYTES = re.compile(rb"<[^<>]{0,1000}>")

_HEAD_BYTES = 4096  # where declarations stand
_SAMPLE_BYTES = 16384  # enough to guess from
_MAX_ACCENTED_SHARE = 0.6  # of the letters; Vietnamese, the richest in accents, has a third
_MAX_CONTROL_SHARE = 0.02  # of the characters of a text; random bytes have a tenth


def decode(body: bytes, media_type: str | None = None) -> str | None:
    """Decode a body without its byte order mark; None when it is no text.

    Asked in turn: byte order mark, XML declaration, HTTP charset, HTML meta, UTF-8, a guess. Single bad bytes in what
    is plainly UTF-8, such as a last character that was cut, become U+FFFD.
    """
    found = _read(body, media_type)
    return found[0] if found else None


def find_encoding(head: bytes, media_type: str | None = None) -> str | None:
    """Name the codec that a body is in by its beginning, as `decode` would find it; None when it is no text."""
    found = _read(head, media_type)
    return found[1] if found else None


def _read(body: bytes, media_type: str | None) -> tuple[str, str] | None:
    """Decode a body, and name the codec."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _refuse_binary(body[len(mark) :].decode(encoding, "replace"), encoding)
    if body.startswith(_MAGIC):
        return None
    wide = _find_wide(body)
    if wide is not None:
        return _refuse_binary(body.decode(wide, "replace"), wide)
    if b"\x00" in body[:_SAMPLE_BYTES]:
        return None
    declared = _list_declared(body, media_type)
    if _is_single_byte(declared[0]) and _NON_ASCII.search(body):
        # What decodes as UTF-8 is UTF-8: no text of a one-byte encoding does so by chance.
        declared.insert(0, "utf-8")
    for encoding in declared:
        text = _decode_utf8(body) if encoding == "utf-8" else _decode_strictly(body, encoding)
        if text is not None and not (encoding == "cp1252" and _is_misread(text)):
            return _refuse_binary(text, encoding)
    encoding = _guess(body)
    return _refuse_binary(body.decode(encoding, "replace"), encoding)


def _is_misread(text: str) -> bool:
    """Tell whether Latin letters stand for another script: in no Western text most letters carry an accent."""
    words = _TAG.sub(" ", text)
    accented = sum(char > "\x7f" for char in words[:_SAMPLE_BYTES] if char.isalpha())
    return accented > _MAX_ACCENTED_SHARE * max(1, sum(map(str.isalpha, words[:_SAMPLE_BYTES])))


def _find_wide(body: bytes) -> str | None:
    """Recognise UTF-16 without a byte order mark by the zeros around its first markup or letters."""
    head = body[:_HEAD_BYTES]
    head = head[: len(head) // 2 * 2]
    if len(head) < 8:
        return None
    zeros = (head[0::2].count(0), head[1::2].count(0))
    half = len(head) // 2
    if zeros[1] > 0.7 * half and zeros[0] < 0.1 * half:
        return "utf-16-le"
    if zeros[0] > 0.7 * half and zeros[1] < 0.1 * half:
        return "utf-16-be"
    return None


def _list_declared(body: bytes, media_type: str | None) -> list[str]:
    """List the codecs that the declarations name, most trusted first, UTF-8 last."""
    head = body[:_HEAD_BYTES]
    http = _HTTP_ENCODING.search(media_type or "")
    names = [match[1].decode("ascii") for match in (_XML_ENCODING.search(head),) if match]
    names += [http[1]] if http else []
    names += [match[1].decode("ascii") for match in (_HTML_ENCODING.search(head),) if match]
    found = []
    for name in [*names, "utf-8"]:
        try:
            codec = codecs.lookup(name)
        except (LookupError, ValueError):
            continue
        # A wide encoding would have been seen by its zeros; codecs that give no text (rot13, zip) are no answer.
        if codec.name.startswith(("utf-16", "utf-32")) or not getattr(codec, "_is_text_encoding", True):
            continue
        found.append(_WIDER.get(codec.name, codec.name))
    return list(dict.fromkeys(found))


def _is_single_byte(encoding: str) -> bool:
    return encoding.startswith(("cp125", "cp874", "iso8859", "koi8", "mac"))


def _decode_strictly(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (UnicodeError, ValueError):
        pass
    if encoding == "cp1252":  # five bytes are undefined in it; browsers read them as Latin-1
        try:
            return body.decode("latin-1") if _NON_ASCII.search(body) and _decode_utf8(body) is None else None
        except UnicodeError:
            return None
    return None


def _decode_utf8(body: bytes) -> str | None:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - bad
    cut_at_the_end = bad == 1 and good > 0 and text.endswith("\ufffd")
    return text if cut_at_the_end or good > 10 * bad else None


def _guess(body: bytes) -> str:
    """Guess an encoding: Western when few letters are beyond ASCII, else by statistics over a sample."""
    first = _NON_ASCII.search(body)
    start = max(0, first.start() - _SAMPLE_BYTES // 4) if first else 0
    sample = _TAG_BYTES.sub(b" ", body[start : start + _SAMPLE_BYTES])
    if len(_NON_ASCII.findall(sample)) > 0.3 * len(re.findall(rb"[A-Za-z\x80-\xff]", sample)):
        best = from_bytes(sample).best()
        if best is not None:
            return _WIDER.get(best.encoding, best.encoding)
    return "cp1252"


def _refuse_binary(text: str, encoding: str) -> tuple[str, str] | None:
    """Give back the text and its codec, or None when control characters show that it is none."""
    sample = text[:_SAMPLE_BYTES]
    if len(_CONTROL.findall(sample)) > _MAX_CONTROL_SHARE * len(sample):
        return None
    return text.removeprefix("\ufeff"), encoding
