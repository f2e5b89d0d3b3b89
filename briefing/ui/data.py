"""What pages read: the one place that opens the database, and the only cache."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st
from sqlalchemy import Engine

from briefing import brief, settings
from briefing import refresh as refreshing
from briefing.days import day_began
from briefing.model import Article, Edition, Executive, Voice
from briefing.prepare import prepare
from briefing.refresh import Outcome
from briefing.sample import is_sample_link
from briefing.settings import Settings
from briefing.standings import Standing, kept_for_later, picks_of, standings
from briefing.store import decisions, executives, open_store, reading
from briefing.voice import from_dict


@dataclass(frozen=True)
class Desk:
    """The database and the settings that every page works with."""

    engine: Engine
    settings: Settings


def now() -> datetime:
    """The clock, at the edge of the app; everything below is told the time."""
    return datetime.now(UTC)


def desk() -> Desk:
    """The desk of this installation; raises `BriefingError` when its database cannot be opened."""
    wanted = settings.from_environment()
    return Desk(_store(wanted.database_url), wanted)


@st.cache_resource(max_entries=4, show_spinner=False)
def _store(url: str) -> Engine:
    return open_store(url)


def executives_of(engine: Engine) -> list[Executive]:
    """Everybody with a brief on this desk, in the order in which they joined."""
    with reading(engine) as conn:
        return executives.every(conn)


def edition(engine: Engine, executive: Executive) -> Edition:
    """Today's edition; the first to ask for it has it built."""
    return brief.open_edition(engine, executive, now=now())


def standings_of(
    engine: Engine, executive: Executive, article_ids: Iterable[int]
) -> Mapping[int, Standing]:
    """How the executive stands to some articles."""
    with reading(engine) as conn:
        since = day_began(executive, now())
        return standings(conn, executive.id, article_ids, since=since)


def picks(engine: Engine, executive: Executive) -> list[Article]:
    """Today's picks, in the order in which they were picked."""
    since = day_began(executive, now())
    with reading(engine) as conn:
        return picks_of(conn, executive.id, since=since)


def kept(engine: Engine, executive: Executive) -> list[Article]:
    """Articles that wait for later, newest first."""
    with reading(engine) as conn:
        return kept_for_later(conn, executive.id)


def voice(engine: Engine, executive: Executive) -> Voice:
    """The voice that holds now."""
    with reading(engine) as conn:
        return from_dict(executives.voice(conn, executive.id))


def networks_used(engine: Engine, executive: Executive) -> list[str]:
    """Networks that the executive shared on, the last one first."""
    with reading(engine) as conn:
        done = decisions.standing(conn, executive.id)
    return list(dict.fromkeys(one.network for one in reversed(done) if one.kind == "shared"))


def refresh(engine: Engine, wanted: Settings) -> Sequence[Outcome]:
    """Look at all sources now, and make what is new ready to be read."""
    outcomes = refreshing.refresh(engine, wanted, now=now())
    prepare(engine, wanted, now=now())
    return outcomes


def read_address(article: Article) -> str:
    """Where the article can be read; the sample's outlets do not exist, so the app shows those."""
    return read_at(article.id, article.link)


def read_at(article_id: int, link: str | None) -> str:
    """The same by number and link."""
    return f"/sample/{article_id}" if is_sample_link(link) else link or ""
