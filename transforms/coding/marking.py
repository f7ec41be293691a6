"""How the model is asked about two parties: the sentence with both of them marked.

Training and coding mark in the same way, so this is the one place that knows how.
"""

from __future__ import annotations

from transforms.records import Span

# Tokens that the vocabulary holds and no text does.
SOURCE_OPENS, SOURCE_CLOSES, TARGET_OPENS, TARGET_CLOSES = "[unused1]", "[unused2]", "[unused3]", "[unused4]"
MARKERS = (SOURCE_OPENS, SOURCE_CLOSES, TARGET_OPENS, TARGET_CLOSES)


def mark_parties(text: str, source: Span | None, target: Span | None) -> str:
    """Put the markers around source and target; a party that is left out is not marked. Spans must not overlap."""
    places = []
    if source is not None:
        places += [(source.end, 0, f" {SOURCE_CLOSES}"), (source.start, 1, f"{SOURCE_OPENS} ")]
    if target is not None:
        places += [(target.end, 0, f" {TARGET_CLOSES}"), (target.start, 1, f"{TARGET_OPENS} ")]
    for offset, _, marker in sorted(places, reverse=True):
        text = text[:offset] + marker + text[offset:]
    return text
