"""The edition: built once a day for each executive, then frozen until their midnight.

with reading(engine) as conn: articles, voice, decisions
    → ranking.rank(...) → freeze → the same edition for everybody who opens it
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import numpy as np
from sqlalchemy import Connection, Engine

from briefing.days import local_day
from briefing.model import Article, Edition, Executive, Part
from briefing.ranking.candidates import Candidates
from briefing.ranking.compose import RULES
from briefing.ranking.filters import FILTERS
from briefing.ranking.outcome import FIRST_FILTER, FIRST_RULE, VERDICTS, Ranking
from briefing.ranking.pipeline import ENOUGH, rank
from briefing.ranking.reader import LEARNED_FROM, Reader
from briefing.ranking.space import TextSpace, article_text
from briefing.ranking.taste import TasteLine
from briefing.store import articles, curations, decisions, editions, executives, reading, writing
from briefing.store.curations import CurationKind
from briefing.voice import from_dict

#: Articles younger than this are looked at first; only a desk with too few of them looks further.
USUAL_SPAN = timedelta(days=7)

#: How many articles that came close are kept with the edition.
MISSED_SHOWN = 20

#: What is said of an article that would be in the edition, had it come in before.
TOO_LATE = "It came in after today's edition was made, so it may be in the next."

BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)


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
    ranking = _rank(engine, executive, now)
    return Edition(
        id=0,
        executive=executive,
        day=local_day(executive, now),
        built_at=now,
        items=ranking.chosen,
        just_missed=ranking.just_missed(MISSED_SHOWN),
        window=ranking.window,
        considered=len(ranking.candidates),
        sifted=dict(ranking.sifted),
    )


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
    ranking = _rank(engine, executive, now)
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
    ranking = _rank(engine, executive, now)
    places = np.flatnonzero(ranking.candidates.ids == article_id).tolist()
    if not places:
        return Verdict(article, "not considered", "It is older than what is looked at for a brief.")
    return _verdict(ranking, article, places[0])


def taste_of(engine: Engine, executive: Executive, *, now: datetime) -> Sequence[TasteLine]:
    """What was learned from the executive's decisions, the clearest first."""
    with reading(engine) as conn:
        found = articles.candidates(conn, since=now - USUAL_SPAN, until=now)
        reader = _reader(conn, executive, TextSpace.fit(map(article_text, found)))
    return reader.taste.lines()


def _verdict(ranking: Ranking, article: Article, place: int) -> Verdict:
    verdict = int(ranking.verdict[place])
    if verdict >= FIRST_FILTER:
        outcome, because = "sifted out", FILTERS[verdict - FIRST_FILTER].because
    elif verdict >= FIRST_RULE:
        outcome, because = "just missed", RULES[VERDICTS[verdict]]
    else:
        outcome, because = "chosen", ranking.why(place)
    score, seconds = float(ranking.scores[place]), ranking.seconds(place)
    return Verdict(article, outcome, because, score, seconds, ranking.parts(place))


def _rank(engine: Engine, executive: Executive, now: datetime) -> Ranking:
    """Rank the last week's articles, or all when those would leave the edition half empty."""
    ranking = _rank_since(engine, executive, now - USUAL_SPAN, now)
    budget = executive.minutes * 60
    if sum(item.seconds for item in ranking.chosen) >= ENOUGH * budget:
        return ranking
    return _rank_since(engine, executive, BEGINNING, now)


def _rank_since(engine: Engine, executive: Executive, since: datetime, now: datetime) -> Ranking:
    with reading(engine) as conn:
        pinned = _curated(conn, executive, "pinned")
        found = articles.candidates(conn, since=since, until=now, also=pinned)
        candidates = Candidates.of(found)
        reader = _reader(conn, executive, candidates.space)
    return rank(
        candidates,
        reader,
        now=now,
        budget_seconds=executive.minutes * 60.0,
        full_articles=executive.full_articles,
    )


def _reader(conn: Connection, executive: Executive, space: TextSpace) -> Reader:
    done = decisions.standing(conn, executive.id)
    lately = dict.fromkeys(decision.article_id for decision in reversed(done))
    return Reader.of(
        executive,
        from_dict(executives.voice(conn, executive.id)),
        done,
        articles.by_ids(conn, islice(lately, LEARNED_FROM), opening=True),
        space=space,
        since=executive.learning_since,
        pinned=_curated(conn, executive, "pinned"),
        blocked=_curated(conn, executive, "blocked"),
    )


def _curated(conn: Connection, executive: Executive, kind: CurationKind) -> list[int]:
    words = curations.holding(conn, executive.id)
    return [article_id for article_id, word in words.items() if word == kind]
