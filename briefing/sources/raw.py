"""What a feed document says, word for word, before anything is cleaned or believed.

One shape for all formats. Text that may hold markup is kept as HTML source;
where a format says that a text is plain, its reader escapes it.
"""

from dataclasses import dataclass, field


@dataclass(slots=True)
class RawEntry:
    """One item as it stands in the document."""

    guid: str = ""
    title: str = ""
    #: As written; `base` is what it is relative to.
    link: str = ""
    base: str = ""
    summary: str = ""
    content: str = ""
    published: str = ""
    updated: str = ""
    author: str = ""
    language: str = ""
    categories: tuple[str, ...] = ()


@dataclass(slots=True)
class RawFeed:
    """A document as it stands."""

    title: str = ""
    site: str = ""
    base: str = ""
    language: str = ""
    #: Seconds between fetches that the document asks for.
    ttl: float | None = None
    #: Whether only a part of the document could be read.
    damaged: bool = False
    entries: list[RawEntry] = field(default_factory=list)


#: Seconds in each period of the syndication module (sy:updatePeriod).
PERIODS = {
    "hourly": 3_600.0,
    "daily": 86_400.0,
    "weekly": 604_800.0,
    "monthly": 2_592_000.0,
    "yearly": 31_536_000.0,
}


def asked_interval(ttl: str, period: str, frequency: str) -> float | None:
    """Seconds to leave a feed alone: RSS `ttl` (minutes), else the syndication module's."""
    if ttl.strip().isdecimal() and int(ttl[:9]) > 0:
        return int(ttl[:9]) * 60.0
    every = PERIODS.get(period.strip().lower())
    times = int(frequency[:9]) if frequency.strip().isdecimal() else 1
    return every / max(times, 1) if every else None
