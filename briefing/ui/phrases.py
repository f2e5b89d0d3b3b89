"""Times and amounts in words, as pages show them."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from briefing.articles.text import reading_seconds
from briefing.model import Article, Executive

HOUR, DAY = 3600, 86_400

#: What CommonMark lets a backslash take the meaning from, Streamlit's own signs among them.
_MEANS_SOMETHING = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """A text, which may quote anybody, as Markdown that shows it as it is."""
    return _MEANS_SOMETHING.sub(r"\\\1", text)


def age(published: datetime, now: datetime) -> str:
    """How long ago, e.g. "3 h ago"."""
    seconds = max((now - published).total_seconds(), 0)
    if seconds < HOUR:
        return f"{max(int(seconds // 60), 1)} min ago"
    if seconds < DAY:
        return f"{int(seconds // HOUR)} h ago"
    days = int(seconds // DAY)
    return "yesterday" if days == 1 else f"{days} days ago"


def reading_time(article: Article) -> str:
    """How long the full article takes, e.g. "2 min read"; says so when only a summary is there."""
    if not article.complete:
        return "summary only"
    return f"{max(round(reading_seconds(article.words) / 60), 1)} min read"


def minutes(seconds: float) -> str:
    """A duration in whole minutes, e.g. "5 minutes"."""
    whole = max(round(seconds / 60), 1)
    return "1 minute" if whole == 1 else f"{whole} minutes"


def clock(seconds: float) -> str:
    """A duration as minutes and seconds, e.g. "3:40"."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def number(count: int, one: str, many: str = "") -> str:
    """A count with its noun, e.g. "7 items"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def signed(points: float) -> str:
    """What is added or taken away, to two places, e.g. "+0.96", "−0.06" or "0.00"."""
    rounded = round(points, 2)
    return f"{rounded:+.2f}".replace("-", "−") if rounded else "0.00"


def greeting(executive: Executive, now: datetime) -> str:
    """By the executive's own clock, e.g. "Good morning, Ottilie"."""
    hour = now.astimezone(ZoneInfo(executive.zone)).hour
    part = "morning" if 4 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"
    return f"Good {part}, {executive.name.split()[0]}"


def local_time(moment: datetime, executive: Executive) -> str:
    """A time of day by the executive's own clock, e.g. "07:41"."""
    return f"{moment.astimezone(ZoneInfo(executive.zone)):%H:%M}"


def list_of(names: tuple[str, ...], most: int = 3) -> str:
    """Names as a person would list them, the rest counted, e.g. "A, B and 2 others"."""
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} others"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
