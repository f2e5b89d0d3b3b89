"""What a kind of source is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from briefing.model import Arrival, ParsedFeed, Source
from briefing.settings import Settings
from briefing.sources.fetch import Client
from briefing.sources.workers import Workers


async def _at_once() -> None:
    """There is room."""


@dataclass(frozen=True)
class Means:
    """What reading a source may use: one guarded client, workers that can be killed, settings."""

    client: Client
    workers: Workers
    settings: Settings
    #: To be waited for before a document is read, so that no more is read than can be stored.
    room: Callable[[], Awaitable[None]] = _at_once


@dataclass(frozen=True)
class Reading:
    """What a source said this time."""

    #: None when nothing has changed since the last time.
    feed: ParsedFeed | None
    #: The feed's entries ready for the store, where they were made so along with reading it.
    arrivals: tuple[Arrival, ...] | None = None
    etag: str | None = None
    last_modified: str | None = None
    #: SHA-256 of the decoded body; None when there was no body.
    body_hash: str | None = None
    #: Seconds for which the server says that nothing will change.
    max_age: float | None = None
    #: Where every redirect on the way was permanent, the address at its end.
    permanent_to: str | None = None
    #: What was left out of it, and why: sentences for a person.
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A way to get articles from an address."""

    #: What a person calls it.
    label: str
    #: Whether there is anything new to expect, so that it is looked at again and again.
    polled: bool
    #: Raises `SourceError`, whose message is a sentence for a person.
    read: Callable[[Source, Means, datetime], Awaitable[Reading]]
