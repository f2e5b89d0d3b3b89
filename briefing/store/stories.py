"""Stories: which articles are in them, and which one stands for each."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from sqlalchemy import Connection, bindparam, delete, exists, select, update

from briefing.store.tables import articles, stories

#: Values in one statement; SQLite takes 32,766.
_CHUNK = 10_000


def move(conn: Connection, story_of: Mapping[int, int]) -> None:
    """Put articles into other stories: article id to story id."""
    if not story_of:
        return
    statement = update(articles).where(articles.c.id == bindparam("article"))
    rows = [{"article": article, "story": story} for article, story in story_of.items()]
    conn.execute(statement.values(story_id=bindparam("story")), rows)


def leads(conn: Connection, story_ids: Iterable[int]) -> dict[int, int | None]:
    """Story id to the article that stands for it, for those that exist."""
    wanted, found = iter(story_ids), dict[int, int | None]()
    while chunk := list(islice(wanted, _CHUNK)):
        query = select(stories.c.id, stories.c.lead_id).where(stories.c.id.in_(chunk))
        found |= {row.id: row.lead_id for row in conn.execute(query)}
    return found


def members(conn: Connection, story_ids: Iterable[int]) -> dict[int, list[int]]:
    """Story id to the ids of its articles, of whatever age; none for one without articles."""
    wanted, found = iter(story_ids), dict[int, list[int]]()
    while chunk := list(islice(wanted, _CHUNK)):
        query = select(articles.c.id, articles.c.story_id).where(articles.c.story_id.in_(chunk))
        for row in conn.execute(query.order_by(articles.c.id)):
            found.setdefault(row.story_id, []).append(row.id)
    return found


def set_lead(conn: Connection, story_id: int, lead_id: int) -> None:
    """Let another article stand for a story."""
    conn.execute(update(stories).where(stories.c.id == story_id).values(lead_id=lead_id))


def drop_empty(conn: Connection, story_ids: Sequence[int]) -> None:
    """Delete those of the stories that have no article any more."""
    filled = exists().where(articles.c.story_id == stories.c.id)
    wanted = iter(story_ids)
    while chunk := list(islice(wanted, _CHUNK)):
        conn.execute(delete(stories).where(stories.c.id.in_(chunk), ~filled))
