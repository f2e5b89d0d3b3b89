"""The nightly repair: the stories of the last days are looked at again, all together.

Articles move to the story where they fit better. A story keeps its number where most of
its articles come from, and its lead as long as that is among them. Editions are frozen:
what they say does not change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from briefing.model import Article
from briefing.store import articles, facts, reading, stories, writing
from briefing.stories import Stories, lead
from briefing.stories.reading import read

#: How far back stories are looked at again: as far as one can still gain articles.
SPAN = timedelta(days=5)
#: A repair is due when the last one is so long ago; a little less than a day, so that one
#: at the same hour every day is never late.
EVERY = timedelta(hours=20)
#: Where the time of the last repair is remembered.
_LAST = "stories_repaired"


@dataclass(frozen=True)
class Repaired:
    """What a repair did."""

    #: How many articles were looked at, and how many of them are in another story now.
    articles: int = 0
    moved: int = 0


def repair_if_due(engine: Engine, *, now: datetime) -> Repaired:
    """Repair, unless that was done within the last 20 hours."""
    with reading(engine) as conn:
        last = facts.recall(conn, _LAST)
    if last is not None and timedelta() <= now - datetime.fromisoformat(last) < EVERY:
        return Repaired()
    return repair(engine, now=now)


def repair(engine: Engine, *, now: datetime) -> Repaired:
    """Look again at the stories of the last five days, in one transaction."""
    with reading(engine) as conn:
        recent = articles.recent_in_stories(conn, now - SPAN)
    wanted = _better(sorted(recent, key=lambda a: (a.first_seen, a.published, a.id)))
    with writing(engine) as conn:
        moved = _move(conn, recent, wanted, now)
        facts.remember(conn, _LAST, now.isoformat())
    return Repaired(len(recent), moved)


def _better(recent: Sequence[Article]) -> dict[int, int]:
    """Article id to the story it should be in; numbers that no story has are for new ones."""
    from briefing.stories.repair import repaired

    readings = [read(article) for article in recent]
    # Grouped once more as they came, only to learn which are one form filled in anew.
    arriving = Stories()
    for one in readings:
        arriving.place(one)
    present = [article.story_id or 0 for article in recent]
    found = repaired(readings, present, arriving.apart)
    return {article.id: story for article, story in zip(recent, found, strict=True)}


def _move(
    conn: Connection, recent: Sequence[Article], wanted: Mapping[int, int], now: datetime
) -> int:
    """Write down what is different; what was put elsewhere in the meantime stays there."""
    present = articles.by_ids(conn, wanted, opening=True)
    as_read = {article.id: article.story_id for article in recent}
    known = {article.story_id for article in recent}
    moving: dict[int, list[Article]] = {}
    for article_id, story in wanted.items():
        article = present.get(article_id)
        if article is not None and as_read[article_id] == article.story_id != story:
            moving.setdefault(story, []).append(article)
    story_of: dict[int, int] = {}
    for story, members in moving.items():
        number = story if story in known else articles.open_story(conn, lead(members), now=now)
        story_of |= {article.id: number for article in members}
    stories.move(conn, story_of)
    touched = {as_read[article_id] for article_id in story_of} - {None}
    _mind_leads(conn, sorted({*story_of.values(), *(story for story in touched if story)}))
    return len(story_of)


def _mind_leads(conn: Connection, story_ids: Sequence[int]) -> None:
    """Stories that lost their lead get another; those that lost all their articles end."""
    members = stories.members(conn, story_ids)
    present = stories.leads(conn, story_ids)
    leaderless = {s: ids for s, ids in members.items() if present.get(s) not in ids}
    known = articles.by_ids(conn, [i for ids in leaderless.values() for i in ids], opening=True)
    for story_id, ids in leaderless.items():
        stories.set_lead(conn, story_id, lead([known[article_id] for article_id in ids]))
    stories.drop_empty(conn, story_ids)
