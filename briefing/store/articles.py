"""Articles: read for ranking, and improved once more is known about them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    func,
    insert,
    select,
    update,
)

from briefing.errors import NotFound
from briefing.model import Article, Outlet
from briefing.store.query import understood
from briefing.store.search import Narrowed
from briefing.store.search import matches as matching
from briefing.store.tables import articles, entries, outlets, stories

#: What stands for an article's number; more digits are more than the database counts.
_NUMBER = re.compile(r"[0-9]{1,9}")
#: Characters of a link or title that are looked for; SQLite takes patterns of 50,000 bytes.
LONGEST_REFERENCE = 4_096

#: Characters of a text that are read where only its opening counts, as in ranking and stories.
OPENING = 6_000
#: Ids asked for in one statement; SQLite takes 32,766 values.
_CHUNK = 10_000
#: PostgreSQL's integers end here.
_GREATEST_ID = 2**31 - 1


def _select(text: ColumnElement[str]) -> Select[Any]:
    return select(
        articles.c.id,
        articles.c.link,
        articles.c.title,
        articles.c.published,
        articles.c.first_seen,
        articles.c.dated,
        articles.c.summary,
        text.label("text"),
        articles.c.complete,
        articles.c.language,
        articles.c.words,
        articles.c.key_points,
        articles.c.key_points_by,
        articles.c.story_id,
        outlets.c.id.label("outlet_id"),
        outlets.c.name,
        outlets.c.host,
        outlets.c.trust,
        outlets.c.paywalled,
        stories.c.lead_id,
    ).select_from(articles.join(outlets).outerjoin(stories, stories.c.id == articles.c.story_id))


_SHOWN = _select(articles.c.text)
_OPENING = _select(func.substr(articles.c.text, 1, OPENING))
_ONE = _SHOWN.where(articles.c.id == bindparam("article_id"))


def candidates(
    conn: Connection, *, since: datetime, until: datetime, also: Iterable[int] = ()
) -> list[Article]:
    """Prepared articles published in a span of time, and some of any age, newest first.

    Of their texts only the opening is read.
    """
    query = _OPENING.where(
        articles.c.prepared_at.is_not(None),
        (articles.c.published >= since) | articles.c.id.in_(list(also)),
        articles.c.published <= until,
    ).order_by(articles.c.published.desc(), articles.c.id)
    return _read(conn, query)


def candidate_ids(conn: Connection, *, since: datetime, until: datetime) -> list[int]:
    """Ids of the prepared articles published in a span of time."""
    query = select(articles.c.id).where(
        articles.c.prepared_at.is_not(None),
        articles.c.published >= since,
        articles.c.published <= until,
    )
    return list(conn.execute(query).scalars())


def by_ids(conn: Connection, ids: Iterable[int], *, opening: bool = False) -> dict[int, Article]:
    """Id to article, for those that exist; with `opening`, only the opening of their texts."""
    wanted = iter(ids)
    query = _OPENING if opening else _SHOWN
    found: dict[int, Article] = {}
    while chunk := list(islice(wanted, _CHUNK)):
        found |= {a.id: a for a in _read(conn, query.where(articles.c.id.in_(chunk)))}
    return found


def by_id(conn: Connection, article_id: int) -> Article:
    """One article; raises `NotFound`."""
    found = _read(conn, _ONE, article_id=article_id) if article_id <= _GREATEST_ID else []
    if not found:
        raise NotFound(f"There is no article with the number {article_id}.")
    return found[0]


def hold(conn: Connection, article_id: int) -> None:
    """Until this transaction ends nobody else who holds the article comes in between.

    Raises `NotFound`.
    """
    by_id(conn, article_id)
    conn.execute(select(articles.c.id).where(articles.c.id == article_id).with_for_update())


def looked_up(conn: Connection, reference: str) -> Article:
    """An article by its number, its link, or words of its title; raises `NotFound`."""
    if _NUMBER.fullmatch(reference):
        return by_id(conn, int(reference))
    wanted = reference[:LONGEST_REFERENCE]
    # SQLite knows lower case of A to Z only, so the words count as they are written, too.
    matches = (
        articles.c.link.contains(wanted, autoescape=True)
        if "://" in wanted
        else articles.c.title.contains(wanted, autoescape=True)
        | func.lower(articles.c.title).contains(wanted.lower(), autoescape=True)
    )
    # Of links that begin alike the shortest is the one that was meant.
    order = func.length(articles.c.link) if "://" in wanted else articles.c.published.desc()
    found = _read(conn, _SHOWN.where(matches).order_by(order, articles.c.id).limit(1))
    if not found:
        raise NotFound(f"No article matches “{wanted}”. Give its number, link or title.")
    return found[0]


def found(conn: Connection, search: str, *, since: datetime, limit: int = 20) -> list[Article]:
    """Prepared articles since a moment with all words of `search`, newest first.

    `briefing.store.query` says what may be typed; nothing to look for finds nothing.
    """
    query = understood(search)
    newest = matching(conn, query, "articles", Narrowed(since=since), first=limit, newest=True)
    read = by_ids(conn, [match.id for match in newest.first])
    return [read[match.id] for match in newest.first]


def unprepared(conn: Connection, limit: int) -> list[Article]:
    """Articles whose language, key points and story are still to be worked out, newest first."""
    query = _SHOWN.where(articles.c.prepared_at.is_(None))
    return _read(conn, query.order_by(articles.c.published.desc(), articles.c.id).limit(limit))


def recent_in_stories(conn: Connection, since: datetime) -> list[Article]:
    """Articles that stand in a story and were published lately, oldest first; texts' openings."""
    query = _OPENING.where(articles.c.story_id.is_not(None), articles.c.published >= since)
    return _read(conn, query.order_by(articles.c.published, articles.c.id))


def record(conn: Connection, article_id: int, **found: Any) -> None:
    """Write down what was worked out; `found` are columns of the table."""
    conn.execute(update(articles).where(articles.c.id == article_id).values(**found))


def record_prepared(
    conn: Connection, prepared: Sequence[tuple[Article, Mapping[str, Any]]]
) -> None:
    """Write down what was worked out about articles as they were read.

    An article that its source has edited in the meantime is left to the next run. All are
    given the same columns.
    """
    if not prepared:
        return
    as_read = {"id": "_id", "title": "_title", "summary": "_summary", "words": "_words"}
    statement = update(articles).where(
        *(articles.c[column] == bindparam(name) for column, name in as_read.items())
    )
    columns = list(prepared[0][1])
    rows = [
        {name: getattr(article, column) for column, name in as_read.items()}
        | {f"new_{column}": found[column] for column in columns}
        for article, found in prepared
    ]
    conn.execute(statement.values({c: bindparam(f"new_{c}") for c in columns}), rows)


def came_in_when_published(conn: Connection, host_ending: str) -> None:
    """Of outlets whose host ends so: their articles came in as they were published, not later."""
    theirs = select(outlets.c.id).where(outlets.c.host.endswith(host_ending, autoescape=True))
    late = articles.c.outlet_id.in_(theirs), articles.c.first_seen > articles.c.published
    conn.execute(update(articles).where(*late).values(first_seen=articles.c.published))


def open_story(conn: Connection, lead_id: int, *, now: datetime) -> int:
    """A new story, with the article that stands for it; gives the story's id."""
    made = conn.execute(insert(stories).values(lead_id=lead_id, opened_at=now))
    key: Any = made.inserted_primary_key
    return int(key[0])


def join_story(conn: Connection, article_ids: Sequence[int], story_id: int) -> None:
    """These articles are about one event."""
    conn.execute(update(articles).where(articles.c.id.in_(article_ids)).values(story_id=story_id))


def by_page_key(conn: Connection) -> dict[str, int]:
    """Page key to article id, for all articles."""
    return {
        row.page_key: row.id for row in conn.execute(select(articles.c.page_key, articles.c.id))
    }


def count(conn: Connection) -> int:
    """How many articles there are."""
    return int(conn.execute(select(func.count()).select_from(articles)).scalar_one())


def newest(conn: Connection) -> tuple[int, int]:
    """How many articles are prepared, and the highest number among them: tells of new ones."""
    prepared = articles.c.prepared_at.is_not(None)
    query = select(func.count(), func.coalesce(func.max(articles.c.id), 0)).where(prepared)
    many, highest = conn.execute(query).one()
    return many, highest


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


def _read(conn: Connection, query: Select[Any], **said: Any) -> list[Article]:
    known: dict[int, Outlet] = {}
    return [_article(row, known) for row in conn.execute(query, said)]


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
        key_points_by=row.key_points_by,
        story_id=row.story_id,
        leads=row.lead_id == row.id,
    )
