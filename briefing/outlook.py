"""What the next brief, or today's, would be like with another voice, against today's."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine

from briefing import brief
from briefing.days import local_day
from briefing.model import Article, Edition, Executive, Voice
from briefing.standings import standings
from briefing.store import reading
from briefing.trial import Trial, edition_of, kept_out_by


@dataclass(frozen=True)
class Gone:
    """An article of today's edition that would not be in the other one."""

    article: Article
    #: Why, as a sentence, as far as that is known; else "".
    because: str


@dataclass(frozen=True)
class Outlook:
    """A draft of an edition, and how it differs from today's."""

    draft: Edition
    #: None before today's edition has been made.
    today: Edition | None
    #: Ids of the draft's articles that are not in today's edition.
    new: frozenset[int]
    gone: Sequence[Gone]
    #: Article id to its place in today's edition, for those of the draft that stand elsewhere.
    moved: Mapping[int, int] = field(default_factory=dict)

    @property
    def same(self) -> bool:
        """Whether nothing differs, not even the order."""
        return not (self.new or self.gone or self.moved)


def made_today(engine: Engine, executive: Executive, *, now: datetime) -> Edition | None:
    """Today's edition when it has been made, and so is frozen."""
    return brief.past_edition(engine, executive, local_day(executive, now))


def outlook(engine: Engine, executive: Executive, *, now: datetime) -> Outlook:
    """Draft an edition as of `now` and hold it against today's; nothing is kept."""
    return next_brief(brief.trial(engine, executive, now=now))


def next_brief(trial: Trial) -> Outlook:
    """The same, where all has been read."""
    ranking = trial.ranking()
    draft = edition_of(ranking, trial.executive, trial.now)
    today = made_today(trial.engine, trial.executive, now=trial.now)
    if today is None:
        return Outlook(draft, None, frozenset(), ())
    dealt = _dealt_with(trial, today)
    return _against(
        today,
        draft,
        lambda one: "Dealt with." if one.id in dealt else kept_out_by(ranking, one),
    )


def tried(trial: Trial, voice: Voice) -> Outlook:
    """Today's edition, had it been made with another voice, against today's as it is.

    Before it has been made, that is the one that the voice which holds would make.
    """
    ranking = trial.ranking(voice)
    draft = edition_of(ranking, trial.executive, trial.now)
    today = trial.made or trial.edition()
    return _against(today, draft, lambda one: kept_out_by(ranking, one))


def _against(today: Edition, draft: Edition, because: Callable[[Article], str]) -> Outlook:
    was = {item.article.id: item.position for item in today.items}
    drafted = {item.article.id: item.position for item in draft.items}
    return Outlook(
        draft,
        today,
        frozenset(drafted.keys() - was.keys()),
        tuple(_gone(today, drafted, because)),
        {n: was[n] for n, place in drafted.items() if n in was and was[n] != place},
    )


def _gone(
    today: Edition, drafted: Mapping[int, int], because: Callable[[Article], str]
) -> Iterator[Gone]:
    for item in today.items:
        if item.article.id not in drafted:
            yield Gone(item.article, because(item.article))


def _dealt_with(trial: Trial, today: Edition) -> frozenset[int]:
    """Ids of the edition's articles that were shared, passed or kept since it was made."""
    ids = [item.article.id for item in today.items]
    with reading(trial.engine) as conn:
        found = standings(conn, trial.executive.id, ids, since=today.built_at)
    return frozenset(n for n, standing in found.items() if standing.settled is not None)
