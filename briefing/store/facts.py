"""What the installation remembers about itself."""

from typing import Any

from sqlalchemy import Connection, select

from briefing.store.engine import put
from briefing.store.tables import facts


def recall(conn: Connection, name: str, default: Any = None) -> Any:
    """The value kept under a name."""
    row = conn.execute(select(facts.c.value).where(facts.c.name == name)).first()
    return default if row is None else row.value


def remember(conn: Connection, name: str, value: Any) -> None:
    """Keep a value that JSON can hold."""
    put(conn, facts, {"name": name, "value": value})
