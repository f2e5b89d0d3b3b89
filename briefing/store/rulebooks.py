"""The desk's rulebooks. A new one is said; the earlier ones stay on record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, text

from briefing.store.tables import rulebooks

#: PostgreSQL's advisory lock for what is held against the rulebook; 5 is that of migrations,
#: 7 that of the trail, which is taken after this one.
_RULES = 8


def last_said(conn: Connection) -> Mapping[str, Any] | None:
    """The rulebook that holds now with its `id`, `body`, `by` and `said_at`; None before any."""
    row = conn.execute(select(rulebooks).order_by(rulebooks.c.id.desc()).limit(1)).first()
    return None if row is None else dict(row._mapping)


def say(conn: Connection, body: Mapping[str, Any], *, by: str, now: datetime) -> int:
    """A new rulebook from now on; gives its id."""
    made = conn.execute(insert(rulebooks).values(body=dict(body), by=by, said_at=now))
    key: Any = made.inserted_primary_key
    return int(key[0])


def hold(conn: Connection) -> None:
    """Until this transaction ends nobody else changes the rulebook or shares anything.

    So two executives who share the same words at the same moment come one after the other, and
    the second is refused. On SQLite every writer waits for the one before anyway.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(text(f"SELECT pg_advisory_xact_lock({_RULES})"))
