"""Today's candidates for an executive, the best first, and what pins and blocks change.

grounds(…)                    reads, lays out and learns: half a second and more
longlist(grounds, pinned=…)   ranks, for these pins and blocks: a tenth of one
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import numpy as np
from sqlalchemy import Connection, Engine

from briefing import brief
from briefing.model import Article, Edition, Executive, Item, Presentation
from briefing.outlook import Gone, Outlook
from briefing.ranking.candidates import Ints
from briefing.ranking.outcome import CHOSEN, FIRST_FILTER, VERDICTS, Ranking
from briefing.store import curations, presentations
from briefing.trial import Trial, edition_of, kept_out_by, outcome_of

#: So many are listed; nobody looks further down.
MOST = 500


@dataclass(frozen=True)
class Line:
    """One candidate, and what the ranking makes of it."""

    article: Article
    #: From 1: the edition in its order, then what just missed, then what was sifted out.
    place: int
    #: One of `briefing.ranking.outcome.VERDICTS`.
    outcome: str
    #: What that means for it, as a sentence; "" for the edition's own.
    because: str
    #: What speaks for it, as a sentence.
    why: str
    #: The topic of the voice that it is about most, or "".
    topic: str


@dataclass(frozen=True, eq=False)
class Grounds:
    """All that ranking needs and no pin or block changes."""

    trial: Trial

    def lacking(self, ids: Collection[int]) -> frozenset[int]:
        """Those of some articles that are not among the candidates, as they are too old."""
        return frozenset(ids) - set(self.trial.candidates.ids.tolist())


@dataclass(frozen=True, eq=False)
class Longlist:
    """The candidates as they stand, with some articles pinned and some blocked."""

    #: What they were ranked from.
    grounds: Grounds
    ranking: Ranking
    lines: Sequence[Line]
    #: How many more there are that are not listed.
    more: int

    @cached_property
    def draft(self) -> Edition:
        """The edition as it would be made now, not yet in the staff's words (see `dressed`)."""
        return edition_of(self.ranking, self.grounds.trial.executive, self.grounds.trial.now)

    @cached_property
    def changed(self) -> Outlook:
        """The edition against the one that the ranking alone would make, without the staff."""
        nothing: frozenset[int] = frozenset()
        grounds, ranking = _ranked(self.grounds, nothing, nothing)
        alone = edition_of(ranking, grounds.trial.executive, grounds.trial.now)
        was = {item.article.id: item.position for item in alone.items}
        drafted = {item.article.id: item.position for item in self.draft.items}
        return Outlook(
            self.draft,
            alone,
            frozenset(drafted.keys() - was.keys()),
            tuple(
                Gone(item.article, kept_out_by(self.ranking, item.article))
                for item in alone.items
                if item.article.id not in drafted
            ),
            {n: was[n] for n, place in drafted.items() if n in was and was[n] != place},
        )

    def judged(self, article_id: int) -> tuple[Item, str, str] | None:
        """An article as an item, and what became of it (see `outcome_of`); None: no candidate."""
        places = np.flatnonzero(self.ranking.candidates.ids == article_id).tolist()
        if not places:
            return None
        return self.ranking.item(places[0], 0), *outcome_of(self.ranking, places[0])


def grounds(engine: Engine, executive: Executive, *, now: datetime) -> Grounds:
    """Read and learn what a ranking of the moment `now` (aware) takes."""
    trial = brief.trial(engine, executive, now=now)
    assert trial.reader  # It is read when it is first asked for, and that is to be here.
    return Grounds(trial)


def longlist(
    grounds: Grounds, *, pinned: Collection[int], blocked: Collection[int], most: int = MOST
) -> Longlist:
    """At most so many candidates, and all that were pinned or blocked."""
    grounds, ranking = _ranked(grounds, frozenset(pinned), frozenset(blocked))
    places = _in_order(ranking)
    held = np.isin(ranking.candidates.ids[places], [*pinned, *blocked])
    listed = places[held | (np.arange(len(places)) < most)]
    lines = tuple(_lines(grounds, ranking, listed))
    return Longlist(grounds, ranking, lines, len(places) - len(lines))


def dressed(conn: Connection, items: Sequence[Item]) -> tuple[Item, ...]:
    """Items of a draft as their cards will show them: with the staff's words and note."""
    ids = [item.article.id for item in items]
    notes, shown = curations.annotations(conn, ids), presentations.newest(conn, ids)
    usual = Presentation()
    return tuple(
        replace(
            item,
            note=notes.get(item.article.id, ""),
            shown=shown.get(item.article.id, usual),
            key_points=shown.get(item.article.id, usual).key_points or item.key_points,
        )
        for item in items
    )


def _ranked(
    grounds: Grounds, pinned: frozenset[int], blocked: frozenset[int]
) -> tuple[Grounds, Ranking]:
    """As `Trial.ranking`, for other words of the staff than those that were read."""
    trial, ranking = grounds.trial.ranked_for(
        lambda of: replace(of.reader, pinned=pinned, blocked=blocked)
    )
    return Grounds(trial), ranking


def _in_order(ranking: Ranking) -> Ints:
    """All candidates: the edition, what just missed, what was sifted out, each the best first."""
    verdict = ranking.verdict
    part = np.select([verdict == VERDICTS.index(CHOSEN), verdict < FIRST_FILTER], [0, 1], 2)
    order = np.lexsort((ranking.candidates.order, -ranking.scores, part))
    return np.concatenate([ranking.places, order[part[order] > 0]]).astype(np.int64)


def _lines(grounds: Grounds, ranking: Ranking, places: Ints) -> Iterator[Line]:
    reader, articles = grounds.trial.reader, ranking.candidates.articles
    names = [*(topic.name for topic in reader.voice.topics), ""]
    about = reader.main_topic(ranking.candidates)
    for number, place in enumerate(places.tolist(), 1):
        outcome, because = outcome_of(ranking, place)
        yield Line(
            article=articles[place],
            place=number,
            outcome=VERDICTS[ranking.verdict[place]],
            because="" if outcome == CHOSEN else because,
            why=ranking.why(place),
            topic=names[about[place]],
        )
