"""Which sources are to be looked at, and who is looking at them."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, select, update

from briefing.model import Source
from briefing.store.sources import LONGEST_WAIT, SHOWN, chunks, source_of
from briefing.store.tables import sources

#: Nobody claims a source for as long as this.
LONGEST_LEASE = timedelta(hours=1)


def wanted(
    conn: Connection,
    now: datetime,
    *,
    polled: Collection[str],
    only: Collection[int] | None = None,
    only_due: bool = False,
) -> list[Source]:
    """Sources that are to be looked at, whoever does: the active ones, or `only` those.

    With `only_due` those whose next check is due. Sources of kinds that are not `polled` are
    wanted until they have been read once. Oldest first.
    """
    query = select(*SHOWN).order_by(sources.c.id)
    found: list[Source] = []
    for ids in chunks(list(only)) if only is not None else [None]:
        asked = query.where(_wanted(now, polled, ids, only_due))
        found += [source_of(row) for row in conn.execute(asked)]
    return found


def claim(
    conn: Connection,
    now: datetime,
    *,
    until: datetime,
    polled: Collection[str],
    only: Collection[int] | None = None,
    only_due: bool = False,
) -> list[Source]:
    """Those of the `wanted` that nobody else is looking at, which then are ours until `until`.

    A lease that ends later than any does was taken by a clock that ran ahead, and counts for
    nothing. Oldest first.
    """
    lease = sources.c.leased_until
    free = lease.is_(None) | (lease <= now) | (lease > now + LONGEST_LEASE)
    found: list[Source] = []
    for ids in chunks(list(only)) if only is not None else [None]:
        # Always locked in the same order, so that two who claim at once wait and never block.
        mine = select(sources.c.id).where(_wanted(now, polled, ids, only_due), free)
        mine = mine.order_by(sources.c.id).with_for_update()
        taken = update(sources).where(sources.c.id.in_(mine)).values(leased_until=until)
        found += [source_of(row) for row in conn.execute(taken.returning(*SHOWN))]
    return sorted(found, key=lambda source: source.id)


def let_go(conn: Connection, source_ids: Sequence[int], *, until: datetime) -> None:
    """Give back sources that were claimed `until` then, as far as they still are."""
    for ids in chunks(source_ids):
        ours = sources.c.id.in_(ids), sources.c.leased_until == until
        conn.execute(update(sources).where(*ours).values(leased_until=None))


def _wanted(
    now: datetime, polled: Collection[str], only: Sequence[int] | None, only_due: bool
) -> ColumnElement[bool]:
    said: list[ColumnElement[bool]] = [sources.c.kind.in_(polled) | sources.c.changed_at.is_(None)]
    said.append(sources.c.active if only is None else sources.c.id.in_(only))
    if only_due:
        at = sources.c.due_at
        # A check that is set for later than any check ever is was set by a clock that ran ahead.
        said.append(at.is_(None) | (at <= now) | (at > now + LONGEST_WAIT))
    return and_(*said)
