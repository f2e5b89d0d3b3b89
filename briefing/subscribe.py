"""Add sources: addresses that people type or paste, and OPML both ways."""

import asyncio
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Engine

from briefing.articles.links import links_in
from briefing.articles.trackers import unwrapped
from briefing.errors import BriefingError, NotAFeed, SourceError
from briefing.model import Person, Source
from briefing.on_record import allowed, on_record
from briefing.refresh import means
from briefing.settings import Settings
from briefing.sources import opml
from briefing.sources.addresses import normal_address
from briefing.sources.answer import Answer
from briefing.sources.discovery import common_places
from briefing.sources.kinds import Means
from briefing.store import reading, sources
from briefing.waiting import wait_for

#: Addresses looked at together.
AT_ONCE = 8

#: Usual places of a feed that are tried below a site that names none; a second each.
PLACES_TRIED = 6

#: An article's address has a date, a long number, or a file's name at its end …
_ARTICLE = re.compile(r"\d{4,}|(?<!/index)\.html?$")
#: … or its headline, which has at least so many hyphens.
_HEADLINE_HYPHENS = 3

_HTML = re.compile(rb"\s*<(?:!doctype html|html)\b", re.IGNORECASE)
_WORD = re.compile(r"\w")
_ADDRESS = re.compile(r"\S*\w(?:[.:]\w|://)\S*")


@dataclass(frozen=True)
class Subscribed:
    """What became of each address."""

    added: Sequence[Source] = ()
    #: Addresses that were there already.
    present: Sequence[str] = ()
    #: What could not be added, each with a sentence that says why.
    refused: Sequence[tuple[str, str]] = ()
    #: Feeds that an address offers beside what was added.
    offers: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Found:
    """What an address turned out to be."""

    said: str
    kind: str = ""
    address: str = ""
    title: str = ""
    problem: str = ""
    offers: Sequence[str] = ()


def subscribe(
    engine: Engine, settings: Settings, said: Iterable[str], *, now: datetime, by: Person
) -> Subscribed:
    """Add what each address turns out to be: a feed, a site that names its feed, or an article.

    Nothing is taken in yet; the next refresh does that.
    """
    allowed(engine, by, "sources")
    found = wait_for(_find_all(list(dict.fromkeys(said)), settings, now))
    wanted = [
        {"kind": one.kind, "address": one.address, "title": one.title}
        for one in found
        if not one.problem
    ]
    added, present = _add(engine, wanted, now, by)
    return Subscribed(
        added,
        present,
        [(one.said, one.problem) for one in found if one.problem],
        {one.said: one.offers for one in found if one.offers},
    )


def addresses_in(text: str) -> list[str]:
    """The addresses in a pasted text, line by line: a list's words, or the links in prose.

    A line of a list has a single word, or as many addresses as other words. They are taken as they
    stand, since a feed knows its own parameters, and what is no address is there to be refused by
    name. A heading that ends with a colon is none.
    """
    found: dict[str, None] = {}
    for line in text.splitlines():
        words = [word.rstrip(",;") for word in line.split() if _WORD.search(word)]
        listed = [word for word in words if _ADDRESS.fullmatch(word)]
        alone = len(words) == 1 and not line.rstrip().endswith(":")
        of_a_list = bool(listed) and 2 * len(listed) >= len(words)
        taken = words if alone or of_a_list else links_in(line) or listed
        found |= dict.fromkeys(taken)
    return list(found)


def pause(engine: Engine, source_id: int, *, now: datetime, by: Person) -> None:
    """Look at a source no more until it is resumed; what it brought stays."""
    with on_record(engine, by, "sources", now=now) as act:
        sources.set_active(act.conn, source_id, False, now=now)
        act.record("source paused", source=source_id)


def resume(engine: Engine, source_id: int, *, now: datetime, by: Person) -> None:
    """Look at a source again; it is due at once."""
    with on_record(engine, by, "sources", now=now) as act:
        sources.set_active(act.conn, source_id, True, now=now)
        act.record("source resumed", source=source_id)


def unsubscribe(engine: Engine, source_id: int, *, now: datetime, by: Person) -> None:
    """Remove a source that never brought anything. Raises `BriefingError` for another."""
    with on_record(engine, by, "sources", now=now) as act:
        if sources.has_spoken(act.conn, source_id):
            raise BriefingError(
                "This source has brought articles, and what was said is kept. Pause it instead."
            )
        sources.remove(act.conn, source_id)
        act.record("source removed", source=source_id)


def use_instead(engine: Engine, source_id: int, address: str, *, now: datetime, by: Person) -> None:
    """Look at another address from now on, as the same source.

    Raises `BriefingError` when another source has that address already.
    """
    with on_record(engine, by, "sources", now=now) as act:
        if not sources.is_free(act.conn, address, source_id):
            raise BriefingError(f"{address} is among your sources already. Pause this one.")
        act.record("source moved", source=source_id, address=address)
        sources.record(
            act.conn,
            source_id,
            kind="feed",
            address=address,
            active=True,
            due_at=now,
            problem="",
            failures=0,
            failing_since=None,
            etag=None,
            last_modified=None,
            body_hash=None,
            validated_at=None,
        )


def import_opml(engine: Engine, body: bytes, *, now: datetime, by: Person) -> Subscribed:
    """Add the feeds of an OPML file; raises `SourceError` when it is none.

    Those it names in a way that we cannot follow are reported beside the others.
    """
    report = opml.read(body)
    wanted = [{"kind": "feed", "address": f.address, "title": f.title} for f in report.feeds]
    added, present = _add(engine, wanted, now, by)
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


def _add(
    engine: Engine, wanted: Sequence[Mapping[str, Any]], now: datetime, by: Person
) -> tuple[Sequence[Source], Sequence[str]]:
    with on_record(engine, by, "sources", now=now) as act:
        added, present = sources.add(act.conn, wanted, now=now)
        if added:
            act.record("sources added", addresses=[source.address for source in added])
        return added, present


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
    """What an address is: a feed, an article, or a page that leads to a feed.

    An article's page names the feed of its site as well; that one is only offered.
    """
    address = normal_address(unwrapped(normal_address(said)))
    answer = await using.client.get(address)
    try:
        return _Found(said, "feed", address, await _title(answer, using, now))
    except NotAFeed as error:
        if not _is_page(answer):
            raise
        offers = error.offers
        not_a_feed = error
    if _names_an_article(address):
        try:
            return await _article(_Found(said, "page", address, offers=offers), answer, using, now)
        except SourceError:
            if not offers:
                raise
    tried = offers or (common_places(address)[:PLACES_TRIED] if _is_home(address) else ())
    for offer in tried:
        try:
            title = await _title(await using.client.get(offer), using, now)
        except SourceError:
            continue
        return _Found(said, "feed", offer, title, offers=[o for o in offers if o != offer])
    if _is_home(address):
        raise SourceError(
            f"No feed was found at {address}. Give the feed's own address, or an article's."
        ) from not_a_feed
    return await _article(_Found(said, "page", address), answer, using, now)


async def _article(found: _Found, answer: Answer, using: Means, now: datetime) -> _Found:
    """What was found, if it is an article; raises `SourceError` where it is none."""
    await asyncio.wrap_future(using.workers.extract(answer.body, **_about(answer, now)))
    return found


async def _title(answer: Answer, using: Means, now: datetime) -> str:
    parsing = using.workers.parse(answer.body, **_about(answer, now))
    return (await asyncio.wrap_future(parsing)).title


def _about(answer: Answer, now: datetime) -> dict[str, Any]:
    return {
        "address": answer.final,
        "content_type": answer.content_type,
        "charset": answer.charset,
        "now": now,
    }


def _is_page(answer: Answer) -> bool:
    return "html" in answer.content_type or bool(_HTML.match(answer.body))


def _is_home(address: str) -> bool:
    """Whether an address has nothing after its host."""
    return urlsplit(address).path in ("", "/")


def _names_an_article(address: str) -> bool:
    path = urlsplit(address).path.rstrip("/")
    headline = path.rpartition("/")[2]
    return bool(_ARTICLE.search(path)) or headline.count("-") >= _HEADLINE_HYPHENS
