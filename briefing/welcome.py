"""Begin: an executive joins the desk."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from briefing.errors import BriefingError
from briefing.model import Executive, Person
from briefing.on_record import on_record
from briefing.store import executives

SHORTEST, LONGEST = 1, 30


def welcome(
    engine: Engine,
    *,
    name: str,
    now: datetime,
    by: Person,
    role: str = "",
    zone: str = "UTC",
    minutes: int = 5,
) -> Executive:
    """Add an executive. Raises `BriefingError`, also when one of that name is there already."""
    name = " ".join(name.split())
    if not name:
        raise BriefingError("Give the executive's name.")
    check_zone(zone)
    check_minutes(minutes)
    with on_record(engine, by, "people", now=now) as act:
        for present in executives.every(act.conn):
            if present.name.casefold() == name.casefold():
                raise BriefingError(f"{present.name} is here already; nothing was changed.")
        made = executives.add(act.conn, name, role=role.strip(), zone=zone, minutes=minutes)
        act.record("executive welcomed", executive=made.id, name=name)
        return made


def check_zone(zone: str) -> None:
    """Raises `BriefingError` unless it is a time zone's IANA name."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise BriefingError(
            f"“{zone}” is not a time zone. Use a name such as Europe/Zurich or America/New_York."
        ) from error


def check_minutes(minutes: int) -> None:
    """Raises `BriefingError` unless the brief's length makes sense."""
    if not SHORTEST <= minutes <= LONGEST:
        raise BriefingError(f"A brief takes {SHORTEST} to {LONGEST} minutes, not {minutes}.")
