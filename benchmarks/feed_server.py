"""A thousand made-up news sites on the loopback interface, as fast as one process serves them.

    with serving(feeds=1000, entries=30) as server:
        ...  # server.addresses

Each feed stands on a host of its own (127.1.0.1 and on), so that clients treat them as they
treat a thousand sites. Bodies are made once from a fixed seed; they are sent packed to whoever
takes gzip, with an ETag, and "304 Not Modified" answers whoever sends that back. Only the
standard library is used, and the server is a process of its own.
"""

import asyncio
import multiprocessing
import resource
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from gzip import compress
from multiprocessing.connection import Connection
from typing import cast

from benchmarks.feed_documents import Prose, feed_document


@dataclass(frozen=True)
class Site:
    """What there is at one address, as it goes over the wire."""

    etag: bytes
    plain: bytes
    packed: bytes
    unchanged: bytes

    @classmethod
    def of(cls, number: int, document: bytes) -> "Site":
        etag = f'"feed-{number}"'
        said = f"ETag: {etag}\r\nContent-Type: application/xml; charset=utf-8\r\n"
        return cls(
            etag=etag.encode(),
            plain=_answer(said, document),
            packed=_answer(f"{said}Content-Encoding: gzip\r\n", compress(document, 6)),
            unchanged=f"HTTP/1.1 304 Not Modified\r\n{said}\r\n".encode(),
        )


def _answer(headers: str, body: bytes) -> bytes:
    return f"HTTP/1.1 200 OK\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body


class Visit(asyncio.Protocol):
    """One connection: every request on it is for the site's feed, whatever its path."""

    def __init__(self, site: Site, served: Counter[str]) -> None:
        self._site = site
        self._served = served
        self._request = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        self._request += data
        if not self._request.endswith(b"\r\n\r\n"):
            return
        request, self._request = self._request, b""
        if self._site.etag in request:
            self._served["unchanged"] += 1
            self._transport.write(self._site.unchanged)
        else:
            self._served["whole"] += 1
            packed = b"gzip" in request
            self._transport.write(self._site.packed if packed else self._site.plain)


def _serve(pipe: Connection, documents: int, entries: int) -> None:
    """The server's process: says its addresses, then what it served whenever it is asked."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    prose = Prose(seed=7)
    bodies = [feed_document(number, entries, prose) for number in range(documents)]
    asyncio.run(_listen(pipe, bodies))


async def _listen(pipe: Connection, bodies: list[bytes]) -> None:
    loop = asyncio.get_running_loop()
    served: Counter[str] = Counter()
    ports = []
    for number, body in enumerate(bodies):
        site = Site.of(number, body)
        server = await loop.create_server(
            partial(Visit, site, served), host_of(number), 0, backlog=16
        )
        ports.append(server.sockets[0].getsockname()[1])
    addresses = [f"http://{host_of(n)}:{port}/feed.xml" for n, port in enumerate(ports)]
    pipe.send((addresses, sum(map(len, bodies))))
    closed = asyncio.Event()

    def answer() -> None:
        if pipe.recv():
            pipe.send(dict(served))
            served.clear()
        else:
            closed.set()

    loop.add_reader(pipe.fileno(), answer)
    await closed.wait()


def host_of(number: int) -> str:
    return f"127.1.{number // 250}.{number % 250 + 1}"


class Server:
    """The running server, seen from outside."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        #: One a feed; and the bytes of all feeds, unpacked.
        self.addresses, self.size = pipe.recv()

    def served(self) -> dict[str, int]:
        """How many answers were "whole" and "unchanged" since this was last asked."""
        self._pipe.send(True)
        said: dict[str, int] = self._pipe.recv()
        return said


@contextmanager
def serving(feeds: int, entries: int) -> Iterator[Server]:
    """The server, for the length of a block."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(theirs, feeds, entries), daemon=True
    )
    process.start()
    try:
        yield Server(ours)
    finally:
        ours.send(False)
        process.join()
