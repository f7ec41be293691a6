"""Keys that tell whether two texts are the same, and the identifiers made of them."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from transforms.normalize.addresses import names_a_story
from transforms.normalize.words import read_table
from transforms.records import Entry, make_id

_LOOKALIKES: dict[str, str] = read_table("lookalikes")["lookalikes"]
_LOOKALIKE = "[" + "".join(_LOOKALIKES) + "]"
_MIXED = re.compile(f"[A-Za-z]{_LOOKALIKE}|{_LOOKALIKE}[A-Za-z]")
_TO_LATIN = str.maketrans(_LOOKALIKES)
_WORD = re.compile(r"[^\W_]+")
# Apostrophes go without a trace ("don't", "don’t" and "dont" are one word); other punctuation parts words.
_PUNCTUATION = {
    **{code: " " for code in range(128) if not chr(code).isalnum()},
    **dict.fromkeys(map(ord, "“”‘„‚«»‹›–—…·•\u00a0"), " "),
    **dict.fromkeys(map(ord, "'’ʼ"), ""),
}
# "Opinion | Title", "Title - The Outlet", "Title | Outlet": the outlet is short and holds no digit.
_SECTION = re.compile(r"^(?:[^\W\d][\w’'&.]*\s){1,3}\|\s+(?=\S)")
_OUTLET = re.compile(r"\s+(?:[-–—|»:]{1,2})\s+(?:(?:The|Le|La|El|Der|Die|Das|Il)\s)?[A-Z][^\d.,;!?|–—]{1,35}$")


def has_mixed_script(text: str) -> bool:
    """Tell whether a Latin word holds a letter of another script that looks Latin."""
    return not text.isascii() and _MIXED.search(text) is not None


def fold_key(text: str) -> str:
    """Return the words in one case and without punctuation, so that equal words give equal keys.

    NFKC and case folding, Turkish dotted capitals included; look-alike letters inside Latin words become Latin.
    """
    text = text.translate(_PUNCTUATION)
    if text.isascii():
        return " ".join(text.lower().split())
    if _MIXED.search(text):
        text = _WORD.sub(lambda word: word[0].translate(_TO_LATIN) if _MIXED.search(word[0]) else word[0], text)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).replace("\u0307", "")
    return " ".join(_WORD.findall(folded.translate(_PUNCTUATION)))


def bare_title(title: str) -> str:
    """Return the title without the section before it and the outlet behind it, for comparing only."""
    bare = _SECTION.sub("", title.strip())
    shorter = _OUTLET.sub("", bare)
    # A title of one or two words before a dash is more likely a topic ("Ukraine - Talks fail"), and the rest the title.
    return shorter if len(shorter.split()) >= 3 else bare


def title_key(title: str) -> str:
    """Return the key by which titles are compared across outlets."""
    return fold_key(bare_title(title))


def fingerprint(text: str) -> str:
    """Return 16 hexadecimal digits that are equal for equal words, whatever case, spacing and punctuation."""
    return hashlib.sha256(fold_key(text).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def article_identity(entry: Entry, address: str | None, title: str | None, text: str) -> str:
    """Name the article so that a revised text keeps the name: by its address, else its publisher's id, else its title.

    Without any of them only the words are left, and a revision is then another article.
    """
    if address is not None and names_a_story(address):
        return make_id("a", address)
    if entry.external_id:
        return make_id("a", entry.source_id, "id", entry.external_id)
    if title:
        # Columns come back under the same title ("Weather"): the date as written tells their issues apart.
        return make_id("a", entry.source_id, "title", title_key(title) or title, entry.published_raw)
    return make_id("a", entry.source_id, "text", fingerprint(text))
