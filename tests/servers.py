"""A real HTTP server on the loopback interface, for tests and benchmarks.

    with LoopbackServer() as server:
        server.serve("/feed", "<rss>…</rss>", etag='"a"')
        server.redirect("/old", "/feed", status=301)
        server.route("/count", lambda request: web.Response(text=str(server.hits("/count"))))
        server.raw("/endless", OK, b"x" * 65536, forever=True)
        address = server.url("/feed")

It runs in a thread of its own, so synchronous and asynchronous tests use it
alike. Clients need `Settings(allow_private=LOOPBACK)` to be let through.
"""

import asyncio
import inspect
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_network
from ssl import SSLContext
from types import TracebackType
from typing import Self

from aiohttp import web

Handler = Callable[[web.BaseRequest], web.StreamResponse | Awaitable[web.StreamResponse]]

#: For `Settings(allow_private=LOOPBACK)`.
LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))

#: Starts a raw answer whose body ends when the connection does.
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n\r\n"

FEED = "application/rss+xml; charset=utf-8"


@dataclass(frozen=True)
class Seen:
    """One request that arrived."""

    method: str
    #: With the query, as sent.
    path: str
    #: Names in lower case.
    headers: Mapping[str, str]


class LoopbackServer:
    """Serves what it was told on a free port until the `with` block ends."""

    def __init__(self, *, host: str = "127.0.0.1", tls: SSLContext | None = None) -> None:
        self.host = host
        self.port = 0
        #: Every request so far, in order of arrival.
        self.requests: list[Seen] = []
        #: TCP connections accepted so far; stays 0 when nobody dialled.
        self.connections = 0
        self._tls = tls
        self._routes: dict[str, Handler] = {}
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._stopped = asyncio.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def url(self, path: str = "/", *, host: str | None = None) -> str:
        """The address of a path, optionally under another name for the same host."""
        name = host or (f"[{self.host}]" if ":" in self.host else self.host)
        return f"{'https' if self._tls else 'http'}://{name}:{self.port}{path}"

    def hits(self, path: str) -> int:
        """How many requests a path got so far, whatever their query."""
        return sum(seen.path.partition("?")[0] == path for seen in self.requests)

    def route(self, path: str, handler: Handler) -> None:
        """Answer a path with what a function (plain or async) returns."""
        self._routes[path] = handler

    def serve(
        self,
        path: str,
        body: str | bytes = b"",
        *,
        status: int = 200,
        content_type: str | None = FEED,
        etag: str | None = None,
        last_modified: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Always answer with this body; with a validator, answer 304 when it is sent back."""
        said = dict(headers or {})
        if content_type is not None:
            said.setdefault("Content-Type", content_type)
        said.update({"ETag": etag} if etag else {})
        said.update({"Last-Modified": last_modified} if last_modified else {})
        data = body.encode() if isinstance(body, str) else body

        def answer(request: web.BaseRequest) -> web.Response:
            known = (etag and request.headers.get("If-None-Match") == etag) or (
                last_modified and request.headers.get("If-Modified-Since") == last_modified
            )
            if known:
                return web.Response(status=304, headers=said)
            return web.Response(status=status, body=data, headers=said)

        self.route(path, answer)

    def redirect(self, path: str, to: str, *, status: int = 302) -> None:
        """Send a path's visitors elsewhere."""
        self.route(path, lambda _: web.Response(status=status, headers={"Location": to}))

    def raw(self, path: str, *chunks: bytes, pause: float = 0.0, forever: bool = False) -> None:
        """Write bytes straight to the socket, status line included, then hang up.

        `pause` seconds pass between chunks; `forever` repeats the last chunk
        until the client leaves. For endless bodies, slow ones, and wrong lengths.
        """

        async def answer(request: web.BaseRequest) -> web.StreamResponse:
            for chunk in _repeated(chunks, forever):
                if not await _sent(request, chunk, pause):
                    break
            if request.transport is not None:
                request.transport.close()
            return web.Response()

        self.route(path, answer)

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the loopback server did not start within ten seconds")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        server = web.Server(self._answer)

        def accepted() -> asyncio.Protocol:
            self.connections += 1
            return server()

        listening = await self._loop.create_server(
            accepted, self.host, 0, ssl=self._tls, backlog=1024
        )
        self.port = listening.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stopped.wait()
        listening.close()
        await server.shutdown(0.1)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.requests.append(Seen(request.method, request.path_qs, headers))
        handler = self._routes.get(request.path)
        if handler is None:
            return web.Response(status=404, text="There is nothing here.")
        answer = handler(request)
        return await answer if inspect.isawaitable(answer) else answer


@contextmanager
def loopback() -> Iterator[LoopbackServer]:
    """A server for the length of a block; `pytest.fixture` makes it one for a test."""
    with LoopbackServer() as server:
        yield server


def _repeated(chunks: tuple[bytes, ...], forever: bool) -> Iterator[bytes]:
    yield from chunks
    while forever:
        yield chunks[-1]


async def _sent(request: web.BaseRequest, chunk: bytes, pause: float) -> bool:
    """Write when the client keeps up; False once it has left."""
    transport = request.transport
    while transport and not transport.is_closing() and transport.get_write_buffer_size() > 65536:
        await asyncio.sleep(0.001)
    if transport is None or transport.is_closing():
        return False
    transport.write(chunk)
    await asyncio.sleep(pause)
    return True
