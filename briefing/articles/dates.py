"""When an article was published, as far as its source can be believed.

A date is read or it is missing, never guessed: "10:30", "yesterday" and
"03/04/2024" name no day for certain. No clock is read here.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

from briefing.articles.months import month_number
from briefing.model import Dated

#: A clock may be this much ahead of ours before its time counts as still to come.
LEEWAY = timedelta(minutes=5)

#: RSS is of 1999; few archives put online reach further back than the web itself.
FIRST_PLAUSIBLE_YEAR = 1995

#: Longer claims are no dates.
_LONGEST = 100

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_ENGLISH = {name: number for number, name in enumerate(_MONTHS.split(), start=1)}

_RFC822 = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4}|\d{2})"
    r"(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(\S.*)?)?"
)
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*([ap]\.?m\b\.?)?\s*(\S*)",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|[.ºª])?\s*(?:de\s+|of\s+)?"
    r"([^\W\d_]{3,}\.?),?\s*(?:de\s+|del\s+)?(\d{4}|\d{2})\b"
)
#: The time may stand before the year, as in the C library's asctime.
_MONTH_FIRST = re.compile(
    r"([^\W\d_]{3,}\.?)\s+(\d{1,2})(?:st|nd|rd|th)?,?"
    r"(?:\s+\d{1,2}:\d\d:\d\d(?:\s+[A-Z]{3,5})?)?\s+(\d{4})\b"
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})")
_YEAR_LAST = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])(\d{1,2}):?(\d{2})?\b")

#: Hours east of UTC of the abbreviations that feeds use (RFC 822 and the IANA zones' own).
_ZONES = {
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10, "AST": -4, "ADT": -3, "BRT": -3, "ART": -3,
    "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "SAST": 2,
    "MSK": 3, "TRT": 3, "IST": 5.5, "WIB": 7, "ICT": 7, "HKT": 8, "SGT": 8, "AWST": 8,
    "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip


def when(claimed: str, now: datetime) -> tuple[datetime | None, Dated]:
    """The claimed time in UTC and how it was come by.

    More than five minutes after `now` is `(None, "future")`; unreadable or absent
    is `(None, "missing")`; before 1995 the value is given and called "implausible".
    """
    moment = read(claimed)
    if moment is None:
        return None, "missing"
    if moment > now + LEEWAY:
        return None, "future"
    return moment, "claimed" if moment.year >= FIRST_PLAUSIBLE_YEAR else "implausible"


def read(claimed: str) -> datetime | None:
    """The moment a text names, in UTC, or None.

    Reads RFC 822, ISO 8601, seconds since 1970, and days with a month's name in
    twenty-two languages. A time without a zone is taken as UTC.
    """
    text = claimed.strip()
    if not 6 <= len(text) <= _LONGEST:
        return None
    try:
        moment = _rfc822(text) or _iso(text) or _epoch(text) or _spelled(text)
        return moment and moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _rfc822(text: str) -> datetime | None:
    match = _RFC822.fullmatch(text)
    if match is None or (month := _ENGLISH.get(match[2].lower())) is None:
        return None
    return _moment(match[3], month, match[1], match[4], match[5], match[6], match[7])


def _iso(text: str) -> datetime | None:
    if not text[:4].isdigit() or (text.isdigit() and len(text) != 8):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _epoch(text: str) -> datetime | None:
    """Ten digits are seconds since 1970, thirteen are milliseconds."""
    if not (text.isascii() and text.isdigit() and len(text) in (10, 13)):
        return None
    return datetime.fromtimestamp(int(text[:10]), UTC)


def _spelled(text: str) -> datetime | None:
    day = _day(text)
    if day is None:
        return None
    time = _TIME.search(text)
    if time is None:
        return _moment(*day)
    hour, half = int(time[1]), (time[4] or "")[:1].lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return _moment(*day, hour, time[2], time[3], time[5])


def _day(text: str) -> tuple[int | str, int | str, int | str] | None:
    """Year, month and day, if the text names them beyond doubt."""
    if match := _YEAR_FIRST.search(text):
        return match[1], match[2], match[3]
    if (match := _DAY_FIRST.search(text)) and (month := month_number(match[2])):
        return match[3], month, match[1]
    if (match := _MONTH_FIRST.search(text)) and (month := month_number(match[1])):
        return match[3], month, match[2]
    if match := _YEAR_LAST.search(text):
        return _day_and_month(int(match[1]), int(match[3]), match[2], match[4])
    return None


def _day_and_month(
    first: int, second: int, separator: str, year: str
) -> tuple[str, int, int] | None:
    """Dots mean day first; with slashes only a number above twelve tells which is which."""
    if separator == "." or first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else None


def _moment(
    year: int | str,
    month: int | str,
    day: int | str,
    hour: int | str | None = 0,
    minute: int | str | None = 0,
    second: int | str | None = 0,
    zone: str | None = "",
) -> datetime:
    """Raises ValueError when there is no such moment; 24:00 is the next midnight."""
    full = int(year)
    if len(str(year)) == 2:  # RFC 2822, 4.3: 00 to 49 are of this century.
        full += 2000 if full < 50 else 1900
    hours = int(hour or 0)
    midnight = datetime(full, int(month), int(day), tzinfo=_zone(zone or ""))
    if hours > 24:
        raise ValueError("no such hour")
    clock = timedelta(hours=hours, minutes=int(minute or 0), seconds=min(int(second or 0), 59))
    return midnight + clock


def _zone(name: str) -> timezone:
    if match := _OFFSET.match(name):
        hours, minutes = int(match[2]), int(match[3] or 0)
        return timezone((1 if match[1] == "+" else -1) * timedelta(hours=hours, minutes=minutes))
    return timezone(timedelta(hours=_ZONES.get(name.strip("() ").upper(), 0)))
