"""Articles: read for ranking, and improved once more is known about them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, select, update

from briefing.errors import NotFound
from briefing.model import Article, Outlet
from briefing.store.tables import articles, entries, outlets, stories

_SHOWN: Select[Any] = select(
    articles.c.id,
    articles.c.link,
    articles.c.title,
    articles.c.published,
    articles.c.first_seen,
    articles.c.dated,
    articles.c.summary,
    articles.c.text,
    articles.c.complete,
    articles.c.language,
    articles.c.words,
    articles.c.key_points,
    articles.c.story_id,
    outlets.c.id.label("outlet_id"),
    outlets.c.name,
    outlets.c.host,
    outlets.c.trust,
    outlets.c.paywalled,
    stories.c.lead_id,
).select_from(articles.join(outlets).outerjoin(stories, stories.c.id == articles.c.story_id))


def candidates(
    conn: Connection, *, since: datetime, until: datetime, also: Iterable[int] = ()
) -> list[Article]:
    """Prepared articles published in a span of time, and some of any age, newest first."""
    query = _SHOWN.where(
        articles.c.prepared_at.is_not(None),
        (articles.c.published >= since) | articles.c.id.in_(list(also)),
        articles.c.published <= until,
    ).order_by(articles.c.published.desc(), articles.c.id)
    return _read(conn, query)


def by_ids(conn: Connection, ids: Iterable[int]) -> dict[int, Article]:
    """Id to article, for those that exist."""
    return {a.id: a for a in _read(conn, _SHOWN.where(articles.c.id.in_(list(ids))))}


def by_id(conn: Connection, article_id: int) -> Article:
    """One article; raises `NotFound`."""
    found = by_ids(conn, [article_id])
    if article_id not in found:
        raise NotFound(f"There is no article with the number {article_id}.")
    return found[article_id]


def looked_up(conn: Connection, reference: str) -> Article:
    """An article by its number, its link, or words of its title; raises `NotFound`."""
    if reference.isdigit():
        return by_id(conn, int(reference))
    column = articles.c.link if "://" in reference else func.lower(articles.c.title)
    wanted = reference if "://" in reference else reference.lower()
    query = _SHOWN.where(column.contains(wanted, autoescape=True))
    found = _read(conn, query.order_by(articles.c.published.desc()).limit(1))
    if not found:
        raise NotFound(f"No article matches “{reference}”. Give its number, link or title.")
    return found[0]


def found(conn: Connection, search: str, *, since: datetime, limit: int = 20) -> list[Article]:
    """Prepared articles since a moment with all words of `search` in title, summary or outlet."""
    said = func.lower(articles.c.title + " " + articles.c.summary + " " + outlets.c.name)
    query = _SHOWN.where(
        articles.c.prepared_at.is_not(None),
        articles.c.published >= since,
        *(said.contains(word, autoescape=True) for word in search.lower().split()),
    )
    return _read(conn, query.order_by(articles.c.published.desc(), articles.c.id).limit(limit))


def of_stories(conn: Connection, story_ids: Iterable[int]) -> list[Article]:
    """All articles of some stories, oldest first."""
    query = _SHOWN.where(articles.c.story_id.in_(list(story_ids)))
    return _read(conn, query.order_by(articles.c.first_seen, articles.c.id))


def unprepared(conn: Connection, limit: int) -> list[Article]:
    """Articles whose language, key points and story are still to be worked out, oldest first."""
    query = _SHOWN.where(articles.c.prepared_at.is_(None))
    return _read(conn, query.order_by(articles.c.published, articles.c.id).limit(limit))


def recent_in_stories(conn: Connection, since: datetime) -> list[Article]:
    """Articles that stand in a story and were published lately, oldest first."""
    query = _SHOWN.where(articles.c.story_id.is_not(None), articles.c.published >= since)
    return _read(conn, query.order_by(articles.c.published, articles.c.id))


def record(conn: Connection, article_id: int, **found: Any) -> None:
    """Write down what was worked out; `found` are columns of the table."""
    conn.execute(update(articles).where(articles.c.id == article_id).values(**found))


def record_all(conn: Connection, found: Sequence[dict[str, Any]]) -> None:
    """The same for many: each with `id`, and all with the same other columns."""
    if not found:
        return
    columns = [name for name in found[0] if name != "id"]
    statement = update(articles).where(articles.c.id == bindparam("_id"))
    conn.execute(
        statement.values({name: bindparam(f"_{name}") for name in columns}),
        [{f"_{name}": value for name, value in one.items()} for one in found],
    )


def open_story(conn: Connection, lead_id: int, *, now: datetime) -> int:
    """A new story, with the article that stands for it; gives the story's id."""
    made = conn.execute(insert(stories).values(lead_id=lead_id, opened_at=now))
    key: Any = made.inserted_primary_key
    return int(key[0])


def join_story(conn: Connection, article_ids: Sequence[int], story_id: int) -> None:
    """These articles are about one event."""
    conn.execute(update(articles).where(articles.c.id.in_(article_ids)).values(story_id=story_id))


def leads(conn: Connection, story_ids: Iterable[int]) -> dict[int, int]:
    """Story id to the id of its lead."""
    rows = conn.execute(
        select(stories.c.id, stories.c.lead_id).where(stories.c.id.in_(list(story_ids)))
    )
    return {row.id: row.lead_id for row in rows}


def by_page_key(conn: Connection) -> dict[str, int]:
    """Page key to article id, for all articles."""
    return {
        row.page_key: row.id for row in conn.execute(select(articles.c.page_key, articles.c.id))
    }


def count(conn: Connection) -> int:
    """How many articles there are."""
    return int(conn.execute(select(func.count()).select_from(articles)).scalar_one())


def count_unprepared(conn: Connection) -> int:
    """How many articles still wait to be prepared."""
    query = select(func.count()).select_from(articles).where(articles.c.prepared_at.is_(None))
    return int(conn.execute(query).scalar_one())


def told_by(conn: Connection, article_id: int) -> list[int]:
    """Ids of the sources that carried an article, first one first."""
    rows = conn.execute(
        select(entries.c.source_id)
        .join(articles, articles.c.page_key == entries.c.page_key)
        .where(articles.c.id == article_id)
        .order_by(entries.c.id)
    )
    return list(dict.fromkeys(row.source_id for row in rows))


def _read(conn: Connection, query: Select[Any]) -> list[Article]:
    known: dict[int, Outlet] = {}
    return [_article(row, known) for row in conn.execute(query)]


def _article(row: Row[Any], known: dict[int, Outlet]) -> Article:
    outlet = known.get(row.outlet_id)
    if outlet is None:
        outlet = Outlet(row.outlet_id, row.name, row.host, row.trust, row.paywalled)
        known[row.outlet_id] = outlet
    return Article(
        id=row.id,
        link=row.link,
        title=row.title,
        outlet=outlet,
        published=row.published,
        first_seen=row.first_seen,
        dated=row.dated,
        summary=row.summary,
        text=row.text,
        complete=row.complete,
        language=row.language,
        words=row.words,
        key_points=tuple(row.key_points),
        story_id=row.story_id,
        leads=row.lead_id == row.id,
    )
