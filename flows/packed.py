"""Compressed bytes as streams, with a bound on how much may come out of them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, Protocol

import zstandard

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BUFFER_BYTES = 256 * 1024
MAX_RATIO = 200  # bytes out for a byte in; text packs to a fifth or a twentieth
FREE_BYTES = 256 * 1024 * 1024  # that may come out of any file, however small
_WINDOW_BYTES = 64 * 1024 * 1024  # of memory that an unpacker may ask for
_STEP_BYTES = 64 * 1024
_ZSTD_STEP_BYTES = 1024  # all that they hold comes at once: 32 MB at most

BROKEN = (
    EOFError, OSError, zlib.error, lzma.LZMAError, zstandard.ZstdError, tarfile.TarError, zipfile.BadZipFile,
    NotImplementedError, RuntimeError, UnicodeError, ValueError,
)  # fmt: skip
"""What the standard unpackers raise for bytes that are not what they claim to be, or are locked."""


def say(error: BaseException) -> str:
    """Tell an error in one line."""
    return " ".join(str(error).split())[:200] or type(error).__name__


class BombError(Exception):
    """More came out of a file than any honest one holds."""


class Budget:
    """How many bytes a file may unpack to, counting everything that is nested in it."""

    def __init__(self, packed_bytes: int) -> None:
        self._left = max(FREE_BYTES, packed_bytes * MAX_RATIO)

    def spend(self, n_bytes: int) -> None:
        """Count bytes that came out. Raises BombError when it is too much."""
        self._left -= n_bytes
        if self._left < 0:
            raise BombError(
                f"more than {FREE_BYTES // 1024 // 1024} MB and {MAX_RATIO} times its size comes out of it: "
                "it looks like a decompression bomb; unpack it yourself if it is none"
            )


class Metered(io.RawIOBase):
    """A readable stream that pays for each byte from a budget, and ends where what it reads from breaks."""

    def __init__(self, inner: BinaryIO, budget: Budget) -> None:
        self.broken: str | None = None  # how it broke
        self._read: Callable[[int], bytes] = getattr(
            inner, "read1", inner.read
        )  # read would lose what precedes a fault
        self._budget = budget

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, target: WriteableBuffer) -> int:
        """Read into a buffer, until it is full or nothing is left."""
        view = memoryview(target).cast("B")
        done = 0
        while done < len(view) and self.broken is None:
            try:
                piece = self._read(min(len(view) - done, _STEP_BYTES))
            except BROKEN as error:
                self.broken = say(error)
                break
            if not piece:
                break
            self._budget.spend(len(piece))
            view[done : done + len(piece)] = piece
            done += len(piece)
        return done


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Members:
    """Reads what one decompressor after the other gives: packed files may be joined end to end."""

    def __init__(self, packed: BinaryIO, make: Callable[[], _Decompressor]) -> None:
        self._packed = packed
        self._make = make
        self._decompressor = make()

    def read(self, n_bytes: int) -> bytes:
        while True:
            if self._decompressor.eof:
                rest = self._decompressor.unused_data.lstrip(b"\x00") or self._packed.read(_STEP_BYTES).lstrip(b"\x00")
                if not rest:
                    return b""
                self._decompressor = self._make()
            else:
                rest = self._packed.read(_STEP_BYTES) if self._decompressor.needs_input else b""
                if self._decompressor.needs_input and not rest:
                    raise EOFError("it ends too early")
            if piece := self._decompressor.decompress(rest, n_bytes):
                return piece


class _Frames:
    """Reads zstd frames one after the other. The library's own stream takes a frame that was cut for a whole one."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW_BYTES)
        self._frame = self._unpacker.decompressobj()
        self._ready = io.BytesIO()

    def read(self, n_bytes: int) -> bytes:
        while not (piece := self._ready.read(n_bytes)):
            if self._frame.eof:
                rest = self._frame.unused_data or self._packed.read(_ZSTD_STEP_BYTES)
                if not rest:
                    return b""
                self._frame = self._unpacker.decompressobj()
            elif not (rest := self._packed.read(_ZSTD_STEP_BYTES)):
                raise EOFError("it ends too early")
            self._ready = io.BytesIO(self._frame.decompress(rest))
        return piece


def _open_gzip(packed: BinaryIO) -> BinaryIO:
    return gzip.GzipFile(fileobj=packed)  # type: ignore[return-value]  # it can read, and no more is asked


def _open_bzip2(packed: BinaryIO) -> BinaryIO:
    return _Members(packed, bz2.BZ2Decompressor)  # type: ignore[return-value]


def _open_xz(packed: BinaryIO) -> BinaryIO:
    return _Members(packed, lambda: lzma.LZMADecompressor(memlimit=2 * _WINDOW_BYTES))  # type: ignore[return-value]


def _open_zstd(packed: BinaryIO) -> BinaryIO:
    return _Frames(packed)  # type: ignore[return-value]


_OPENERS = (
    (re.compile(rb"\x1f\x8b\x08"), _open_gzip),
    (re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), _open_bzip2),
    (re.compile(rb"\xfd7zXZ\x00"), _open_xz),
    (re.compile(rb"\x28\xb5\x2f\xfd"), _open_zstd),
)


def is_compressed(head: bytes) -> bool:
    """Recognise gzip, bzip2, xz and zstd by their first bytes."""
    return any(magic.match(head) for magic, _ in _OPENERS)


def decompress(packed: io.BufferedReader, budget: Budget) -> Metered:
    """Open what `is_compressed` recognised as a stream of what is in it."""
    head = packed.peek(16)
    opener = next(opener for magic, opener in _OPENERS if magic.match(head))
    return Metered(opener(packed), budget)
