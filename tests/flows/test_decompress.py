"""What servers pack is unpacked in small steps, whatever it holds."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.decompress import STEP_BYTES, CodingError, CutError, decompress

PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
    "": bytes,
}
PACKED = [coding for coding in PACK if coding]


def cut(data: bytes, size: int) -> Iterator[bytes]:
    yield from (data[start : start + size] for start in range(0, len(data), size))


@settings(max_examples=30)
@given(st.binary(max_size=3000), st.integers(1, 700), st.sampled_from(list(PACK)))
def test_what_was_packed_comes_back_however_it_is_cut(data: bytes, size: int, coding: str) -> None:
    assert b"".join(decompress(cut(PACK[coding](data), size), coding)) == data


@pytest.mark.parametrize("coding", PACKED)
def test_a_bomb_comes_in_small_steps(coding: str) -> None:
    packed = PACK[coding](b"\0" * 40_000_000)
    steps = [len(step) for step in decompress(cut(packed, 65_536), coding)]
    assert sum(steps) == 40_000_000
    assert max(steps) <= 2 * STEP_BYTES


@pytest.mark.parametrize("coding", PACKED)
def test_what_is_cut_is_told(coding: str) -> None:
    packed = PACK[coding](bytes(range(256)) * 40)
    with pytest.raises(CutError):
        list(decompress(cut(packed[: len(packed) // 2], 100), coding))


@pytest.mark.parametrize("coding", [*PACKED, "compress"])
def test_what_is_packed_otherwise_is_told(coding: str) -> None:
    with pytest.raises(CodingError):
        list(decompress(iter([b"<rss><channel/></rss>" * 3]), coding))


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_pieces_packed_one_by_one_are_one_body(coding: str) -> None:
    packed = PACK[coding](b"one ") + PACK[coding](b"two")
    assert b"".join(decompress(cut(packed, 7), coding)) == b"one two"


@pytest.mark.parametrize("coding", PACKED)
def test_an_empty_body_is_empty(coding: str) -> None:
    assert b"".join(decompress(iter([b""]), coding)) == b""


def test_zstd_that_wants_more_memory_than_a_client_must_have_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27)
    packed = zstandard.ZstdCompressor(compression_params=parameters).compressobj().compress(b"x" * 200_000_000)
    with pytest.raises(CodingError):
        list(decompress(cut(packed, 1000), "zstd"))
