"""When an executive's day begins and ends: at midnight of their own time zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from briefing.model import Executive


def local_day(executive: Executive, now: datetime) -> date:
    """The executive's date at `now`."""
    return now.astimezone(ZoneInfo(executive.zone)).date()


def day_began(executive: Executive, now: datetime) -> datetime:
    """The executive's last midnight, in UTC."""
    return _midnight(executive, local_day(executive, now))


def next_day_begins(executive: Executive, now: datetime) -> datetime:
    """The executive's next midnight, in UTC."""
    return _midnight(executive, local_day(executive, now) + timedelta(days=1))


def _midnight(executive: Executive, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(executive.zone)).astimezone(UTC)
