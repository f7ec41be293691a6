"""Repair of characters: text that was decoded wrongly, invisible characters, line ends.

Each function does one repair; `repair_text` is their composition. What is repaired is what changes reading by machine
and not the words: quotes stay curly, compatibility characters stay (NFC, never NFKC), except ligatures and full-width
Latin, which no lexicon knows.
"""

from __future__ import annotations

import re
import unicodedata

import ftfy
import ftfy.bad_codecs  # registers sloppy-windows-1251

# Most text is plain ASCII, and most of the rest holds only letters, curly quotes and dashes: look before repairing.
_ODD = re.compile(
    "[^\t\n -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u05ff\u0620-\u06ff\u0900-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
    "\u2100-\u2bff\u3001-\ud7ff]"
)
_MOST_ROUNDS = 8
_SURROGATE = re.compile("[\ud800-\udfff]")
_TERMINAL = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|[@-Z\\\\-_])")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")
_LINE_END_SEEN = re.compile("[\r\x0b\x0c\u2028\u2029]")
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Zero-width space, word joiner, byte order mark, soft hyphen, marks of direction, interlinear and tag characters.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
# Joiners are part of the spelling between letters of Persian or Indian scripts, and of emoji; elsewhere they are noise.
_JOINER = re.compile(
    "(?<![\u0590-\uffff\U00010000-\U0010ffff])[\u200c\u200d]+|[\u200c\u200d]+(?![\u0590-\uffff\U00010000-\U0010ffff])"
)
_C1 = re.compile("[\x80-\x9f]")
_C1_AS_CP1252 = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_COMPATIBLE = {
    **{0xFB00 + i: text for i, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))},
    **{code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))},
    0xFF0E: ".",
}
_COMPATIBLE_SEEN = re.compile("[\ufb00-\ufb06\uff0e\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
# UTF-8 read in a one-byte encoding always shows a lead byte as a letter before another character beyond ASCII.
_MISREAD = re.compile(
    "[\u00c2-\u00f4\u0102-\u0111\u0393-\u03ce\u0402-\u045f][\u0080-\u017f\u0192\u02c6-\u02dd\u0384-\u045f\u0490\u0491\u2013-\u2122]"
)
_MISREAD_CYRILLIC = re.compile("(?:[РС][\u0080-\u00bf\u0402-\u040f\u0450-\u045f\u0490\u0491\u2013-\u2122А-Яа-я]){2}")


def repair_text(raw: str) -> str:
    """Return the text with its characters repaired and its line ends as line feeds; words and layout stay.

    Runs until nothing changes: an invisible character that goes may bring the halves of a misread one together.
    """
    for _ in range(_MOST_ROUNDS):
        repaired = _repair_once(raw)
        if repaired == raw:
            break
        raw = repaired
    return raw


def _repair_once(text: str) -> str:
    if _LINE_END_SEEN.search(text):
        text = _LINE_END.sub("\n", text)
    if not text.isascii():
        text = repair_surrogates(text)
    if _MISREAD.search(text):
        text = "\n".join(repair_encoding(line) if _MISREAD.search(line) else line for line in text.split("\n"))
    if _ODD.search(text):
        text = drop_controls(text)
        text = _C1.sub(lambda found: _C1_AS_CP1252[ord(found[0])], text)
        text = _SPACE.sub(" ", text)
        text = _JOINER.sub("", _INVISIBLE.sub("", text))
        if _COMPATIBLE_SEEN.search(text):
            text = text.translate(_COMPATIBLE)
    return drop_cdata(unicodedata.normalize("NFC", text))


def repair_surrogates(text: str) -> str:
    """Return the text with surrogate pairs joined and lone surrogates replaced by U+FFFD, so that it can be stored."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def repair_encoding(line: str) -> str:
    """Return a line whose UTF-8 was read as a one-byte encoding, read rightly; any other line as it is."""
    if _MISREAD_CYRILLIC.search(line):
        # ftfy leaves Cyrillic alone. The round trip is its own proof: real Cyrillic in this code page is no UTF-8.
        try:
            return line.encode("sloppy-windows-1251").decode("utf-8")
        except UnicodeError:
            return line
    return str(ftfy.fix_encoding(line))


def drop_controls(text: str) -> str:
    """Return the text without terminal sequences and control characters; tabs and line feeds stay."""
    return _CONTROL.sub("", _TERMINAL.sub("", text))


def drop_cdata(text: str) -> str:
    """Return the text without the marks of CDATA sections that bad feeds leave in it."""
    text = text.replace("<![CDATA[", "")
    while "]]>" in text:  # taking one out may bring the halves of another together
        text = text.replace("]]>", "")
    return text
