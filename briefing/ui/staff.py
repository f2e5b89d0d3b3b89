"""What the staff's pages read. Looking never opens an edition: that is the executive's to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import streamlit as st
from sqlalchemy import Engine

from briefing import brief
from briefing.days import day_began, local_day
from briefing.decide import Standing, standings
from briefing.model import Article, Edition, Executive, Outlet, Source
from briefing.prepare import prepare
from briefing.refresh import Outcome, Progress, refresh
from briefing.settings import Settings
from briefing.store import articles, curations, decisions, outlets, reading, sources
from briefing.store.curations import Word
from briefing.store.sources import Show, Volume
from briefing.ui.data import now

WEEK = timedelta(days=7)
#: How far back articles are searched for one to pin.
RECENT = timedelta(days=30)


@dataclass(frozen=True)
class Day:
    """Where an executive's day stands."""

    #: Today's edition, or what it would be.
    edition: Edition
    #: False until somebody opens today's edition: before, pins and blocks still change it.
    opened: bool


@dataclass(frozen=True)
class Board:
    """One executive's day, as the staff see it."""

    edition: Edition
    opened: bool
    picked: Sequence[Article]
    shared: Sequence[Article]
    #: Article id to the pin or block that holds, the newest last.
    words: Mapping[int, Word]
    #: What was searched for; empty without a search.
    found: Sequence[Article]
    #: Everything that may be on the page, by id, and how the executive stands to it.
    articles: Mapping[int, Article]
    standings: Mapping[int, Standing]
    notes: Mapping[int, str]


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


def board(engine: Engine, day: Day, *, search: str = "", also: int | None = None) -> Board:
    """A day with all that was done; `also` is the id of an article wanted whatever it is."""
    edition, executive = day.edition, day.edition.executive
    with reading(engine) as conn:
        done = decisions.standing(conn, executive.id, since=day_began(executive, now()))
        held = curations.words(conn, executive.id)
        words = {n: word for n, word in held.items() if word.kind in ("pinned", "blocked")}
        found = articles.found(conn, search, since=now() - RECENT) if search.strip() else []
        wanted = {decision.article_id for decision in done} | set(words)
        known = articles.by_ids(conn, wanted | ({also} if also else set()))
        known |= {one.article.id: one.article for one in edition.just_missed}
        known |= {item.article.id: item.article for item in edition.items}
        known |= {article.id: article for article in found if article.id not in known}
        return Board(
            edition=edition,
            opened=day.opened,
            picked=[known[d.article_id] for d in done if d.kind == "picked"],
            shared=[known[d.article_id] for d in done if d.kind == "shared"],
            words=words,
            found=found,
            articles=known,
            standings=standings(conn, executive.id, known, since=day_began(executive, now())),
            notes=curations.annotations(conn, known),
        )


def verdict(engine: Engine, executive: Executive, article_id: int) -> brief.Verdict:
    """What the ranking makes of an article, as of the last minute."""
    said = _said(engine, executive)
    return _verdict(engine, str(engine.url), executive, article_id, said)


def _said(engine: Engine, executive: Executive) -> Sequence[object]:
    """Changes whenever the staff change what the ranking must heed."""
    with reading(engine) as conn:
        return [(n, word.kind) for n, word in curations.words(conn, executive.id).items()]


# Ranking takes a quarter of a second and more, and every tap on the page would ask for it.
@st.cache_data(ttl=60, max_entries=32, show_spinner=False)
def _draft(_engine: Engine, url: str, executive: Executive, said: Sequence[object]) -> Edition:
    return brief.draft(_engine, executive, now=now())


@st.cache_data(ttl=60, max_entries=128, show_spinner=False)
def _verdict(
    _engine: Engine, url: str, executive: Executive, article_id: int, said: Sequence[object]
) -> brief.Verdict:
    return brief.judge(_engine, executive, article_id, now=now())


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
