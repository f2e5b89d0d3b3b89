"""Who may come in, and as what: an invitation list that the administrators keep."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Engine

from briefing.errors import BriefingError, NotFound
from briefing.model import Membership, Person
from briefing.on_record import on_record
from briefing.permissions import FOR_ONE, ROLES, may_for_all
from briefing.store import executives, people, reading

#: The person at the machine itself: on the command line, and in the app without a sign-in. The
#: first migration of the desk writes them down; they have no address, so nobody signs in as them.
LOCAL = Person(1, "Local desk")

_EMAIL = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+")
LONGEST_EMAIL, LONGEST_NAME = 254, 100


def local(engine: Engine) -> Person:
    """The local person with their roles; raises `NotFound` where they were removed."""
    with reading(engine) as conn:
        found = people.by_id(conn, LOCAL.id)
    if found is None or not found.active:
        raise NotFound("The local person was removed from this desk: set up a sign-in.")
    return found


def by_email(engine: Engine, email: str) -> Person | None:
    """Who may come in under an address; None for everybody else."""
    with reading(engine) as conn:
        found = people.by_email(conn, email.strip().lower()) if email.strip() else None
    return found if found is not None and found.active else None


def everybody(engine: Engine) -> list[Person]:
    """Who is or was on the list, in the order of their invitations."""
    with reading(engine) as conn:
        return people.every(conn)


def invite(
    engine: Engine,
    *,
    email: str,
    name: str,
    memberships: Collection[Membership],
    now: datetime,
    by: Person,
) -> Person:
    """Let somebody come in; who was removed before comes back. Raises `BriefingError`."""
    email, name = _address(email), _name(name)
    with on_record(engine, by, "people", now=now) as act:
        people.hold(act.conn)
        wanted = _checked(act.conn, memberships)
        present = people.by_email(act.conn, email)
        if present is not None and present.active:
            raise BriefingError(f"{present.name} is on the list already, with this address.")
        if present is None:
            number = people.add(act.conn, name=name, email=email, now=now)
        else:
            number = present.id
            people.change(act.conn, number, name=name, active=True)
        people.set_memberships(act.conn, number, wanted)
        act.record("invited", person=number, name=name, email=email, roles=_said(act.conn, wanted))
        return _found(act.conn, number)


def give_roles(
    engine: Engine,
    person_id: int,
    memberships: Collection[Membership],
    *,
    now: datetime,
    by: Person,
) -> Person:
    """Let somebody be exactly this from now on. Raises `BriefingError`."""
    with on_record(engine, by, "people", now=now) as act:
        people.hold(act.conn)
        person = _found(act.conn, person_id)
        wanted = _checked(act.conn, memberships)
        _someone_stays(act.conn, replace(person, memberships=tuple(wanted)))
        people.set_memberships(act.conn, person_id, wanted)
        act.record(
            "roles changed",
            person=person_id,
            name=person.name,
            before=_said(act.conn, person.memberships),
            roles=_said(act.conn, wanted),
        )
        return _found(act.conn, person_id)


def remove(engine: Engine, person_id: int, *, now: datetime, by: Person) -> Person:
    """Let somebody in no more, from this moment on; what they did stays on record."""
    with on_record(engine, by, "people", now=now) as act:
        people.hold(act.conn)
        person = _found(act.conn, person_id)
        if person.id == LOCAL.id:
            raise BriefingError(
                "The local person cannot be removed: the command line works as them. "
                "With a sign-in set up, nobody comes in as them."
            )
        _someone_stays(act.conn, replace(person, active=False))
        people.change(act.conn, person_id, active=False)
        act.record("removed", person=person_id, name=person.name, email=person.email)
        return _found(act.conn, person_id)


def _checked(conn: Connection, memberships: Iterable[Membership]) -> list[Membership]:
    """The roles, each once; raises `BriefingError` for one that makes no sense."""
    wanted = list(dict.fromkeys(memberships))
    known = {executive.id for executive in executives.every(conn)}
    for one in wanted:
        if one.role not in ROLES:
            raise BriefingError(f"“{one.role}” is not a role. There are: {', '.join(ROLES)}.")
        if one.role in FOR_ONE and one.executive_id not in known:
            raise BriefingError(f"Say for which executive they are {one.role}.")
        if one.role not in FOR_ONE and one.executive_id is not None:
            raise BriefingError(f"The role {one.role} is for the whole desk, not for one person.")
    if not wanted:
        raise BriefingError("Give them at least one role, or remove them.")
    return wanted


def _someone_stays(conn: Connection, changed: Person) -> None:
    """Somebody who signs in must be left to keep the list, unless nobody was before."""
    signing_in = [person for person in people.every(conn) if person.email]
    before = [person for person in signing_in if may_for_all(person, "people")]
    after = [changed if person.id == changed.id else person for person in before]
    if before and not any(may_for_all(person, "people") for person in after):
        raise BriefingError("They are the last administrator: make somebody else one first.")


def _found(conn: Connection, person_id: int) -> Person:
    person = people.by_id(conn, person_id)
    if person is None:
        raise NotFound("That person is not on the list.")
    return person


def _address(email: str) -> str:
    email = email.strip().lower()
    if not _EMAIL.fullmatch(email) or len(email) > LONGEST_EMAIL:
        raise BriefingError(f"“{email[:60]}” is not an e-mail address.")
    return email


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise BriefingError("Give the person's name.")
    if len(name) > LONGEST_NAME:
        raise BriefingError(f"The name has {len(name)} characters; it may have {LONGEST_NAME}.")
    return name


def _said(conn: Connection, memberships: Iterable[Membership]) -> list[str]:
    """Roles in words, for the record."""
    names = {executive.id: executive.name for executive in executives.every(conn)}
    return [
        f"{one.role} for {names.get(one.executive_id, 'everybody')}"
        if one.role in FOR_ONE and one.executive_id is not None
        else f"{one.role} for everybody"
        if one.role in FOR_ONE
        else one.role
        for one in memberships
    ]
