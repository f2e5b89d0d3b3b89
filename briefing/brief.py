"""The edition: built once a day for each executive, then frozen until their midnight.

with reading(engine) as conn: articles, voice, decisions
    → ranking.rank(...) → freeze → the same edition for everybody who opens it
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np
from sqlalchemy import Engine

from briefing.days import local_day
from briefing.landscapes import USUAL_SPAN
from briefing.model import Article, Edition, Executive, Part
from briefing.ranking.outcome import Ranking
from briefing.ranking.taste import TasteLine, clearest, lines_by_outlet, lines_by_topic
from briefing.store import articles, editions, reading, writing
from briefing.trial import Trial, outcome_of

#: What is said of an article that would be in the edition, had it come in before.
TOO_LATE = "It came in after today's edition was made, so it may be in the next."


@dataclass(frozen=True)
class Verdict:
    """What became of one article, and why."""

    article: Article
    #: "chosen", "just missed", "sifted out", or "not considered".
    outcome: str
    #: The reason as a sentence.
    because: str
    score: float = 0.0
    seconds: float = 0.0
    parts: tuple[Part, ...] = ()


def open_edition(engine: Engine, executive: Executive, *, now: datetime) -> Edition:
    """Today's edition: the one that is there, or else a new one, frozen from now on.

    An edition without any item is not frozen: articles may still arrive.
    """
    day = local_day(executive, now)
    with reading(engine) as conn:
        found = editions.find(conn, executive, day)
    if found is not None:
        return found
    built = draft(engine, executive, now=now)
    if not built.items:
        return built
    with writing(engine) as conn:
        editions.freeze(conn, built)
        found = editions.find(conn, executive, day)
    assert found is not None
    return found


def past_edition(engine: Engine, executive: Executive, day: date) -> Edition | None:
    """An earlier day's edition as it was, when there was one."""
    with reading(engine) as conn:
        return editions.find(conn, executive, day)


def draft(engine: Engine, executive: Executive, *, now: datetime) -> Edition:
    """The edition as it would be built now; nothing is kept."""
    return trial(engine, executive, now=now).edition()


def trial(
    engine: Engine, executive: Executive, *, now: datetime, made: Edition | None = None
) -> Trial:
    """What the edition of a moment is made from, to try other voices on.

    With `made`, that edition's own moment counts, and what was known then.
    """
    return Trial(engine, executive, now if made is None else made.built_at, made)


def why(engine: Engine, executive: Executive, reference: str, *, now: datetime) -> Verdict:
    """What became of an article in today's edition, by its number, link or words of its title.

    For an article of today's edition or among its just missed this is what was frozen; for any
    other it is what the ranking would say now. Raises `NotFound`.
    """
    with reading(engine) as conn:
        article = articles.looked_up(conn, reference)
    edition = open_edition(engine, executive, now=now)
    for item in edition.items:
        if item.article.id == article.id:
            return Verdict(article, "chosen", item.why, item.score, item.seconds, item.parts)
    ranking = trial(engine, executive, now=now).ranking()
    places = np.flatnonzero(ranking.candidates.ids == article.id).tolist()
    if not places and article.published < now - USUAL_SPAN:
        return Verdict(article, "sifted out", "It is older than a week, and enough is newer.")
    if not places:
        return Verdict(article, "not considered", "It is not ready yet, or dated in the future.")
    [place] = places
    for missed in edition.just_missed:
        if missed.article.id == article.id:
            parts = ranking.parts(place)
            return Verdict(article, "just missed", missed.because, missed.score, parts=parts)
    verdict = _verdict(ranking, article, place)
    if verdict.outcome == "chosen":
        return replace(verdict, outcome="just missed", because=TOO_LATE)
    return verdict


def judge(engine: Engine, executive: Executive, article_id: int, *, now: datetime) -> Verdict:
    """What the ranking would make of an article now; no edition is opened by asking.

    Raises `NotFound`.
    """
    with reading(engine) as conn:
        article = articles.by_id(conn, article_id)
    ranking = trial(engine, executive, now=now).ranking()
    places = np.flatnonzero(ranking.candidates.ids == article_id).tolist()
    if not places:
        return Verdict(article, "not considered", "It is older than what is looked at for a brief.")
    return _verdict(ranking, article, places[0])


def taste(tried: Trial) -> Sequence[TasteLine]:
    """What was learned from the executive's decisions, the clearest first."""
    reader = tried.reader
    if reader.learned is None:
        return []
    topics = [topic.name for topic in reader.voice.topics]
    by_outlet = lines_by_outlet(reader.learned, reader.past).values()
    return clearest([*by_outlet, *lines_by_topic(reader.learned, topics).values()])


def _verdict(ranking: Ranking, article: Article, place: int) -> Verdict:
    outcome, because = outcome_of(ranking, place)
    score, seconds = float(ranking.scores[place]), ranking.seconds(place)
    return Verdict(article, outcome, because, score, seconds, ranking.parts(place))
