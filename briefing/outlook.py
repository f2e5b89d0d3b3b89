"""What the next brief would be like with the voice that holds now, against today's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from briefing import brief
from briefing.days import local_day
from briefing.decide import standings
from briefing.model import Article, Edition, Executive
from briefing.store import reading


@dataclass(frozen=True)
class Gone:
    """An article of today's edition that would not be in the next one."""

    article: Article
    #: Why, as a sentence, as far as that is known; else "".
    because: str


@dataclass(frozen=True)
class Outlook:
    """A draft of the next edition, and how it differs from today's."""

    draft: Edition
    #: None before today's edition has been made.
    today: Edition | None
    #: Ids of the draft's articles that are not in today's edition.
    new: frozenset[int]
    gone: Sequence[Gone]


def made_today(engine: Engine, executive: Executive, *, now: datetime) -> Edition | None:
    """Today's edition when it has been made, and so is frozen."""
    return brief.past_edition(engine, executive, local_day(executive, now))


def outlook(engine: Engine, executive: Executive, *, now: datetime) -> Outlook:
    """Draft an edition as of `now` and hold it against today's; nothing is kept."""
    draft = brief.draft(engine, executive, now=now)
    today = made_today(engine, executive, now=now)
    if today is None:
        return Outlook(draft, None, frozenset(), ())
    old = {item.article.id for item in today.items}
    new = frozenset(item.article.id for item in draft.items) - old
    return Outlook(draft, today, new, tuple(_gone(engine, executive, today, draft)))


def _gone(engine: Engine, executive: Executive, today: Edition, draft: Edition) -> Iterator[Gone]:
    stays = {item.article.id for item in draft.items}
    missed = {one.article.id: one.because for one in draft.just_missed}
    left = [item.article for item in today.items if item.article.id not in stays]
    with reading(engine) as conn:
        ids = [article.id for article in left]
        standing = standings(conn, executive.id, ids, since=today.built_at)
    for article in left:
        dealt = standing[article.id].settled is not None
        yield Gone(article, "Dealt with." if dealt else missed.get(article.id, ""))
