"""Which role may do what. Everything that is not listed here is refused.

A role that is unknown, or that needs an executive and has none, gives nothing.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from briefing.model import Membership, Person, Role

#: What there is to be allowed:
#: read      see an executive's brief, texts and voice, and search
#: decide    pass, keep, pick, read on as the executive
#: share     let words leave in the executive's name
#: write     prepare texts
#: voice     change principles, topics, audiences, settings; teach
#: curate    pin, block, annotate, show articles in other words
#: review    see the prepared texts and what became of them
#: approve   answer for a text
#: sources   add, pause, remove sources; say how far outlets are trusted
#: people    say who may come in, and as what
#: rules     keep the guidelines, red topics, quiet periods, and what an executive may share
#: trail     read who did what
Right = Literal[
    "read",
    "decide",
    "share",
    "write",
    "voice",
    "curate",
    "review",
    "approve",
    "sources",
    "people",
    "rules",
    "trail",
]
RIGHTS: tuple[Right, ...] = get_args(Right)

_EXECUTIVE: frozenset[Right] = frozenset({"read", "decide", "share", "write", "voice"})

GIVES: Mapping[str, frozenset[Right]] = {
    "executive": _EXECUTIVE,
    "delegate": _EXECUTIVE,
    "curator": frozenset({"read", "write", "voice", "curate", "review", "sources", "trail"}),
    "approver": frozenset({"read", "write", "review", "approve", "trail"}),
    "administrator": frozenset({"read", "voice", "review", "sources", "people", "rules", "trail"}),
}
ROLES: tuple[Role, ...] = get_args(Role)

#: What each role is, for the page that gives them.
SAYS: Mapping[Role, str] = {
    "executive": "reads the brief and shares",
    "delegate": "acts for an executive, on record as such",
    "curator": "prepares the edition, the texts and the sources",
    "approver": "answers for the texts that leave",
    "administrator": "keeps people, guidelines and red topics",
}

#: Roles that are held for one executive.
FOR_ONE: frozenset[str] = frozenset({"executive", "delegate"})


def may(person: Person, right: Right, executive_id: int | None = None) -> bool:
    """Whether a person has a right, for one executive or, with None, for anybody at all."""
    return any(_gives(membership, right, executive_id) for membership in _of(person))


def may_for_all(person: Person, right: Right) -> bool:
    """Whether a person has a right on the whole desk, executives to come included."""
    return any(
        right in GIVES.get(one.role, ()) and one.executive_id is None and one.role != "executive"
        for one in _of(person)
    )


def acts_for(person: Person, executive_id: int) -> bool:
    """Whether what the person does for an executive is done on their behalf, not by them."""
    return Membership("executive", executive_id) not in _of(person)


def theirs(person: Person, executive_ids: Iterable[int], right: Right = "read") -> list[int]:
    """The executives for whom a person has a right, their own first, in the order given."""
    allowed = [n for n in executive_ids if may(person, right, n)]
    return sorted(allowed, key=lambda n: acts_for(person, n))


def _of(person: Person) -> tuple[Membership, ...]:
    return person.memberships if person.active else ()


def _gives(membership: Membership, right: Right, executive_id: int | None) -> bool:
    if right not in GIVES.get(membership.role, ()):
        return False
    if membership.role == "executive" and membership.executive_id is None:
        return False
    return membership.role not in FOR_ONE or (
        executive_id is None or membership.executive_id in (None, executive_id)
    )
