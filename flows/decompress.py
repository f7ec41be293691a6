"""Decompressing what servers send, in steps so small that the reader can stop at its limit, however dense it is."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import brotli
import zstandard

STEP_BYTES = 1024 * 1024  # of decompressed body in one step
# A zstd block of four bytes may hold 128 KiB, and its decoder gives all that the input holds at once.
_ZSTD_INPUT_BYTES = 64
_ZSTD_WINDOW_BYTES = 8 * 1024 * 1024  # the most that RFC 8878 asks a client to hold
_ZSTD_START = b"\x28\xb5\x2f\xfd"
_GZIP_START = b"\x1f\x8b"


class CodingError(Exception):
    """The body is not compressed as its header says, or in a way we did not ask for."""


class CutError(Exception):
    """The body ends before its compression does."""


def decompress(pieces: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """Undo a Content-Encoding: gzip, deflate, br or zstd; an empty coding leaves the pieces as they are.

    Raises CodingError and CutError.
    """
    if coding in {"", "identity"}:
        yield from pieces
    elif coding in {"gzip", "x-gzip", "deflate"}:
        yield from _inflate(pieces, coding)
    elif coding == "br":
        yield from _unpack_brotli(pieces)
    elif coding == "zstd":
        yield from _unpack_zstd(pieces)
    else:
        raise CodingError(f"the answer is compressed as {coding[:40]!r}, which was not asked for")


def _inflate(pieces: Iterator[bytes], coding: str) -> Iterator[bytes]:
    # 47: zlib or gzip header, whichever comes; servers mix them up.
    decoder = zlib.decompressobj(47)
    is_first = True
    try:
        for piece in pieces:
            if is_first and coding == "deflate" and piece and piece[0] & 0x0F != 8:
                decoder = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers send deflate without its header
            is_first = is_first and not piece
            rest, is_full = piece, False
            while rest or is_full:  # when the step was full, more may wait inside the decoder
                step = decoder.decompress(rest, STEP_BYTES)
                yield step
                rest, is_full = decoder.unconsumed_tail, len(step) == STEP_BYTES
                if decoder.eof:
                    if not decoder.unused_data.startswith(_GZIP_START):
                        return  # padding behind the end is nobody's text
                    rest, decoder = decoder.unused_data, zlib.decompressobj(47)
    except zlib.error:
        raise CodingError(f"the answer is no valid {coding}") from None
    _refuse_cut(is_whole=decoder.eof or is_first)


def _unpack_brotli(pieces: Iterator[bytes]) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    is_empty = True
    try:
        for piece in pieces:
            is_empty = is_empty and not piece
            step = decoder.process(piece, output_buffer_limit=STEP_BYTES)
            yield step
            # When the step was full, more waits inside the decoder, though it may have taken all of the piece.
            while not decoder.is_finished() and (len(step) >= STEP_BYTES or not decoder.can_accept_more_data()):
                step = decoder.process(b"", output_buffer_limit=STEP_BYTES)
                yield step
            if decoder.is_finished():
                return
    except brotli.error:
        raise CodingError("the answer is no valid brotli") from None
    _refuse_cut(is_whole=is_empty)


def _unpack_zstd(pieces: Iterator[bytes]) -> Iterator[bytes]:
    machine = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES)
    decoder = machine.decompressobj()
    is_empty = True
    try:
        for piece in pieces:
            is_empty = is_empty and not piece
            for start in range(0, len(piece), _ZSTD_INPUT_BYTES):
                rest = piece[start : start + _ZSTD_INPUT_BYTES]
                while rest:
                    if decoder.eof:
                        if not _ZSTD_START.startswith(rest[:4]):
                            return  # padding behind the end is nobody's text
                        decoder = machine.decompressobj()
                    yield decoder.decompress(rest)
                    rest = decoder.unused_data
    except zstandard.ZstdError:
        raise CodingError("the answer is no valid zstd") from None
    _refuse_cut(is_whole=decoder.eof or is_empty)


def _refuse_cut(*, is_whole: bool) -> None:
    if not is_whole:
        raise CutError("the compressed answer ends too early")
