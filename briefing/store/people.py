"""Who may come in, and as what."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from briefing.model import Membership, Person
from briefing.store.tables import memberships, people

_ONE = select(people).where(people.c.id == bindparam("person_id"))
_MEMBERSHIPS = (
    select(memberships)
    .where(memberships.c.person_id.in_(bindparam("ids", expanding=True)))
    .order_by(memberships.c.id)
)


def every(conn: Connection) -> list[Person]:
    """Everybody, those who were removed too, in the order in which they were invited."""
    return _people(conn, select(people).order_by(people.c.id))


def by_id(conn: Connection, person_id: int) -> Person | None:
    """One person, removed or not; None when there is none."""
    return next(iter(_people(conn, _ONE, person_id=person_id)), None)


def by_email(conn: Connection, email: str) -> Person | None:
    """The person with an address in lower case, removed or not; None when there is none."""
    return next(iter(_people(conn, select(people).where(people.c.email == email))), None)


def add(conn: Connection, *, name: str, email: str, now: datetime) -> int:
    """Write somebody down, without a role, and give their id."""
    values = {"name": name, "email": email, "active": True, "added_at": now}
    made = conn.execute(insert(people).values(values))
    key: Any = made.inserted_primary_key
    return int(key[0])


def change(conn: Connection, person_id: int, **said: Any) -> None:
    """Change columns of a person: `name`, `active`."""
    conn.execute(update(people).where(people.c.id == person_id).values(**said))


def set_memberships(conn: Connection, person_id: int, wanted: Iterable[Membership]) -> None:
    """Give somebody exactly these roles; who had which before stands in the trail."""
    conn.execute(delete(memberships).where(memberships.c.person_id == person_id))
    for one in dict.fromkeys(wanted):
        conn.execute(
            insert(memberships).values(
                person_id=person_id, role=one.role, executive_id=one.executive_id
            )
        )


def hold(conn: Connection) -> None:
    """Until this transaction ends nobody else who holds the people comes in between."""
    conn.execute(select(people.c.id).order_by(people.c.id).with_for_update())


def _people(conn: Connection, query: Select[Any], **said: Any) -> list[Person]:
    rows = conn.execute(query, said).mappings().all()
    ids = [row["id"] for row in rows]
    held: dict[int, list[Membership]] = {n: [] for n in ids}
    for row in conn.execute(_MEMBERSHIPS, {"ids": ids}):
        held[row.person_id].append(Membership(row.role, row.executive_id))
    return [
        Person(row["id"], row["name"], row["email"], tuple(held[row["id"]]), row["active"])
        for row in rows
    ]
