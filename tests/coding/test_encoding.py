from __future__ import annotations

from importlib import resources

import pytest
from tokenizers import Tokenizer

from transforms.coding.encoding import MAX_PIECES, encode, load_tokenizer, mark_parties, pieces_of
from transforms.records import Span

TEXT = "Turkish police arrested Kurdish mayors."


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    with resources.as_file(resources.files("transforms.coding").joinpath("model/tokenizer.json")) as path:
        return load_tokenizer(str(path))


def span(phrase: str) -> Span:
    start = TEXT.index(phrase)
    return Span(phrase, start, start + len(phrase))


def test_pieces_know_where_they_stand(tokenizer: Tokenizer) -> None:
    encoded = encode(tokenizer, TEXT)
    assert [TEXT[start:end] for start, end in encoded.spans[1:-1]] == [
        "Turkish", "police", "arrested", "Kurdish", "mayors", ".",
    ]  # fmt: skip
    assert pieces_of(encoded, span("Kurdish mayors")) == [4, 5]


def test_markers_stand_around_the_parties(tokenizer: Tokenizer) -> None:
    marked = mark_parties(encode(tokenizer, TEXT), span("Kurdish mayors"), span("Turkish police"))
    assert marked is not None
    assert marked.ids[marked.source] == 2
    assert marked.ids[marked.target] == 4
    assert (marked.target, marked.source) == (1, 6)
    assert [TEXT[start:end] for start, end in marked.spans if (start, end) != (0, 0)] == [
        "Turkish", "police", "arrested", "Kurdish", "mayors", ".",
    ]  # fmt: skip


def test_parties_that_overlap_or_lie_behind_the_cut_are_not_marked(tokenizer: Tokenizer) -> None:
    assert mark_parties(encode(tokenizer, TEXT), span("Turkish police"), span("police")) is None
    far = "word " * 200 + TEXT
    late = Span("Turkish police", 1000, 1014)
    encoded = encode(tokenizer, far)
    assert len(encoded.ids) <= MAX_PIECES
    assert mark_parties(encoded, late, Span("word", 0, 4)) is None
