"""What the staff say about an outlet: how far it is trusted, and whether it charges."""

from datetime import datetime

from sqlalchemy import Engine

from briefing.errors import BriefingError
from briefing.model import Person
from briefing.on_record import on_record
from briefing.store import outlets


def trust(engine: Engine, host: str, how_far: float, *, now: datetime, by: Person) -> None:
    """Trust an outlet from 0 (not at all) to 1; the ranking heeds it from the next edition on."""
    if not 0 <= how_far <= 1:
        raise BriefingError("Trust goes from 0 to 100 per cent.")
    with on_record(engine, by, "sources", now=now) as act:
        outlets.change(act.conn, host, trust=how_far)
        act.record("trust changed", outlet=host, percent=round(how_far * 100))


def paywall(engine: Engine, host: str, charges: bool, *, now: datetime, by: Person) -> None:
    """Mark an outlet as one that charges its readers, or as free."""
    with on_record(engine, by, "sources", now=now) as act:
        outlets.change(act.conn, host, paywalled=charges)
        act.record("paywall changed", outlet=host, charges=charges)
