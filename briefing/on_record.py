"""Every verb in one frame: is it allowed, in one transaction, and on record.

    with on_record(engine, by, "curate", executive_id, now=now) as act:
        …
        act.record("pinned", article_id=article_id)

The role is read anew from the database each time: a page that is still open, or an address that
was typed, gives nobody a right that they no longer have.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from briefing.errors import NotAllowed
from briefing.model import Executive, Person
from briefing.permissions import GIVES, ROLES, Right, acts_for, may
from briefing.store import executives, people, reading, trail, writing

#: What a right lets somebody do, for the sentence that refuses it.
_TO: dict[Right, str] = {
    "read": "see this",
    "decide": "decide for this executive",
    "share": "share in this executive's name",
    "write": "prepare texts",
    "voice": "change this voice",
    "curate": "curate",
    "review": "see the prepared texts",
    "approve": "approve texts",
    "sources": "change the sources",
    "people": "change who may come in",
    "rules": "change the guidelines",
    "trail": "read the trail",
}


@dataclass(frozen=True)
class Act:
    """Somebody doing something, within their transaction."""

    conn: Connection
    #: As the database knows them now.
    by: Person
    now: datetime
    #: Whom it concerns, if anybody.
    executive: Executive | None = None
    #: Whether it is done in their place: deciding and sharing are theirs, the rest is the desk's.
    in_place: bool = False

    def record(
        self, what: str, *, article_id: int | None = None, text: str = "", **details: Any
    ) -> None:
        """Write to the trail what was done; `details` are what JSON can hold."""
        who = self.executive
        trail.append(
            self.conn,
            at=self.now,
            person_id=self.by.id,
            by=self.by.name,
            what=what,
            executive_id=None if who is None else who.id,
            on_behalf_of=who.name if who and self.in_place else "",
            article_id=article_id,
            text=text,
            details=details,
        )


@contextmanager
def on_record(
    engine: Engine, by: Person, right: Right, executive_id: int | None = None, *, now: datetime
) -> Iterator[Act]:
    """One transaction of somebody who has a right; with an executive, nobody else acts for them
    in between.

    Raises `NotAllowed`, `NotFound` for an executive who is not there, and `StoreError`.
    """
    with writing(engine) as conn:
        person = permit(conn, by, right, executive_id)
        if executive_id is None:
            yield Act(conn, person, now)
            return
        executive = executives.hold(conn, executive_id)
        in_place = right in ("decide", "share") and acts_for(person, executive_id)
        yield Act(conn, person, now, executive, in_place)


def allowed(engine: Engine, by: Person, right: Right, executive_id: int | None = None) -> Person:
    """The same without a transaction, before work that takes long; the verb asks again."""
    with reading(engine) as conn:
        return permit(conn, by, right, executive_id)


def permit(conn: Connection, by: Person, right: Right, executive_id: int | None = None) -> Person:
    """The person as the database knows them, if they have the right; else `NotAllowed`."""
    person = people.by_id(conn, by.id)
    if person is None or not person.active:
        raise NotAllowed("You are no longer on this desk's list. Ask an administrator of the desk.")
    if not may(person, right, executive_id):
        raise NotAllowed(f"You may not {_TO[right]}: it takes {_who(right)}. Ask an administrator.")
    return person


def _who(right: Right) -> str:
    """The roles with a right, e.g. “an approver”."""
    names = [
        f"{'an' if role[0] in 'aeiou' else 'a'} {role}" for role in ROLES if right in GIVES[role]
    ]
    return " or ".join([", ".join(names[:-1]), names[-1]] if names[:-1] else names)
