"""What the staff say about an outlet: how far it is trusted, and whether it charges."""

from sqlalchemy import Engine

from briefing.errors import BriefingError
from briefing.store import outlets, writing


def trust(engine: Engine, host: str, how_far: float) -> None:
    """Trust an outlet from 0 (not at all) to 1; the ranking heeds it from the next edition on."""
    if not 0 <= how_far <= 1:
        raise BriefingError("Trust goes from 0 to 100 per cent.")
    with writing(engine) as conn:
        outlets.change(conn, host, trust=how_far)


def paywall(engine: Engine, host: str, charges: bool) -> None:
    """Mark an outlet as one that charges its readers, or as free."""
    with writing(engine) as conn:
        outlets.change(conn, host, paywalled=charges)
