"""Sources, their health, and hosts that asked to be left alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    case,
    delete,
    func,
    not_,
    select,
    update,
)

from briefing.errors import NotFound
from briefing.model import Source
from briefing.store.engine import insert_new, put
from briefing.store.tables import articles, entries, hosts, sources

#: Which sources to list.
Show = Literal["all", "problems", "paused"]

#: No wait that `briefing.sources.schedule` decides on is as long: its back-off ends at 3.9 days.
LONGEST_WAIT = timedelta(days=5)

T = TypeVar("T")

#: The columns that make a `Source`.
SHOWN = [column for column in sources.c if column.name != "added_at"]

_FAILING = sources.c.problem != ""
_SHOW: Mapping[Show, ColumnElement[bool]] = {
    "all": sources.c.id.is_not(None),
    "problems": _FAILING,
    "paused": not_(sources.c.active),
}


@dataclass(frozen=True)
class Volume:
    """How much a source has brought."""

    articles: int = 0
    #: How many of them were published lately.
    lately: int = 0


def every(conn: Connection, *, only_active: bool = False) -> list[Source]:
    """All sources, oldest first."""
    query = select(*SHOWN).order_by(sources.c.id)
    if only_active:
        query = query.where(sources.c.active)
    return [source_of(row) for row in conn.execute(query)]


def find(conn: Connection, source_id: int) -> Source | None:
    """One source, if it is there."""
    row = conn.execute(select(*SHOWN).where(sources.c.id == source_id)).first()
    return None if row is None else source_of(row)


def by_id(conn: Connection, source_id: int) -> Source:
    """One source; raises `NotFound`."""
    found = find(conn, source_id)
    if found is None:
        raise NotFound("That source is no longer there.")
    return found


def has_kind(conn: Connection, kind: str) -> bool:
    """Whether there is a source of a kind."""
    return (
        conn.execute(select(sources.c.id).where(sources.c.kind == kind).limit(1)).first()
        is not None
    )


def listed(
    conn: Connection, *, show: Show = "all", search: str = "", offset: int = 0, limit: int = 20
) -> list[Source]:
    """Sources whose title or address has all words of `search`: those with problems first."""
    name = func.lower(func.coalesce(func.nullif(sources.c.title, ""), sources.c.address))
    order = (case((_FAILING, 0), else_=1), name, sources.c.id)
    query = select(*SHOWN).where(_matches(show, search)).order_by(*order)
    return [source_of(row) for row in conn.execute(query.limit(limit).offset(offset))]


def count(conn: Connection, *, show: Show = "all", search: str = "") -> int:
    """How many sources such a list has in all."""
    query = select(func.count()).select_from(sources).where(_matches(show, search))
    return int(conn.execute(query).scalar_one())


def tally(conn: Connection) -> dict[Show, int]:
    """How many sources each way of listing shows."""
    counts = [func.count(case((matches, 1))) for matches in _SHOW.values()]
    return dict(zip(_SHOW, conn.execute(select(*counts)).one(), strict=True))


def volumes(conn: Connection, source_ids: Iterable[int], *, since: datetime) -> dict[int, Volume]:
    """Source id to how many articles it brought, in all and published since a moment."""
    lately = case((articles.c.published >= since, entries.c.page_key))
    rows = conn.execute(
        select(
            entries.c.source_id,
            func.count(entries.c.page_key.distinct()).label("articles"),
            func.count(lately.distinct()).label("lately"),
        )
        .join(articles, articles.c.page_key == entries.c.page_key)
        .where(entries.c.source_id.in_(list(source_ids)))
        .group_by(entries.c.source_id)
    )
    return {row.source_id: Volume(row.articles, row.lately) for row in rows}


def has_spoken(conn: Connection, source_id: int) -> bool:
    """Whether anything ever came from a source."""
    query = select(entries.c.id).where(entries.c.source_id == source_id).limit(1)
    return conn.execute(query).first() is not None


def remove(conn: Connection, source_id: int) -> None:
    """Forget a source from which nothing ever came."""
    conn.execute(delete(sources).where(sources.c.id == source_id))


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


def is_free(conn: Connection, address: str, source_id: int) -> bool:
    """Whether no other source has this address."""
    query = select(sources.c.id).where(sources.c.address == address, sources.c.id != source_id)
    return conn.execute(query).first() is None


def record_each(conn: Connection, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """As `record`, for many sources by their ids."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for source_id, columns in changes.items():
        alike.setdefault(tuple(columns), []).append({"source_id": source_id, **columns})
    for rows in alike.values():
        conn.execute(update(sources).where(sources.c.id == bindparam("source_id")), rows)


def record(conn: Connection, source_id: int, **changes: Any) -> None:
    """Remember what a check found; `changes` are columns of the table."""
    conn.execute(update(sources).where(sources.c.id == source_id).values(**changes))


def set_active(conn: Connection, source_id: int, active: bool, *, now: datetime) -> None:
    """Stop or resume checking a source; what it said stays."""
    record(conn, source_id, active=active, due_at=now)


def quiet_hosts(conn: Connection, now: datetime) -> dict[str, datetime]:
    """Hosts that are not to be called yet, with the time from which they may be."""
    until = hosts.c.not_before
    query = select(hosts.c.host, until).where(until > now, until <= now + LONGEST_WAIT)
    rows = conn.execute(query)
    return {row.host: row.not_before for row in rows}


def leave_alone(conn: Connection, host: str, until: datetime) -> None:
    """Do not call a host before `until`."""
    put(conn, hosts, {"host": host, "not_before": until})


def _matches(show: Show, search: str) -> ColumnElement[bool]:
    said = func.lower(sources.c.title + " " + sources.c.address)
    words = [said.contains(word, autoescape=True) for word in search.lower().split()]
    return and_(_SHOW[show], *words)


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


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def _at(conn: Connection, addresses: Sequence[str]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for chunk in chunks(addresses):
        rows = conn.execute(select(*SHOWN).where(sources.c.address.in_(chunk)))
        found |= {row.address: source_of(row) for row in rows}
    return found


def source_of(row: Row[Any]) -> Source:
    return Source(**row._mapping)
