"""Teaching: staff say of twenty recent articles whether the executive would share them.

Asked about is what tells most of all the others (greedy transductive design: Yu, Bi and Tresp
2006, "Active Learning via Transductive Experimental Design"): of the articles of the last week
each time the one whose answer leaves the least doubt about all of them together, by the same
likeness that the learning goes by. So the questions spread over topics and subjects, and none is
about an oddity. The same articles and answers always give the same questions.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
from sqlalchemy import Connection, Engine

from briefing.landscapes import USUAL_SPAN
from briefing.model import Article, Decision, DecisionKind, Person
from briefing.on_record import on_record
from briefing.ranking.candidates import Candidates, Floats, Ints
from briefing.ranking.learning import NOISE, Evidence
from briefing.ranking.pipeline import look_back, sift
from briefing.store import articles, decisions, reading
from briefing.trial import Trial

#: Questions of a round.
ASKED = 20
#: So many of the newest stories are chosen from, and so many of the last lessons are heeded.
CHOSEN_FROM, HEEDED = 600, 100
TAUGHT: tuple[DecisionKind, ...] = ("would_share", "would_pass")


@dataclass(frozen=True)
class Answer:
    """What staff said of one article."""

    decision: Decision
    article: Article

    @property
    def would_share(self) -> bool:
        return self.decision.kind == "would_share"


@dataclass(frozen=True, eq=False)
class Course:
    """What may be asked about: one article a story, newest first, that the voice lets through."""

    articles: Sequence[Article]
    #: How the articles' answers vary together, given what was learned without teaching.
    covariance: Floats

    @cached_property
    def _places(self) -> dict[int, int]:
        return {article.id: place for place, article in enumerate(self.articles)}

    def ahead(self, answered: Collection[int], count: int) -> list[Article]:
        """The next `count` to ask about, the most telling first; `answered` are ids."""
        left = self.covariance.copy()
        open_ = np.ones(len(self.articles), np.bool_)
        for place in (self._places[n] for n in answered if n in self._places):
            open_[place] = False
            learn_of(left, place)
        asked = []
        for _ in range(min(count, int(open_.sum()))):
            told = (left**2).sum(axis=0) / (left.diagonal() + NOISE)
            place = int(np.where(open_, told, -1).argmax())
            open_[place] = False
            learn_of(left, place)
            asked.append(self.articles[place])
        return asked


def course(trial: Trial) -> Course:
    """Lay out what may be asked about, from the articles and decisions that a trial has read."""
    candidates, reader = trial.candidates, trial.reader
    places = askable(candidates, sift(candidates, reader, trial.now) == 0, trial.now)
    evidence, _ = look_back(reader, candidates, trial.now)
    asked = evidence.take(places)
    taught = {answer.decision.article_id for answer in answers(trial)}
    others = [n for n, one in enumerate(reader.lessons) if one.article_id not in taught]
    known = look_back(reader, reader.past, trial.now)[0].take(np.array(others[-HEEDED:], np.int64))
    return Course([candidates.articles[place] for place in places.tolist()], given(known, asked))


def askable(candidates: Candidates, may: Ints, now: datetime) -> Ints:
    """Places of one article a story that `may` be asked about, newest first.

    A story's lead is taken where it may, or else its newest.
    """
    young = candidates.published >= (now - USUAL_SPAN).timestamp()
    free = np.flatnonzero(may & young)
    best = free[np.lexsort((candidates.order[free], -candidates.published[free]))]
    best = best[np.argsort(~candidates.leads[best], kind="stable")]
    first = np.sort(np.unique(candidates.story[best], return_index=True)[1])
    one_each = best[first]
    newest = np.lexsort((candidates.order[one_each], -candidates.published[one_each]))
    return np.asarray(one_each[newest][:CHOSEN_FROM], np.int64)


def given(known: Evidence, asked: Evidence) -> Floats:
    """How the answers about `asked` vary together once those about `known` are in."""
    both = known.and_then(asked)
    covariance = both.alike(both)
    for place in range(len(known)):
        learn_of(covariance, place)
    return covariance[len(known) :, len(known) :].copy()


def learn_of(covariance: Floats, place: int) -> None:
    """Take out, in place, what an answer about one of them tells of all."""
    column = covariance[:, place].copy()
    covariance -= np.outer(column, column / (column[place] + NOISE))


def answers(trial: Trial) -> list[Answer]:
    """What staff taught and nobody took back, since learning began, oldest first."""
    return answers_of(trial.engine, trial.executive.id, since=trial.executive.learning_since)


def answers_of(engine: Engine, executive_id: int, *, since: datetime | None) -> list[Answer]:
    """The same, by the executive's id."""
    with reading(engine) as conn:
        said = [d for d in decisions.standing(conn, executive_id, since=since) if d.kind in TAUGHT]
        found = articles.by_ids(conn, [d.article_id for d in said], opening=True)
    return [Answer(d, found[d.article_id]) for d in said]


def would_share(
    engine: Engine, executive_id: int, article_id: int, *, now: datetime, by: Person
) -> None:
    """Staff say that the executive would share an article; nothing is shared or settled by it."""
    _say(engine, executive_id, article_id, "would_share", now, by)


def would_pass(
    engine: Engine, executive_id: int, article_id: int, *, now: datetime, by: Person
) -> None:
    """Staff say that the executive would pass on an article; it may still be in an edition."""
    _say(engine, executive_id, article_id, "would_pass", now, by)


def _say(
    engine: Engine,
    executive_id: int,
    article_id: int,
    kind: DecisionKind,
    now: datetime,
    by: Person,
) -> None:
    with on_record(engine, by, "voice", executive_id, now=now) as act:
        conn, name = act.conn, act.by.name
        articles.by_id(conn, article_id)
        earlier = _said(conn, executive_id, article_id)
        if any(one.kind == kind for one in earlier):
            return
        for one in earlier:
            decisions.append(
                conn, executive_id, article_id, "undone", at=now, by=name, undoes=one.id
            )
        decisions.append(conn, executive_id, article_id, kind, at=now, by=name)
        act.record(kind, article_id=article_id)


def _said(conn: Connection, executive_id: int, article_id: int) -> list[Decision]:
    found = decisions.standing(conn, executive_id, articles=[article_id])
    return [decision for decision in found if decision.kind in TAUGHT]
