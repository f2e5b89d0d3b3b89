"""Add sources: addresses that people type or paste, and OPML both ways."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from briefing.articles.links import links_in
from briefing.errors import NotAFeed, SourceError
from briefing.model import Source
from briefing.refresh import means
from briefing.settings import Settings
from briefing.sources import opml
from briefing.sources.addresses import normal_address
from briefing.sources.kinds import Means
from briefing.store import reading, sources, writing

#: Addresses looked at together.
AT_ONCE = 8


@dataclass(frozen=True)
class Subscribed:
    """What became of each address."""

    added: Sequence[Source] = ()
    #: Addresses that were there already.
    present: Sequence[str] = ()
    #: What could not be added, each with a sentence that says why.
    refused: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class _Found:
    """What an address turned out to be."""

    said: str
    kind: str = ""
    address: str = ""
    title: str = ""
    problem: str = ""


def subscribe(
    engine: Engine, settings: Settings, said: Iterable[str], *, now: datetime
) -> Subscribed:
    """Add what each address turns out to be: a feed, a site that names its feed, or an article.

    Nothing is taken in yet; the next refresh does that.
    """
    found = asyncio.run(_find_all(list(dict.fromkeys(said)), settings, now))
    wanted = [
        {"kind": one.kind, "address": one.address, "title": one.title}
        for one in found
        if not one.problem
    ]
    with writing(engine) as conn:
        added, present = sources.add(conn, wanted, now=now)
    return Subscribed(added, present, [(one.said, one.problem) for one in found if one.problem])


def addresses_in(text: str) -> list[str]:
    """The addresses in a pasted text: its links, or else its words that look like addresses."""
    links = links_in(text)
    return list(links) if links else [word for word in text.split() if "." in word.strip(".")]


def import_opml(engine: Engine, body: bytes, *, now: datetime) -> Subscribed:
    """Add the feeds of an OPML file; raises `SourceError` when it is none.

    Those it names in a way that we cannot follow are reported beside the others.
    """
    report = opml.read(body)
    wanted = [{"kind": "feed", "address": f.address, "title": f.title} for f in report.feeds]
    with writing(engine) as conn:
        added, present = sources.add(conn, wanted, now=now)
    return Subscribed(added, present, [(one.what, one.why) for one in report.refused])


def export_opml(engine: Engine, *, now: datetime) -> bytes:
    """All feeds as an OPML file that other readers understand."""
    with reading(engine) as conn:
        feeds = [s for s in sources.every(conn) if s.kind == "feed"]
    return opml.write(
        [opml.Feed(title=s.title or s.address, address=s.address) for s in feeds],
        title="Take Five",
        now=now,
    )


async def _find_all(said: Sequence[str], settings: Settings, now: datetime) -> list[_Found]:
    room = asyncio.Semaphore(AT_ONCE)
    async with means(settings) as using:

        async def one(text: str) -> _Found:
            async with room:
                try:
                    return await _find(text, using, now)
                except SourceError as error:
                    return _Found(text, problem=str(error))

        return list(await asyncio.gather(*map(one, said)))


async def _find(said: str, using: Means, now: datetime) -> _Found:
    """What an address is: a feed, else the first feed that its page offers, else an article."""
    address = normal_address(said)
    try:
        return _Found(said, "feed", address, await _title(address, using, now))
    except NotAFeed as error:
        offers = error.offers
        not_a_feed = error
    for offer in offers:
        try:
            return _Found(said, "feed", offer, await _title(offer, using, now))
        except SourceError:
            continue
    if _is_home(address):
        raise SourceError(
            f"No feed was found at {address}. Give the feed's own address, or an article's."
        ) from not_a_feed
    return _Found(said, "page", address)


async def _title(address: str, using: Means, now: datetime) -> str:
    answer = await using.client.get(address)
    parsing = using.workers.parse(
        answer.body,
        address=answer.final,
        content_type=answer.content_type,
        charset=answer.charset,
        now=now,
    )
    return (await asyncio.wrap_future(parsing)).title


def _is_home(address: str) -> bool:
    """Whether an address has nothing after its host."""
    return address.split("://", 1)[-1].rstrip("/").count("/") == 0
