"""A sentence as the relation model reads it: word pieces, where they stand, and markers around two parties.

Training and coding encode in the same way, so this is the one place that knows how.
"""

from __future__ import annotations

from dataclasses import dataclass

from tokenizers import Tokenizer

from transforms.records import Span

MAX_PIECES = 112  # markers included; what lies behind is not read
NONE = "NONE"
REALIS = ("asserted", "negated", "future", "hypothetical", "habitual")
# Vocabulary entries that no text yields: they open and close the source and the target.
_SOURCE_OPENS, _SOURCE_CLOSES, _TARGET_OPENS, _TARGET_CLOSES = MARKERS = (2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Word pieces of one text, markers among them."""

    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]  # characters of the text; (0, 0) for pieces that stand for none
    source: int = 0  # index of the piece that opens the source; 0 when it is not marked
    target: int = 0


def load_tokenizer(path: str) -> Tokenizer:
    """Load a tokenizer file so that it cuts long texts and pads none."""
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_PIECES - len(MARKERS))
    return tokenizer


def encode(tokenizer: Tokenizer, text: str) -> Encoded:
    """Cut a text into word pieces."""
    encoding = tokenizer.encode(text)
    return Encoded(tuple(encoding.ids), tuple(encoding.offsets))


def pieces_of(encoded: Encoded, span: Span) -> list[int]:
    """List the pieces that a span of the text touches."""
    return [i for i, (start, end) in enumerate(encoded.spans) if start < span.end and span.start < end]


def mark_parties(encoded: Encoded, source: Span, target: Span) -> Encoded | None:
    """Put markers around source and target; nothing when they overlap or lie behind the cut."""
    ours, theirs = pieces_of(encoded, source), pieces_of(encoded, target)
    if not ours or not theirs or set(ours) & set(theirs):
        return None
    before = {ours[0]: _SOURCE_OPENS, theirs[0]: _TARGET_OPENS}
    behind = {ours[-1]: _SOURCE_CLOSES, theirs[-1]: _TARGET_CLOSES}
    ids: list[int] = []
    spans: list[tuple[int, int]] = []
    for i, (piece, span) in enumerate(zip(encoded.ids, encoded.spans, strict=True)):
        for marker in (before.get(i), piece, behind.get(i)):
            if marker is not None:
                ids.append(marker)
                spans.append(span if marker is piece else (0, 0))
    return Encoded(tuple(ids), tuple(spans), ids.index(_SOURCE_OPENS), ids.index(_TARGET_OPENS))
