"""How a source is, in plain words."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from briefing.model import Source
from briefing.sources.kinds import KINDS
from briefing.ui.phrases import age

#: A source that answers but has brought nothing new for so long deserves a look.
SILENT = timedelta(days=30)


def name(source: Source) -> str:
    """What a person calls it."""
    return source.title or source.address


def kind(source: Source) -> str:
    """What kind of source it is, e.g. "Feed"."""
    return KINDS[source.kind].label if source.kind in KINDS else source.kind


def host(source: Source) -> str:
    """Where it is."""
    parts = urlsplit(source.address)
    return parts.hostname or parts.path


def is_read_once(source: Source) -> bool:
    """Whether it has said all that it ever will, as a pasted article has."""
    return source.kind in KINDS and not KINDS[source.kind].polled and source.changed_at is not None


def health(source: Source, now: datetime) -> str:
    """One or two sentences: what is wrong and since when, or that all is well."""
    if source.problem:
        return f"{_stopped(source)}{source.problem.rstrip('.')}. {_since(source, now)}"
    if not source.active:
        return "Paused. What it brought stays."
    if source.checked_at is None:
        return "Not looked at yet."
    if is_read_once(source):
        return "Read."
    if source.changed_at is None or now - source.changed_at > SILENT:
        since = f"since {_day(source.changed_at)}" if source.changed_at else "so far"
        return f"It answers, but has brought nothing new {since}."
    return "Well."


def last_look(source: Source, now: datetime) -> str:
    """When it was looked at, e.g. "3 h ago"."""
    return age(source.checked_at, now) if source.checked_at else "never"


def next_look(source: Source, now: datetime) -> str:
    """When it is due again, e.g. "in 2 h"."""
    if not source.active or is_read_once(source):
        return "none"
    if source.due_at is None or source.due_at <= now:
        return "due now"
    minutes = (source.due_at - now).total_seconds() / 60
    if minutes < 60:
        return f"in {max(round(minutes), 1)} min"
    return (
        f"in {round(minutes / 60)} h" if minutes < 48 * 60 else f"in {round(minutes / 1440)} days"
    )


def looks(source: Source, now: datetime) -> str:
    """Both as a sentence."""
    coming = next_look(source, now)
    if source.checked_at is None:
        return "" if coming == "none" else f"The first look is {coming}."
    rest = "" if coming == "none" else f", next {coming}"
    return f"Looked at {last_look(source, now)}{rest}."


def _stopped(source: Source) -> str:
    return "" if source.active else "Paused. "


def _since(source: Source, now: datetime) -> str:
    if source.failing_since is None:
        return ""
    tries = f", {source.failures} tries in a row" if source.failures > 1 else ""
    return f"The first failure was {age(source.failing_since, now)}{tries}."


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
