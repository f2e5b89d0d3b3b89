"""What the People page reads, at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from briefing.model import Executive, Person
from briefing.store import executives, people, reading, trail


@dataclass(frozen=True)
class Roster:
    """Everybody whom the desk knows."""

    #: Those who were removed as well, in the order of their invitations.
    people: Sequence[Person]
    executives: Sequence[Executive]
    #: Person id to when they last did anything that the trail has.
    seen: Mapping[int, datetime]

    @property
    def names(self) -> Mapping[int, str]:
        """The executives' names by their ids."""
        return {executive.id: executive.name for executive in self.executives}

    def person(self, person_id: int | None) -> Person | None:
        """One of them, if there is such a one."""
        return next((one for one in self.people if one.id == person_id), None)


def roster(engine: Engine) -> Roster:
    """People, executives, and when people were last seen."""
    with reading(engine) as conn:
        return Roster(people.every(conn), executives.every(conn), trail.last_seen(conn))
