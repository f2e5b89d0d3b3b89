"""Executives and their voices."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, select, update

from briefing.errors import NotFound
from briefing.model import Executive
from briefing.store.tables import executives, voices

_ONE = select(executives).where(executives.c.id == bindparam("executive_id"))
_HELD = _ONE.with_for_update()


def every(conn: Connection) -> list[Executive]:
    """All executives, in the order in which they joined."""
    return [_executive(row) for row in conn.execute(select(executives).order_by(executives.c.id))]


def named(conn: Connection, name: str | None = None) -> Executive:
    """The executive of that name in any case, or the first one when no name is given.

    Raises `NotFound` that lists the names there are.
    """
    # Compared here, since SQLite knows the lower case of A to Z only.
    present = every(conn)
    for executive in present:
        if name is None or executive.name.casefold() == name.casefold():
            return executive
    if not present:
        raise NotFound(
            "There is no executive yet: run `python -m briefing sample` or "
            "`python -m briefing init` first."
        )
    known = ", ".join(executive.name for executive in present)
    raise NotFound(f"There is no executive called “{name}”. There are: {known}.")


def by_id(conn: Connection, executive_id: int) -> Executive:
    """One executive; raises `NotFound`."""
    return _only(conn, _ONE, executive_id)


def add(conn: Connection, name: str, **settings: Any) -> Executive:
    """Welcome an executive; `settings` are columns of the table."""
    conn.execute(insert(executives).values(name=name, **settings))
    return named(conn, name)


def change(conn: Connection, executive_id: int, **settings: Any) -> None:
    """Change an executive's settings; `settings` are columns of the table."""
    conn.execute(update(executives).where(executives.c.id == executive_id).values(**settings))


def voice(conn: Connection, executive_id: int) -> Mapping[str, Any]:
    """The voice that holds now, as `briefing.voice` wrote it; empty when none was said."""
    return (
        conn.execute(
            select(voices.c.body)
            .where(voices.c.executive_id == executive_id)
            .order_by(voices.c.id.desc())
            .limit(1)
        ).scalar()
        or {}
    )


def voice_before(conn: Connection, executive_id: int, moment: datetime) -> Mapping[str, Any]:
    """The voice that held right before a moment; empty when there was none."""
    query = select(voices.c.body).where(
        voices.c.executive_id == executive_id, voices.c.said_at < moment
    )
    return conn.execute(query.order_by(voices.c.id.desc()).limit(1)).scalar() or {}


def last_said(conn: Connection, executive_id: int) -> Mapping[str, Any] | None:
    """The voice that holds now with its `id`, `body`, `by` and `said_at`; None before any."""
    query = select(voices).where(voices.c.executive_id == executive_id)
    row = conn.execute(query.order_by(voices.c.id.desc()).limit(1)).first()
    return None if row is None else dict(row._mapping)


def hold(conn: Connection, executive_id: int) -> Executive:
    """One executive; until this transaction ends nobody else who holds them comes in between.

    On SQLite every writer waits for the one before anyway. Raises `NotFound`.
    """
    return _only(conn, _HELD, executive_id)


def say(
    conn: Connection, executive_id: int, body: Mapping[str, Any], *, by: str, now: datetime
) -> None:
    """A new voice from now on; the earlier ones stay on record."""
    conn.execute(
        insert(voices).values(executive_id=executive_id, body=dict(body), by=by, said_at=now)
    )


def _only(conn: Connection, query: Select[Any], executive_id: int) -> Executive:
    row = conn.execute(query, {"executive_id": executive_id}).first()
    if row is None:
        raise NotFound("That executive is no longer there.")
    return _executive(row)


def _executive(row: Row[Any]) -> Executive:
    values = dict(row._mapping)
    return Executive(**values | {"networks": tuple(values["networks"])})
