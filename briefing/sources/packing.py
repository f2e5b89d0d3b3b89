"""The packings of HTTP bodies: gzip, deflate, brotli and zstd, undone piece by piece.

Each takes bytes as they arrive and gives out small pieces (at most 64 KB, zstd
at most 4 MB), so that whoever asks can stop a bomb in time.
"""

import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

import brotli
import zstandard

#: Bytes of a piece, at the most.
PIECE = 65_536

#: Gzip members or zstd frames in a row, at the most. Real servers send one; thousands of
#: empty ones only burn time.
MOST_MEMBERS = 1_000

#: Largest window of zstd: RFC 9659 limits it to 8 MB for HTTP.
ZSTD_WINDOW = 8 * 1024 * 1024

#: Zstd cannot be told to stop, so it gets slices: its smallest block, 4 bytes, gives
#: at most 128 KB (RFC 8878, section 3.1.1.2), and hence a slice of 128 bytes 4 MB.
ZSTD_SLICE = 128


class Damaged(ValueError):
    """The body is not what its Content-Encoding says, or ends too early."""


class Unpacking(Protocol):
    """One packing being undone."""

    @property
    def finished(self) -> bool:
        """Whether the data may end here; so it may before it begins."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Take the next bytes, give out what they hold; raises `Damaged`."""


class _Inflate:
    """Zlib's own formats, in pieces."""

    def __init__(self, window_bits: int) -> None:
        self._inflate = zlib.decompressobj(window_bits)

    @property
    def ended(self) -> bool:
        return self._inflate.eof

    @property
    def rest(self) -> bytes:
        """What followed the end."""
        return self._inflate.unused_data

    def feed(self, data: bytes) -> Iterator[bytes]:
        piece = b""
        # A full piece may leave more inside although all data was taken; and what follows the
        # end of one stays in the tail for ever.
        while not self.ended and (data or len(piece) == PIECE):
            try:
                piece = self._inflate.decompress(data, PIECE)
            except zlib.error as error:
                raise Damaged("the body is not packed with zlib") from error
            if piece:
                yield piece
            data = self._inflate.unconsumed_tail


class _ZstdFrame:
    """One frame of zstd, in pieces."""

    def __init__(self) -> None:
        frames = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
        self._unpack = frames.decompressobj()
        self.rest = b""

    @property
    def ended(self) -> bool:
        return bool(self._unpack.eof)

    def feed(self, data: bytes) -> Iterator[bytes]:
        for start in range(0, len(data), ZSTD_SLICE):
            end = start + ZSTD_SLICE
            try:
                piece = self._unpack.decompress(data[start:end])
            except zstandard.ZstdError as error:
                raise Damaged("the body is not packed with zstd") from error
            if piece:
                yield piece
            if self.ended:
                self.rest = self._unpack.unused_data + data[end:]
                return


class _Members:
    """Gzip members (RFC 1952) or zstd frames one after the other; rubbish behind is ignored."""

    def __init__(self, member: Callable[[], _Inflate | _ZstdFrame], first_bytes: bytes) -> None:
        self._make = member
        self._first_bytes = first_bytes
        self._member = member()
        self._count = 0
        self.finished = True

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self.finished and self._count and data[0] not in self._first_bytes:
                return
            self.finished = False
            yield from self._member.feed(data)
            if not self._member.ended:
                return
            data = self._member.rest
            self._next()

    def _next(self) -> None:
        self._count += 1
        if self._count > MOST_MEMBERS:
            raise Damaged("the packed body consists of too many parts")
        self._member = self._make()
        self.finished = True


class _Deflate:
    """Zlib data, as RFC 9110 says, or raw deflate data, as some servers send."""

    def __init__(self) -> None:
        self._head = b""
        self._inflate: _Inflate | None = None

    @property
    def finished(self) -> bool:
        return self._inflate.ended if self._inflate is not None else not self._head

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._inflate is None:
            data = self._head = self._head + data
            if len(data) < 2:
                return
            wrapped = data[0] & 0x0F == 8 and int.from_bytes(data[:2]) % 31 == 0
            self._inflate = _Inflate(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        if not self._inflate.ended:
            yield from self._inflate.feed(data)


class _Brotli:
    """Brotli data (RFC 7932); its window is 16 MB at the most."""

    def __init__(self) -> None:
        self._decompressor = brotli.Decompressor()
        self._fed = False

    @property
    def finished(self) -> bool:
        return not self._fed or bool(self._decompressor.is_finished())

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._fed = True
        while not self._decompressor.is_finished():
            try:
                piece = self._decompressor.process(data, output_buffer_limit=PIECE)
            except brotli.error as error:
                raise Damaged("the body is not packed with brotli") from error
            if piece:
                yield piece
            # A full piece may leave more inside although all data was taken.
            if len(piece) < PIECE and self._decompressor.can_accept_more_data():
                return
            data = b""


def _gzip() -> Unpacking:
    return _Members(lambda: _Inflate(16 + zlib.MAX_WBITS), b"\x1f")


def _zstd() -> Unpacking:
    # Frames start with 0x28, and frames to skip with 0x50 to 0x5f.
    return _Members(_ZstdFrame, bytes([0x28, *range(0x50, 0x60)]))


#: By the names of HTTP (RFC 9110, section 8.4.1; RFC 7932; RFC 8878).
PACKINGS: dict[str, Callable[[], Unpacking]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _zstd,
}
