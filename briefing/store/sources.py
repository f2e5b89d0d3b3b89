"""Sources, their health, and hosts that asked to be left alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, delete, insert, select, update

from briefing.model import Source
from briefing.store.engine import insert_new
from briefing.store.tables import hosts, sources

T = TypeVar("T")

_SHOWN = [column for column in sources.c if column.name != "added_at"]


def every(conn: Connection, *, only_active: bool = False) -> list[Source]:
    """All sources, oldest first."""
    query = select(*_SHOWN).order_by(sources.c.id)
    if only_active:
        query = query.where(sources.c.active)
    return [_source(row) for row in conn.execute(query)]


def due(conn: Connection, now: datetime) -> list[Source]:
    """Active sources whose next check is due, longest waiting first."""
    query = select(*_SHOWN).where(
        sources.c.active, sources.c.due_at.is_(None) | (sources.c.due_at <= now)
    )
    return [_source(row) for row in conn.execute(query.order_by(sources.c.due_at, sources.c.id))]


def add(
    conn: Connection, wanted: Iterable[Mapping[str, str]], *, now: datetime
) -> tuple[list[Source], list[str]]:
    """Subscribe to `{"kind", "address", "title"}`s.

    Gives the sources that are new, and the addresses that were there already.
    """
    wanted = list(wanted)
    addresses = [one["address"] for one in wanted]
    present = _at(conn, addresses)
    new = {one["address"]: one for one in wanted if one["address"] not in present}
    insert_new(conn, sources, [_new_row(one, now) for one in new.values()])
    made = _at(conn, list(new))
    return [made[a] for a in new], [a for a in dict.fromkeys(addresses) if a in present]


def lease(conn: Connection, source_ids: Sequence[int], *, until: datetime) -> None:
    """Nobody else looks at these sources before `until`."""
    for chunk in _chunks(source_ids):
        conn.execute(update(sources).where(sources.c.id.in_(chunk)).values(due_at=until))


def is_free(conn: Connection, address: str, source_id: int) -> bool:
    """Whether no other source has this address."""
    query = select(sources.c.id).where(sources.c.address == address, sources.c.id != source_id)
    return conn.execute(query).first() is None


def record(conn: Connection, source_id: int, **changes: Any) -> None:
    """Remember what a check found; `changes` are columns of the table."""
    conn.execute(update(sources).where(sources.c.id == source_id).values(**changes))


def set_active(conn: Connection, source_id: int, active: bool, *, now: datetime) -> None:
    """Stop or resume checking a source; what it said stays."""
    record(conn, source_id, active=active, due_at=now)


def quiet_hosts(conn: Connection, now: datetime) -> dict[str, datetime]:
    """Hosts that are not to be called yet, with the time from which they may be."""
    rows = conn.execute(select(hosts.c.host, hosts.c.not_before).where(hosts.c.not_before > now))
    return {row.host: row.not_before for row in rows}


def leave_alone(conn: Connection, host: str, until: datetime) -> None:
    """Do not call a host before `until`."""
    conn.execute(delete(hosts).where(hosts.c.host == host))
    conn.execute(insert(hosts).values(host=host, not_before=until))


def _new_row(one: Mapping[str, str], now: datetime) -> dict[str, Any]:
    return {
        "kind": one["kind"],
        "address": one["address"],
        "title": one.get("title", ""),
        "added_at": now,
        "due_at": now,
    }


#: SQLite takes at most 32,766 values in one statement.
_CHUNK = 10_000


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def _at(conn: Connection, addresses: Sequence[str]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for chunk in _chunks(addresses):
        rows = conn.execute(select(*_SHOWN).where(sources.c.address.in_(chunk)))
        found |= {row.address: _source(row) for row in rows}
    return found


def _source(row: Row[Any]) -> Source:
    return Source(**row._mapping)
