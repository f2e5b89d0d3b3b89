"""What became of what sources brought: how much of it anybody could use."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, case, func, select, union

from briefing.model import DecisionKind, Source
from briefing.store.sources import find
from briefing.store.tables import articles, decisions, edition_items, entries, sources

#: What an executive does with an article that was of use, whether it was in an edition or not.
_USED: tuple[DecisionKind, ...] = ("picked", "shared", "opened", "later")


@dataclass(frozen=True)
class Yield:
    """What a source brought since a moment."""

    articles: int = 0
    #: How many of them were in an edition, or picked, shared, read or kept by an executive.
    used: int = 0
    #: When the first of them came.
    first: datetime | None = None


def yields(conn: Connection, source_ids: Iterable[int], *, since: datetime) -> dict[int, Yield]:
    """Source id to what it brought since a moment, where it brought anything."""
    query = _brought(since).where(entries.c.source_id.in_(list(source_ids)))
    return {row.source_id: Yield(row.brought, row.used, row.first) for row in conn.execute(query)}


def never_used(
    conn: Connection,
    *,
    since: datetime,
    known_before: datetime,
    at_least: int,
    most: int = 5,
) -> list[tuple[Source, Yield]]:
    """Sources that are looked at and of whose articles nobody used any; the loudest first.

    At least so many articles must have come since a moment, from a source that was known before
    another one, so that none is judged early.
    """
    query = (
        _brought(since)
        .join(sources, sources.c.id == entries.c.source_id)
        .where(sources.c.active, sources.c.added_at <= known_before)
        .having(func.count(articles.c.id.distinct()) >= at_least)
        .having(func.count(_USED_ID.distinct()) == 0)
        .order_by(func.count(articles.c.id.distinct()).desc(), entries.c.source_id)
        .limit(most)
    )
    rows = conn.execute(query).all()
    found = [(find(conn, row.source_id), row) for row in rows]
    return [(one, Yield(row.brought, row.used, row.first)) for one, row in found if one is not None]


_used = union(
    select(edition_items.c.article_id),
    select(decisions.c.article_id).where(decisions.c.kind.in_(_USED)),
).subquery()
_USED_ID = case((articles.c.id.in_(select(_used.c.article_id)), articles.c.id))


def _brought(since: datetime) -> Select[tuple[int, int, int, datetime]]:
    return (
        select(
            entries.c.source_id,
            func.count(articles.c.id.distinct()).label("brought"),
            func.count(_USED_ID.distinct()).label("used"),
            func.min(articles.c.first_seen).label("first"),
        )
        .join(articles, articles.c.page_key == entries.c.page_key)
        .where(articles.c.first_seen >= since)
        .group_by(entries.c.source_id)
    )
