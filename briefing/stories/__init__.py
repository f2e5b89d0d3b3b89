"""Articles about one event, across outlets, become one story."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.model import Article
from briefing.stories.clustering import Stories
from briefing.stories.lead import lead

__all__ = ["Grouping", "Stories", "group", "lead"]


@dataclass(frozen=True)
class Grouping:
    """Where a new article goes."""

    article_id: int
    #: The story that exists already, or None for a new one.
    story_id: int | None
    #: The same number for articles of one story, new or not; means nothing elsewhere.
    group: int


def group(new: Sequence[Article], recent: Sequence[Article]) -> list[Grouping]:
    """Find the story of each new article, in the order in which they were given.

    `recent` are the articles of about the last 120 hours, whose `story_id` says where
    they are; those without one are left out. Existing stories only grow. Nothing here
    reads a clock: the articles' own times count.
    """
    stories = Stories()
    group_of: dict[int, int] = {}
    for article in sorted(recent, key=_arrival):
        if article.story_id is not None:
            known = group_of.get(article.story_id)
            group_of[article.story_id] = stories.learn(article, known)
    joined = {article.id: stories.assign(article) for article in sorted(new, key=_arrival)}
    stories.settle()
    story_of = {number: story for story, number in group_of.items()}
    standing = {article.id: stories.standing(joined[article.id]) for article in new}
    return [
        Grouping(article.id, story_of.get(standing[article.id]), standing[article.id])
        for article in new
    ]


def _arrival(article: Article) -> tuple[datetime, datetime, int]:
    return article.first_seen, article.published, article.id
