"""Look at sources: fetch, understand, store. Each source ends as one outcome beside the others."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from briefing.articles.arrivals import arrivals
from briefing.articles.hosts import host_of, outlet_of
from briefing.errors import NotAFeed, SourceError, StoreError
from briefing.model import Arrival, ParsedFeed, Source
from briefing.settings import Settings
from briefing.sources import schedule
from briefing.sources.fetch import Client
from briefing.sources.kinds import KINDS, Means, Reading
from briefing.sources.workers import Workers
from briefing.store import entries, outlets, reading, sources, writing
from briefing.waiting import wait_for

#: Sources waiting for their turn at once; how many are called at once is the client's business.
AT_ONCE = 500

#: A source that is being looked at is nobody else's for this long, even if we die meanwhile.
LEASE = timedelta(minutes=10)

WEEK = timedelta(days=7)

#: Outcomes written in one transaction at the most.
BATCH = 40


@dataclass(frozen=True)
class Outcome:
    """What looking at one source brought."""

    source: Source
    new: int = 0
    changed: int = 0
    #: The source had nothing that it had not said before.
    unchanged: bool = False
    #: What went wrong, as a sentence; "" when nothing did.
    problem: str = ""
    #: Feeds to use instead, when the address turned out to be a page that names some.
    offers: tuple[str, ...] = ()


class LeftAlone(SourceError):
    """The source's host asked for no requests for a while."""

    def __init__(self, host: str, until: datetime) -> None:
        super().__init__(f"{host} asked to be left alone until {until:%d %B, %H:%M} UTC.")
        self.until = until


Progress = Callable[[Outcome], None]


@dataclass(frozen=True)
class _Look:
    """One source looked at, not yet stored."""

    source: Source
    reading: Reading | None = None
    arrivals: tuple[Arrival, ...] = ()
    error: SourceError | None = None


@asynccontextmanager
async def means(settings: Settings) -> AsyncIterator[Means]:
    """The client and the workers, for as long as the block lasts."""
    with Workers() as workers:
        async with Client(settings) as client:
            yield Means(client, workers)


def refresh(
    engine: Engine,
    settings: Settings,
    *,
    now: datetime,
    only: Iterable[Source] | None = None,
    only_due: bool = False,
    begin: Callable[[int], None] | None = None,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Look at sources (all active ones unless told otherwise) and store what is new.

    Outcomes come in the order of the sources. `begin` is told how many there will be, and
    `progress` each of them as it is stored.
    """
    wanted = _claim(engine, only, only_due, now)
    if begin is not None:
        begin(len(wanted))
    return wait_for(_refresh(engine, settings, wanted, now, progress or (lambda _: None)))


def _claim(
    engine: Engine, only: Iterable[Source] | None, only_due: bool, now: datetime
) -> list[Source]:
    """The sources to look at, leased so that a second scheduler passes over them."""
    with writing(engine) as conn:
        if only is not None:
            wanted = list(only)
        elif only_due:
            wanted = sources.due(conn, now)
        else:
            wanted = sources.every(conn, only_active=True)
        wanted = [s for s in wanted if KINDS[s.kind].polled or s.changed_at is None]
        sources.lease(conn, [s.id for s in wanted], until=now + LEASE)
    return wanted


async def _refresh(
    engine: Engine, settings: Settings, wanted: Sequence[Source], now: datetime, progress: Progress
) -> list[Outcome]:
    with reading(engine) as conn:
        quiet = sources.quiet_hosts(conn, now)
    looks: asyncio.Queue[_Look] = asyncio.Queue()
    room = asyncio.Semaphore(AT_ONCE)
    outcomes: dict[int, Outcome] = {}

    async with means(settings) as using, asyncio.TaskGroup() as tasks:

        async def one(source: Source) -> None:
            async with room:
                looks.put_nowait(await _look(source, using, quiet, now))

        for source in wanted:
            tasks.create_task(one(source))
        while len(outcomes) < len(wanted):
            batch = [await looks.get()]
            while not looks.empty() and len(batch) < BATCH:
                batch.append(looks.get_nowait())
            for outcome in _store(engine, batch, now):
                outcomes[outcome.source.id] = outcome
                progress(outcome)
    return [outcomes[source.id] for source in wanted]


async def _look(source: Source, using: Means, quiet: dict[str, datetime], now: datetime) -> _Look:
    host = host_of(source.address)
    if host in quiet:
        return _Look(source, error=LeftAlone(host, quiet[host]))
    try:
        said = await KINDS[source.kind].read(_with_fresh_validators(source, now), using, now)
        brought = said.arrivals
        if brought is None and said.feed is not None:
            brought = tuple(arrivals(said.feed, source.address))
    except SourceError as error:
        if error.retry_after is not None:
            quiet[host] = now + timedelta(seconds=error.retry_after)
        return _Look(source, error=error)
    except Exception as error:  # noqa: BLE001 - whatever one source does, the others go on
        odd = SourceError(f"This source could not be read ({type(error).__name__}).")
        return _Look(source, error=odd)
    return _Look(source, said, brought or ())


def _with_fresh_validators(source: Source, now: datetime) -> Source:
    """A server that says “unchanged” for ever is asked for everything once in a while."""
    if schedule.validators_hold(source.validated_at, now):
        return source
    return replace(source, etag=None, last_modified=None, body_hash=None)


def _store(engine: Engine, batch: Sequence[_Look], now: datetime) -> list[Outcome]:
    """Store a batch in one transaction, or one by one where that fails."""
    try:
        with writing(engine) as conn:
            return _keep(conn, batch, now)
    except StoreError as error:
        if len(batch) == 1:
            return [Outcome(batch[0].source, problem=f"What came could not be stored. {error}")]
    return [outcome for look in batch for outcome in _store(engine, [look], now)]


def _keep(conn: Connection, batch: Sequence[_Look], now: datetime) -> list[Outcome]:
    brought = {look.source.id: look.arrivals for look in batch if look.arrivals}
    known = outlets.ensure(conn, _outlets(batch)) if brought else {}
    taken = entries.take_in(conn, brought, known, now=now)
    outcomes = []
    health = {}
    for source, said, error in ((look.source, look.reading, look.error) for look in batch):
        if error is not None:
            outcomes.append(_keep_problem(conn, source, error, now))
        elif said is not None:
            health[source.id] = _health(conn, source, said, now)
            new = taken.get(source.id, entries.Taken())
            outcomes.append(Outcome(source, new.new, new.changed, unchanged=said.feed is None))
    sources.record_each(conn, health)
    return outcomes


def _outlets(batch: Iterable[_Look]) -> dict[str, str]:
    """Hosts and what to call them: the feed's title for its own, and the host for others."""
    names: dict[str, str] = {}
    for look in batch:
        feed = look.reading.feed if look.reading else None
        if feed is not None:
            names.update((a.host, names.get(a.host, a.host)) for a in look.arrivals)
            home = outlet_of(feed.site or look.source.address)
            if feed.title and names.get(home) == home:
                names[home] = feed.title
    return names


def _health(conn: Connection, source: Source, said: Reading, now: datetime) -> dict[str, object]:
    """The source is well: what to remember of it, where it is, and when to look again."""
    move = schedule.after_redirect(source, said.permanent_to, now)
    changes: dict[str, object] = {
        "etag": said.etag,
        "last_modified": said.last_modified,
        "body_hash": said.body_hash,
        "checked_at": now,
        "failures": 0,
        "failing_since": None,
        "problem": "",
        "moved_to": move.moved_to,
        "moved_since": move.moved_since,
        "moved_times": move.moved_times,
        "due_at": schedule.after_success(
            now,
            jitter=_jitter(),
            weekly=_weekly(said.feed, now),
            max_age=said.max_age,
            ttl=said.feed.ttl if said.feed else None,
        ),
    }
    if move.address != source.address and sources.is_free(conn, move.address, source.id):
        changes |= {"address": move.address}
    if said.feed is not None:
        changes |= {"validated_at": now, "changed_at": now}
        changes |= {} if source.title else {"title": said.feed.title}
    return changes


def _keep_problem(conn: Connection, source: Source, error: SourceError, now: datetime) -> Outcome:
    """The source is not well: say so, keep what it said before, and wait before the next try."""
    offers = error.offers if isinstance(error, NotAFeed) else ()
    outcome = Outcome(source, problem=str(error), offers=offers)
    if isinstance(error, LeftAlone):
        sources.record(conn, source.id, due_at=error.until)
        return outcome
    failures = source.failures + 1
    due = schedule.after_failure(now, error, failures=failures, jitter=_jitter())
    if error.retry_after is not None:
        until = now + timedelta(seconds=error.retry_after)
        sources.leave_alone(conn, host_of(source.address), until)
    sources.record(
        conn,
        source.id,
        checked_at=now,
        failures=failures,
        failing_since=source.failing_since or now,
        problem=str(error),
        due_at=due,
        active=due is not None,
    )
    return outcome


def _weekly(feed: ParsedFeed | None, now: datetime) -> float | None:
    """Articles of the last week; None when the feed was not read or gives no dates."""
    dates = [e.published for e in feed.entries if e.published] if feed else []
    return sum(now - at < WEEK for at in dates) if dates else None


def _jitter() -> float:
    return random.random()  # noqa: S311 - spreads requests, guards nothing
