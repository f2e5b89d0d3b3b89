"""Mails into letters: read in the workers that can be killed, their counters asked where they lead.

Asking a counter is a tap in its statistics, so it is done once for each link, and only for links
that stand in a letter as an article's.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.articles.links import canonical
from briefing.errors import SourceError
from briefing.sources.fetch import Client
from briefing.sources.letter_links import is_opaque
from briefing.sources.newsletter import Letter, followed
from briefing.sources.workers import Workers

#: Counters asked for the letters of one look, at the most, and seconds for all of them: the client
#: leaves a second between two requests to one domain.
MOST_ASKED, ASKING_SECONDS = 200, 60.0
#: For one of them: bytes and seconds of the page at its end, of which only the address is used.
PAGE_LIMIT, PAGE_SECONDS = 5_000_000, 10.0


@dataclass(frozen=True)
class Opened:
    """A mail that was opened: its letters, or what kept it shut."""

    letters: tuple[Letter, ...] = ()
    #: Why it could not be read, as a sentence; "" when it could.
    problem: str = ""
    #: Links that still lead through a counter, since it did not say in time where to.
    kept: int = 0


async def opened(bodies: Sequence[bytes], workers: Workers, *, now: datetime) -> list[Opened]:
    """Each mail read for itself, in order; one that cannot be read says so beside the others."""
    reading = [asyncio.wrap_future(workers.letters(body, now=now)) for body in bodies]
    found = await asyncio.gather(*reading, return_exceptions=True)
    return [_opened(one) for one in found]


async def with_destinations(mails: Sequence[Opened], client: Client) -> list[Opened]:
    """The same with the links of counters replaced by where they lead, as far as those answer."""
    links = dict.fromkeys(link for mail in mails for one in mail.letters for link in one.opaque)
    led_to = await _asked(client, list(links)[:MOST_ASKED])
    return [_followed(mail, led_to) for mail in mails]


def _opened(found: tuple[Letter, ...] | BaseException) -> Opened:
    if isinstance(found, SourceError):
        return Opened(problem=str(found))
    if isinstance(found, BaseException):
        raise found
    return Opened(found)


def _followed(mail: Opened, led_to: dict[str, str]) -> Opened:
    letters = tuple(followed(letter, led_to) for letter in mail.letters)
    return Opened(letters, mail.problem, sum(len(one.opaque) for one in letters))


async def _asked(client: Client, links: Iterable[str]) -> dict[str, str]:
    """Link to where it led, for those that answered in time."""
    led_to: dict[str, str] = {}

    async def ask(link: str) -> None:
        try:
            answer = await client.get(link, limit=PAGE_LIMIT, timeout=PAGE_SECONDS)
        except SourceError:
            return  # it is kept as it is, and counted
        end = canonical(answer.final)
        if end is not None and not is_opaque(end):
            led_to[link] = end

    asking = [asyncio.create_task(ask(link)) for link in links]
    if asking:
        _, late = await asyncio.wait(asking, timeout=ASKING_SECONDS)
        for task in late:
            task.cancel()
        for outcome in await asyncio.gather(*asking, return_exceptions=True):
            if isinstance(outcome, Exception):
                raise outcome
    return led_to
