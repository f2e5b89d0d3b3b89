"""The trail: who did what, when, for whom, with which words. Only ever appended.

Each entry carries the hash of the one before it: SHA-256 over all its fields as JSON with
sorted keys, as in Schneier and Kelsey, "Secure Audit Logs to Support Computer Forensics" (1999),
without their keys. So an entry that is changed, taken out or slipped in shows from there on;
only cutting off the end does not, unless the last hash was kept elsewhere.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, func, insert, or_, select, text

from briefing.store.tables import trail

#: What stands before the first entry.
BEGINNING = ""

#: PostgreSQL's advisory lock for the end of the trail; 5 is that of migrations.
_END = 7

_LAST = select(trail.c.number, trail.c.hash).order_by(trail.c.number.desc()).limit(1)
_NEW = insert(trail)


@dataclass(frozen=True)
class Entry:
    """One line of the trail."""

    #: From 1, without gaps.
    number: int
    at: datetime
    person_id: int
    by: str
    what: str
    #: The executive concerned, if one is.
    executive_id: int | None = None
    #: Their name, when somebody else acted in their place.
    on_behalf_of: str = ""
    article_id: int | None = None
    #: The exact words, where words were written, approved or sent.
    text: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    #: Hash of the entry before.
    before: str = BEGINNING
    #: Of all fields above.
    hash: str = ""

    def digest(self) -> str:
        """The hash that this entry must have."""
        said = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "hash"}
        said["at"] = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        said["details"] = dict(self.details)
        body = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def append(
    conn: Connection,
    *,
    at: datetime,
    person_id: int,
    by: str,
    what: str,
    executive_id: int | None = None,
    on_behalf_of: str = "",
    article_id: int | None = None,
    text: str = "",
    details: Mapping[str, Any] | None = None,
) -> Entry:
    """Write one entry at the end. `details` holds what JSON can, without fractions."""
    last = _last(conn)
    said = Entry(
        number=last[0] + 1,
        at=at,
        person_id=person_id,
        by=by,
        what=what,
        executive_id=executive_id,
        on_behalf_of=on_behalf_of,
        article_id=article_id,
        text=text,
        details=details or {},
        before=last[1],
    )
    values = {one.name: getattr(said, one.name) for one in fields(said)}
    values |= {"details": dict(said.details), "hash": said.digest()}
    conn.execute(_NEW, values)
    return Entry(**values)


def every(conn: Connection, *, after: int = 0) -> Iterator[Entry]:
    """All entries in order, or those after a number; read as they are asked for."""
    query = select(trail).where(trail.c.number > after).order_by(trail.c.number)
    for row in conn.execution_options(yield_per=1_000).execute(query):
        yield Entry(**row._mapping)


@dataclass(frozen=True)
class Wanted:
    """Which entries are asked for; what is left empty is not asked about."""

    #: All of these words, in any case, in the text, the names or what was done.
    words: str = ""
    person_id: int | None = None
    executive_id: int | None = None
    what: str = ""
    article_id: int | None = None
    #: From this moment on, and before that one.
    since: datetime | None = None
    before: datetime | None = None


def found(conn: Connection, wanted: Wanted, *, offset: int = 0, limit: int = 50) -> list[Entry]:
    """Entries that were asked for, newest first."""
    query = _asked(select(trail), wanted).order_by(trail.c.number.desc())
    rows = conn.execute(query.offset(offset).limit(limit))
    return [Entry(**row._mapping) for row in rows]


def count(conn: Connection, wanted: Wanted) -> int:
    """How many entries were asked for."""
    query = _asked(select(func.count()).select_from(trail), wanted)
    return int(conn.execute(query).scalar_one())


def all_found(conn: Connection, wanted: Wanted) -> Iterator[Entry]:
    """Entries that were asked for, oldest first, read as they are asked for."""
    query = _asked(select(trail), wanted).order_by(trail.c.number)
    for row in conn.execution_options(yield_per=1_000).execute(query):
        yield Entry(**row._mapping)


def kinds(conn: Connection) -> list[str]:
    """What was ever done, by name."""
    return list(conn.execute(select(trail.c.what).distinct().order_by(trail.c.what)).scalars())


def last_seen(conn: Connection) -> dict[int, datetime]:
    """Person id to when they last did anything."""
    query = select(trail.c.person_id, func.max(trail.c.at)).group_by(trail.c.person_id)
    return {row[0]: row[1] for row in conn.execute(query)}


def _asked(query: Select[Any], wanted: Wanted) -> Select[Any]:
    for column, value in (
        (trail.c.person_id, wanted.person_id),
        (trail.c.executive_id, wanted.executive_id),
        (trail.c.article_id, wanted.article_id),
        (trail.c.what, wanted.what or None),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.since is not None:
        query = query.where(trail.c.at >= wanted.since)
    if wanted.before is not None:
        query = query.where(trail.c.at < wanted.before)
    for word in wanted.words.replace("\x00", " ").split():
        query = query.where(
            or_(
                *(
                    column.icontains(word, autoescape=True)
                    for column in (trail.c.text, trail.c.by, trail.c.on_behalf_of, trail.c.what)
                )
            )
        )
    return query


def _last(conn: Connection) -> tuple[int, str]:
    """Number and hash of the last entry; nobody else appends until this transaction ends."""
    if conn.dialect.name == "postgresql":
        conn.execute(text(f"SELECT pg_advisory_xact_lock({_END})"))
    row = conn.execute(_LAST).first()
    return (0, BEGINNING) if row is None else (row.number, row.hash)
