"""Undo a body's Content-Encoding while it arrives, without ever growing past a limit.

    body = Body("gzip, br", limit=15_000_000)
    body.feed(chunk) …            raises TooLarge or Damaged
    data = body.finish()          raises Damaged when the end is missing

A bomb unpacks a thousandfold and more, so every step gives out small pieces and
stops at the limit, the steps in between included.
"""

from collections.abc import Iterator

from briefing.sources.packing import PACKINGS, Damaged, Unpacking

#: Encodings within one another, at the most. Real servers use one.
DEEPEST = 3


class TooLarge(ValueError):
    """The body grew beyond the limit."""


class Body:
    """Collects a decoded body of at most `limit` bytes.

    Raises `Damaged` when the encoding is unknown or nested more than `DEEPEST` times.
    """

    def __init__(self, content_encoding: str, limit: int) -> None:
        self._steps = _steps(content_encoding, limit)
        self._room = _Room(limit)
        self._body = bytearray()

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes from the wire."""
        for piece in _through(self._steps, chunk):
            self._room.take(piece)
            self._body += piece

    def finish(self) -> bytes:
        """The whole body, once all bytes have been fed."""
        if not all(step.finished for step in self._steps):
            raise Damaged("the packed body ends too early")
        return bytes(self._body)


def looks_packed(body: bytes) -> bool:
    """Whether bytes start as gzip or zstd data do."""
    return body.startswith((b"\x1f\x8b", b"\x28\xb5\x2f\xfd"))


class _Room:
    """How many bytes are still allowed."""

    def __init__(self, limit: int) -> None:
        self._left = limit

    def take(self, piece: bytes) -> None:
        self._left -= len(piece)
        if self._left < 0:
            raise TooLarge("the body is larger than allowed")


class _Limited:
    """A step that stops at the limit."""

    def __init__(self, step: Unpacking, limit: int) -> None:
        self._step = step
        self._room = _Room(limit)

    @property
    def finished(self) -> bool:
        return self._step.finished

    def feed(self, data: bytes) -> Iterator[bytes]:
        for piece in self._step.feed(data):
            self._room.take(piece)
            yield piece


def _steps(content_encoding: str, limit: int) -> list[_Limited]:
    """What to undo, in order: the encoding applied last comes off first."""
    names = [name.strip().lower() for name in content_encoding.split(",")]
    applied = [name for name in names if name not in ("", "identity")]
    if len(applied) > DEEPEST or not PACKINGS.keys() >= set(applied):
        raise Damaged(f"the body is packed as {content_encoding!r}")
    return [_Limited(PACKINGS[name](), limit) for name in reversed(applied)]


def _through(steps: list[_Limited], data: bytes) -> Iterator[bytes]:
    if not steps:
        yield data
        return
    for piece in steps[0].feed(data):
        yield from _through(steps[1:], piece)
