"""Links that lead nowhere: tried before a text is approved, and remembered for an hour.

Nothing is fetched within a transaction: `check_links` goes first, `known` reads what it found.
"""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from briefing.errors import SourceError
from briefing.settings import Settings
from briefing.sources.fetch import Client
from briefing.store import facts, reading, writing
from briefing.waiting import wait_for

FACT = "links tried"
#: How long an answer counts.
FRESH = timedelta(hours=1)
#: Seconds for one link, and the most of its body in bytes.
PATIENCE, MOST_BYTES = 8.0, 5_000_000
#: Links tried at one time; a text has one or two, a digest ten.
MOST_LINKS = 50
#: Statuses by which a server says that there is nothing. Whatever else may go wrong says more
#: about us than about the link: being no browser, being offline, being in the same network.
NOTHING_THERE = frozenset({404, 410})
ACCEPT = "text/html,application/xhtml+xml,*/*;q=0.8"


def check_links(
    engine: Engine, settings: Settings, links: Iterable[str], now: datetime
) -> Mapping[str, str]:
    """Try links that were not tried within the hour; gives those that are dead, and why.

    It takes at most some seconds. Links beyond the fiftieth are left for the next time.
    """
    wanted = list(dict.fromkeys(link for link in links if link))
    with reading(engine) as conn:
        tried = _tried(conn, now)
    new = [link for link in wanted if link not in tried][:MOST_LINKS]
    if new:
        said = wait_for(_try_all(settings, new))
        with writing(engine) as conn:
            # Two at once may forget what the other found; it is then tried again.
            kept = _tried(conn, now) | {link: (now, why) for link, why in said.items()}
            facts.remember(conn, FACT, {k: [at.isoformat(), why] for k, (at, why) in kept.items()})
    with reading(engine) as conn:
        dead = known(conn, now)
    return {link: dead[link] for link in wanted if link in dead}


def known(conn: Connection, now: datetime) -> dict[str, str]:
    """Links that were found dead within the hour, each with a sentence that says why."""
    return {link: why for link, (_, why) in _tried(conn, now).items() if why}


def _tried(conn: Connection, now: datetime) -> dict[str, tuple[datetime, str]]:
    kept = facts.recall(conn, FACT, {})
    tried = {link: (datetime.fromisoformat(at), why) for link, (at, why) in kept.items()}
    return {link: one for link, one in tried.items() if now - FRESH < one[0] <= now}


async def _try_all(settings: Settings, links: Iterable[str]) -> dict[str, str]:
    """Link to what is wrong with it; "" where it may well open."""
    async with Client(settings, timeout=PATIENCE) as client:
        return dict(await asyncio.gather(*(_try(client, link) for link in links)))


async def _try(client: Client, link: str) -> tuple[str, str]:
    try:
        await client.get(link, accept=ACCEPT, limit=MOST_BYTES)
    except SourceError as error:
        return link, str(error) if error.status in NOTHING_THERE else ""
    return link, ""
