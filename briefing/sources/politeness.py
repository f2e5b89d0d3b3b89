"""Whose turn it is: hosts are called a few at a time, with pauses, and not when they said no."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from briefing.articles.hosts import registrable_domain

#: Requests under way at once, over all hosts.
AT_ONCE = 50

#: Requests under way at once to one registrable domain.
AT_ONCE_PER_DOMAIN = 2

#: Seconds between the starts of two requests to one registrable domain.
APART = 1.0

#: Where a domain is known to want more.
APART_AT = {"reddit.com": 60.0}


@dataclass
class _Domain:
    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE_PER_DOMAIN))
    #: Loop time before which no request starts.
    not_before: float = 0.0


class Politeness:
    """Keeps requests to one domain few and apart.

    Private hosts that the administrator allowed are exempt from the pause, not from the
    number at once: they are the administrator's own machines. `is_own` tells them.
    """

    def __init__(self, is_own: Callable[[str], bool]) -> None:
        self._is_own = is_own
        self._all = asyncio.Semaphore(AT_ONCE)
        self._domains: dict[str, _Domain] = {}
        self._held: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at a host's domain, and keep it for the length of the block.

        Waiting costs none of the places that all hosts share.
        """
        name = registrable_domain(host)
        domain = self._domains.setdefault(name, _Domain())
        async with domain.slots:
            if not self._is_own(host):
                await self._pause(domain, APART_AT.get(name, APART))
            async with self._all:
                yield

    def hold(self, host: str, seconds: float) -> None:
        """Remember that a host asked to be left alone."""
        until = asyncio.get_running_loop().time() + seconds
        self._held[host] = max(until, self._held.get(host, 0.0))

    def held(self, host: str) -> float:
        """Seconds for which a host is to be left alone still; 0 when it is not."""
        if host not in self._held:
            return 0.0
        return max(self._held[host] - asyncio.get_running_loop().time(), 0.0)

    async def _pause(self, domain: _Domain, apart: float) -> None:
        now = asyncio.get_running_loop().time()
        start = max(now, domain.not_before)
        domain.not_before = start + apart
        if start > now:
            await asyncio.sleep(start - now)
