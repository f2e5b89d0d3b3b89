"""The one client through which everything is fetched, and which guards every request.

    async with Client(settings) as client:
        answer = await client.get("https://example.org/feed", etag=known)

It verifies certificates, keeps no cookies, ignores proxies in the environment,
follows redirects by hand (the guard checks each hop), unpacks bodies itself up
to a limit, and never takes longer than its deadline, waiting for its turn aside.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from math import ceil
from ssl import SSLContext
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver
from aiohttp.resolver import ThreadedResolver

from briefing.articles.hosts import registrable_domain
from briefing.errors import Gone, Unreachable
from briefing.settings import Settings
from briefing.sources import schedule
from briefing.sources.addresses import http_url
from briefing.sources.answer import Answer, answer_to
from briefing.sources.complaints import about_status, in_words, size, too_large
from briefing.sources.guard import Guard, GuardedResolver
from briefing.sources.packing import Damaged
from briefing.sources.politeness import Politeness
from briefing.sources.trip import Trip
from briefing.sources.unpacking import Body, TooLarge, looks_packed

#: Decoded bytes of an answer that are taken, unless the caller says otherwise.
LIMIT = 15_000_000

#: Seconds for a whole fetch, redirects included, and for connecting.
TIMEOUT, CONNECT_TIMEOUT = 30.0, 5.0

#: Seconds that a connection is kept for the next request; longer would pile up open sockets
#: when hundreds of hosts are called in a minute.
KEEP_ALIVE = 2.0

#: Bytes of one header line; large policies and cookies exceed the 8,190 of aiohttp.
HEADER_LINE = 65_536

#: Fixed, and honest about who calls.
AGENT = "TakeFive/0.1"

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5"
)
#: What `packing` undoes.
ENCODINGS = "gzip, deflate, br, zstd"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_USABLE = frozenset({200, 203, 204})


class Client:
    """Fetches addresses politely and safely; any number at once.

    `resolver` stands in for the system's own, and `tls` for its certificate authorities; the
    guard checks what either leads to. At most 50 requests are under way, at most 2 to one
    registrable domain, whose starts are a second apart (see `briefing.sources.politeness`;
    allowed private hosts need not be apart). A host that answers 429, or 503 with
    Retry-After, is not called before its time is over: `get` then raises at once.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        timeout: float = TIMEOUT,
        resolver: AbstractResolver | None = None,
        tls: SSLContext | None = None,
    ) -> None:
        self._guard = Guard(settings)
        self._agent = f"{AGENT} (+{settings.contact})" if settings.contact else AGENT
        self._timeout = timeout
        self._given_resolver = resolver
        self._tls = tls

    async def __aenter__(self) -> Self:
        self._resolver = GuardedResolver(self._guard, self._given_resolver or ThreadedResolver())
        self._politeness = Politeness(self._is_own)
        self._session = ClientSession(
            connector=TCPConnector(
                socket_factory=self._guard.socket,
                resolver=self._resolver,
                ssl=self._tls or True,
                limit=0,
                keepalive_timeout=KEEP_ALIVE,
            ),
            cookie_jar=DummyCookieJar(),
            headers={"User-Agent": self._agent},
            timeout=ClientTimeout(total=None, sock_connect=CONNECT_TIMEOUT),
            auto_decompress=False,
            trust_env=False,
            max_line_size=HEADER_LINE,
            max_field_size=HEADER_LINE,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def get(self, address: str, **how: Any) -> Answer:
        """As `fetched`, with the turn given up as soon as the answer is there."""
        async with self.fetched(address, **how) as answer:
            return answer

    @asynccontextmanager
    async def fetched(
        self,
        address: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        accept: str = ACCEPT,
        limit: int = LIMIT,
        timeout: float | None = None,
    ) -> AsyncIterator[Answer]:
        """Fetch an address, at most `limit` decoded bytes within `timeout` seconds.

        The turn is kept for the length of the block: no more is fetched than can be read
        meanwhile, so that bodies do not pile up in memory.

        With validators of an earlier answer, `status` is 304 when nothing has changed.
        Raises `Refused` for an address that is not called, `Gone` for 410, and
        `Unreachable` for everything else; `.status` and `.retry_after` tell more.
        """
        headers = {"Accept": accept, "Accept-Encoding": ENCODINGS}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": last_modified} if last_modified else {}
        seconds = self._timeout if timeout is None else timeout
        trip = Trip(http_url(address), headers, limit, seconds, left=seconds)
        answer = None
        while answer is None:
            async with self._politeness.turn(trip.host):
                answer = await self._visit(address, trip)
                if answer is not None:
                    yield answer

    async def _visit(self, address: str, trip: Trip) -> Answer | None:
        """Ask until there is an answer; None when redirects lead to another domain's turn."""
        domain = registrable_domain(trip.host)
        while registrable_domain(trip.host) == domain:
            answer = await self._timed(address, trip)
            if answer is not None:
                return answer
        return None

    async def _timed(self, address: str, trip: Trip) -> Answer | None:
        """One request, on the trip's clock."""
        self._heed_hold(trip)
        clock = asyncio.get_running_loop().time
        begun = clock()
        with in_words(trip.host, trip.timeout):
            async with asyncio.timeout(trip.left):
                try:
                    answer = await self._request(address, trip)
                except Damaged:
                    answer = await self._request(address, trip, plainly=True)
        trip.left -= clock() - begun
        return answer

    async def _request(self, address: str, trip: Trip, *, plainly: bool = False) -> Answer | None:
        """Send one request; None when it was answered with a redirect, which `trip` followed.

        Raises `Damaged` when the body is not encoded as it says, unless asked `plainly`.
        """
        headers = {**trip.headers, "Accept-Encoding": "identity"} if plainly else trip.headers
        async with self._session.get(trip.url, headers=headers, allow_redirects=False) as said:
            if said.status in _REDIRECTS and "Location" in said.headers:
                trip.follow(said.status, said.headers["Location"])
                return None
            if said.status in _USABLE:
                return answer_to(address, trip, said, await _body(said, trip, plainly))
            if said.status == 304 and trip.conditional:
                return answer_to(address, trip, said, b"")
            raise self._complaint(trip, said)

    def _complaint(self, trip: Trip, said: ClientResponse) -> Unreachable | Gone:
        wait = schedule.retry_after(said.headers.get("Retry-After"), datetime.now(UTC))
        limited = said.status in (429, 503)
        if said.status == 429 or (limited and wait is not None):
            self._politeness.hold(trip.host, schedule.FIRST_PAUSE if wait is None else wait)
        error = about_status(trip.host, said.status, said.headers, wait if limited else None)
        # Where a temporary redirect led may be gone; the address itself is not.
        if said.status == 410 and trip.permanent:
            return Gone(str(error), status=410)
        return error

    def _heed_hold(self, trip: Trip) -> None:
        wait = self._politeness.held(trip.host)
        if wait > 0:
            raise Unreachable(
                f"{trip.host} asked to be left alone for another {ceil(wait / 60)} min. We wait.",
                status=429,
                retry_after=wait,
            )

    def _is_own(self, host: str) -> bool:
        return host in self._resolver.private_names or self._guard.verdict(host) == "allowed"


async def _body(said: ClientResponse, trip: Trip, plainly: bool) -> bytes:
    """The decoded body, at most `trip.limit` bytes, taken as it arrives."""
    try:
        if (said.content_length or 0) > trip.limit:
            raise TooLarge
        encoding = ", ".join(said.headers.getall("Content-Encoding", ()))
        body = Body("" if plainly else encoding, trip.limit)
        async for chunk in said.content.iter_any():
            body.feed(chunk)
        data = body.finish()
        return _despite_wish(data, encoding, trip) if plainly else data
    except TooLarge as error:
        raise too_large(trip.host, trip.limit) from error


def _despite_wish(data: bytes, encoding: str, trip: Trip) -> bytes:
    """A body that was asked for plainly: plain whatever its header says, unless it looks packed."""
    if not looks_packed(data):
        return data
    try:
        body = Body(encoding, trip.limit)
        body.feed(data)
        return body.finish()
    except Damaged as error:
        raise Unreachable(
            f"{trip.host} sends a damaged answer of {size(len(data))}. We try again later."
        ) from error


__all__ = ["Answer", "Client"]
