"""Outlets: who publishes, how far they are trusted, and whether they charge."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from briefing.model import Outlet
from briefing.store.engine import insert_new
from briefing.store.tables import articles, entries, outlets


def every(conn: Connection) -> list[Outlet]:
    """All outlets, by name."""
    return [_outlet(row) for row in conn.execute(select(outlets).order_by(outlets.c.name))]


def of_source(conn: Connection, source_id: int) -> list[Outlet]:
    """Outlets whose articles a source brought, the one with the most first."""
    number = func.count(articles.c.id.distinct())
    rows = conn.execute(
        select(outlets)
        .join(articles, articles.c.outlet_id == outlets.c.id)
        .join(entries, entries.c.page_key == articles.c.page_key)
        .where(entries.c.source_id == source_id)
        .group_by(*outlets.c)
        .order_by(number.desc(), outlets.c.name)
    )
    return [_outlet(row) for row in rows]


def ensure(conn: Connection, names: Mapping[str, str]) -> dict[str, int]:
    """Host to id, for hosts with the names to give them when they are new."""
    insert_new(conn, outlets, [{"host": host, "name": name} for host, name in names.items()])
    rows = conn.execute(select(outlets.c.host, outlets.c.id).where(outlets.c.host.in_(list(names))))
    return {row.host: row.id for row in rows}


def change(conn: Connection, host: str, **settings: Any) -> None:
    """Change an outlet's name, trust (0 to 1) or paywall."""
    conn.execute(update(outlets).where(outlets.c.host == host).values(**settings))


def _outlet(row: Row[Any]) -> Outlet:
    return Outlet(**row._mapping)
