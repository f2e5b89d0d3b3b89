"""What the staff's pages read. Looking never opens an edition: that is the executive's to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import streamlit as st
from sqlalchemy import Engine

from briefing import brief
from briefing.days import local_day
from briefing.model import Edition, Executive, Outlet, Source
from briefing.prepare import prepare
from briefing.refresh import Outcome, Progress, refresh
from briefing.settings import Settings
from briefing.store import curations, outlets, reading, sources
from briefing.store.sources import Show, Volume
from briefing.ui.data import now

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Day:
    """Where an executive's day stands."""

    #: Today's edition, or what it would be.
    edition: Edition
    #: False until somebody opens today's edition: before, pins and blocks still change it.
    opened: bool


@dataclass(frozen=True)
class SourceView:
    """One source, looked at closely."""

    source: Source
    volume: Volume
    #: Who published what it brought, the one with the most first.
    outlets: Sequence[Outlet]


def day(engine: Engine, executive: Executive) -> Day:
    """Today's edition where it was opened, and else what it would be, as of the last minute."""
    edition = brief.past_edition(engine, executive, local_day(executive, now()))
    if edition is not None:
        return Day(edition, opened=True)
    draft = _draft(engine, str(engine.url), executive, _said(engine, executive))
    return Day(draft, opened=False)


def _said(engine: Engine, executive: Executive) -> Sequence[object]:
    """Changes whenever the staff change what the ranking must heed."""
    with reading(engine) as conn:
        return [(n, word.kind) for n, word in curations.words(conn, executive.id).items()]


# Ranking takes a quarter of a second and more, and every tap on the page would ask for it.
@st.cache_data(ttl=60, max_entries=32, show_spinner=False)
def _draft(_engine: Engine, url: str, executive: Executive, said: Sequence[object]) -> Edition:
    return brief.draft(_engine, executive, now=now())


def source_count(engine: Engine, *, show: Show, search: str) -> int:
    """How many sources the list has."""
    with reading(engine) as conn:
        return sources.count(conn, show=show, search=search)


def source_list(
    engine: Engine, *, show: Show, search: str, offset: int, limit: int
) -> list[tuple[Source, Volume]]:
    """A part of the list of sources, each with how much it brought."""
    with reading(engine) as conn:
        found = sources.listed(conn, show=show, search=search, offset=offset, limit=limit)
        volumes = sources.volumes(conn, [source.id for source in found], since=now() - WEEK)
        return [(source, volumes.get(source.id, Volume())) for source in found]


def source_tally(engine: Engine) -> Mapping[Show, int]:
    """How many sources there are, have problems, are paused."""
    with reading(engine) as conn:
        return sources.tally(conn)


def has_feeds(engine: Engine) -> bool:
    """Whether there is anything that a list for other readers could hold."""
    with reading(engine) as conn:
        return sources.has_kind(conn, "feed")


def source_view(engine: Engine, source_id: int) -> SourceView | None:
    """One source; None when it is not there."""
    with reading(engine) as conn:
        source = sources.find(conn, source_id)
        if source is None:
            return None
        volume = sources.volumes(conn, [source_id], since=now() - WEEK).get(source_id, Volume())
        return SourceView(source, volume, outlets.of_source(conn, source_id))


def look(
    engine: Engine, wanted: Settings, only: Sequence[Source] | None, progress: Progress
) -> Sequence[Outcome]:
    """Look at some sources, or all that are not paused; prepare what is new."""
    outcomes = refresh(engine, wanted, now=now(), only=only, progress=progress)
    prepare(engine, wanted, now=now())
    return outcomes
