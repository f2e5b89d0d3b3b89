"""People of a desk, invited as an administrator would."""

from datetime import datetime

from sqlalchemy import Engine

from briefing import people
from briefing.model import Membership, Person
from briefing.people import LOCAL


def colleague(
    engine: Engine, name: str, *roles: str, now: datetime, executive_id: int | None = None
) -> Person:
    """Somebody with these roles; `executive_id` goes with `executive` and `delegate`."""
    held = [
        Membership(role, executive_id if role in ("executive", "delegate") else None)
        for role in roles
    ]
    return people.invite(
        engine,
        email=f"{name.casefold()}@desk.example",
        name=name,
        memberships=held,
        now=now,
        by=LOCAL,
    )
