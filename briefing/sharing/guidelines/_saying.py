"""What the remarks of several rules are worded with."""

from datetime import datetime
from zoneinfo import ZoneInfo

from briefing.articles.text import shorten
from briefing.model import Article, Executive
from briefing.sharing.networks import NETWORKS

_LONGEST = 80


def quoted(words: str) -> str:
    """The staff's or an article's words in quotation marks, on one line, at most 80 characters."""
    return f"“{shorten(' '.join(words.split()), _LONGEST)}”"


def sentence(words: str) -> str:
    """A reason as a sentence of its own after a space; "" where none was given."""
    line = " ".join(words.split())
    if not line:
        return ""
    return f" {line}" if line.endswith((".", "!", "?", "…")) else f" {line}."


def named(article: Article) -> str:
    """An article as one speaks of it."""
    return quoted(article.title) if article.title.strip() else "the article"


def day(executive: Executive, at: datetime) -> str:
    """E.g. “Tuesday 3 March 2026”, in the executive's time zone."""
    local = at.astimezone(ZoneInfo(executive.zone))
    return f"{local:%A} {local.day} {local:%B %Y}"


def moment(executive: Executive, at: datetime) -> str:
    """E.g. “Tuesday 3 March 2026, 14:00 (Europe/Berlin)”, in the executive's time zone."""
    local = at.astimezone(ZoneInfo(executive.zone))
    return f"{day(executive, at)}, {local:%H:%M} ({executive.zone})"


def where(network: str) -> str:
    """E.g. “ on LinkedIn”, after a space; "" where a text went by the clipboard or unknown ways."""
    place = NETWORKS[network].where if network in NETWORKS else ""
    return f" {place}" if place else ""
