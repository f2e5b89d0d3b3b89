"""Look at sources: fetch, understand, store. Each source ends as one outcome beside the others."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from briefing.articles.hosts import host_of
from briefing.errors import SourceError, StoreError
from briefing.model import Source
from briefing.outcomes import LeftAlone, Look, Outcome, store
from briefing.settings import Settings
from briefing.sources import schedule
from briefing.sources.fetch import Client
from briefing.sources.kinds import KINDS, Means
from briefing.sources.workers import Workers
from briefing.store import leases, reading, sources, writing
from briefing.waiting import wait_for

#: Sources waiting for their turn at once; how many are called at once is the client's business.
AT_ONCE = 500

#: A source that is being looked at is nobody else's for this long, even if we die meanwhile.
LEASE = timedelta(minutes=10)

#: Outcomes written in one transaction at the most.
BATCH = 12

#: Feeds that are read and not yet stored, at the most: they take a hundred kilobytes each.
READ_AHEAD = 24

BEGINNING = datetime.min.replace(tzinfo=UTC)

Progress = Callable[[Outcome], None]


@asynccontextmanager
async def means(settings: Settings) -> AsyncIterator[Means]:
    """The client and the workers, for as long as the block lasts."""
    with Workers() as workers:
        async with Client(settings) as client:
            yield Means(client, workers, settings)


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

    What another run is looking at is left to it. Outcomes come in the order of the sources.
    `begin` is told how many there will be, and `progress` each of them as it is stored.
    """
    wanted, mine = _claim(engine, now, only, only_due)
    ours = [source for source in wanted if source.id in mine]
    found = {s.id: Outcome(s, elsewhere=True) for s in wanted if s.id not in mine}
    told = progress or (lambda _: None)
    if begin is not None:
        begin(len(wanted))
    for outcome in found.values():
        told(outcome)
    try:
        done = wait_for(_refresh(engine, settings, ours, now, told))
    finally:
        # What was not looked at in the end is free again; what died is free when its time is up.
        with suppress(StoreError), writing(engine) as conn:
            leases.let_go(conn, sorted(mine), until=now + LEASE)
    found |= {outcome.source.id: outcome for outcome in done}
    return [found[source.id] for source in wanted]


def _claim(
    engine: Engine, now: datetime, only: Iterable[Source] | None, only_due: bool
) -> tuple[list[Source], frozenset[int]]:
    """What is to be looked at, in order, and the ids of what another run is not looking at."""
    polled = [name for name, kind in KINDS.items() if kind.polled]
    ids = None if only is None else [source.id for source in only]
    with writing(engine) as conn:
        ours = leases.claim(
            conn, now, until=now + LEASE, polled=polled, only=ids, only_due=only_due
        )
        wanted = ours if only_due else leases.wanted(conn, now, polled=polled, only=ids)
    if only_due:
        wanted = sorted(wanted, key=lambda source: source.due_at or BEGINNING)
    if ids is not None:
        place = {source_id: at for at, source_id in enumerate(ids)}
        wanted = sorted(wanted, key=lambda source: place[source.id])
    return wanted, frozenset(source.id for source in ours)


async def _refresh(
    engine: Engine, settings: Settings, wanted: Sequence[Source], now: datetime, progress: Progress
) -> list[Outcome]:
    with reading(engine) as conn:
        quiet = sources.quiet_hosts(conn, now)
    looks: asyncio.Queue[Look] = asyncio.Queue()
    room, desk = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(READ_AHEAD)
    outcomes: dict[int, Outcome] = {}

    async with means(settings) as using, asyncio.TaskGroup() as tasks:

        async def one(source: Source) -> None:
            place = _Place(desk)
            async with room:
                look = await _look(source, replace(using, room=place.take), quiet, now)
            looks.put_nowait(replace(look, done=place.leave))

        for source in wanted:
            tasks.create_task(one(source))
        while len(outcomes) < len(wanted):
            batch = [await looks.get()]
            while not looks.empty() and len(batch) < BATCH:
                batch.append(looks.get_nowait())
            # In a thread, since a fetch must not wait while the database does.
            for outcome in await asyncio.to_thread(store, engine, batch, now):
                outcomes[outcome.source.id] = outcome
                progress(outcome)
            for look in batch:
                look.done()
    return [outcomes[source.id] for source in wanted]


class _Place:
    """A place among what is read and not yet stored; a source that needs none takes none."""

    def __init__(self, desk: asyncio.Semaphore) -> None:
        self._desk = desk
        self._taken = False

    async def take(self) -> None:
        if not self._taken:
            await self._desk.acquire()
            self._taken = True

    def leave(self) -> None:
        if self._taken:
            self._desk.release()
            self._taken = False


async def _look(source: Source, using: Means, quiet: dict[str, datetime], now: datetime) -> Look:
    host = host_of(source.address)
    if host in quiet:
        return Look(source, error=LeftAlone(host, quiet[host]))
    try:
        said = await KINDS[source.kind].read(_with_fresh_validators(source, now), using, now)
        brought = said.arrivals
        if brought is None and said.feed is not None:
            # Imported late: feeds, which are nearly all, come with theirs.
            from briefing.articles.arrivals import arrivals

            brought = tuple(arrivals(said.feed, source.address))
    except SourceError as error:
        if error.retry_after is not None:
            quiet[host] = now + timedelta(seconds=error.retry_after)
        return Look(source, error=error)
    except Exception as error:  # noqa: BLE001 - whatever one source does, the others go on
        odd = SourceError(f"This source could not be read ({type(error).__name__}).")
        return Look(source, error=odd)
    return Look(source, said, brought or ())


def _with_fresh_validators(source: Source, now: datetime) -> Source:
    """A server that says “unchanged” for ever is asked for everything once in a while."""
    if schedule.validators_hold(source.validated_at, now):
        return source
    return replace(source, etag=None, last_modified=None, body_hash=None)


__all__ = ["Outcome", "Progress", "means", "refresh"]
