"""What looking at sources brought, and how it is stored."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from briefing.articles.hosts import host_of, outlet_of
from briefing.errors import NotAFeed, SourceError, StoreError
from briefing.model import Arrival, ParsedFeed, Source
from briefing.sources import schedule
from briefing.sources.kinds import Reading
from briefing.store import entries, outlets, sources, writing

WEEK = timedelta(days=7)


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
    #: Another run is looking at it, so this one did nothing.
    elsewhere: bool = False
    #: What was left out, and why, as sentences; the rest came in.
    remarks: tuple[str, ...] = ()


class LeftAlone(SourceError):
    """The source's host asked for no requests for a while."""

    def __init__(self, host: str, until: datetime) -> None:
        super().__init__(f"{host} asked to be left alone until {until:%d %B, %H:%M} UTC.")
        self.until = until


@dataclass(frozen=True)
class Look:
    """One source looked at, not yet stored."""

    source: Source
    reading: Reading | None = None
    arrivals: tuple[Arrival, ...] = ()
    error: SourceError | None = None
    #: To be called once it is stored.
    done: Callable[[], None] = lambda: None


def store(engine: Engine, batch: Sequence[Look], now: datetime) -> list[Outcome]:
    """Store a batch in one transaction, or one by one where that fails."""
    try:
        with writing(engine) as conn:
            return _keep(conn, batch, now)
    except StoreError as error:
        if len(batch) == 1:
            return [Outcome(batch[0].source, problem=f"What came could not be stored. {error}")]
    return [outcome for look in batch for outcome in store(engine, [look], now)]


def _keep(conn: Connection, batch: Sequence[Look], now: datetime) -> list[Outcome]:
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
            unchanged = said.feed is None
            outcomes.append(Outcome(source, new.new, new.changed, unchanged, remarks=said.remarks))
    sources.record_each(conn, health)
    return outcomes


def _outlets(batch: Iterable[Look]) -> dict[str, str]:
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
        "leased_until": None,
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
        sources.record(conn, source.id, due_at=error.until, leased_until=None)
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
        leased_until=None,
        active=due is not None,
    )
    return outcome


def _weekly(feed: ParsedFeed | None, now: datetime) -> float | None:
    """Articles of the last week; None when the feed was not read or gives no dates."""
    dates = [e.published for e in feed.entries if e.published] if feed else []
    return sum(now - at < WEEK for at in dates) if dates else None


def _jitter() -> float:
    return random.random()  # noqa: S311 - spreads requests, guards nothing
