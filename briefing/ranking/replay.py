"""Check the ranking on a history: day by day, learning as it goes, with no look into the future.

Four ways to order a day's articles are compared: newest first; by how many of the voice's words
stand in them; as Take Five does without learning; and as it does. The articles of a day are ranked
one by one: stories and the budget of minutes are left aside, since a log says only what was
wanted; what the voice mutes comes last.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from briefing.model import Article, Decision, DecisionKind, Executive, Voice
from briefing.ranking.candidates import Candidates, Flags, Floats, Ints, learned_from
from briefing.ranking.filters import not_muted_outlet, not_muted_word
from briefing.ranking.landscape import LANDMARKS, Landscape
from briefing.ranking.match import hits, principle, topic
from briefing.ranking.measures import Quality, mean, quality
from briefing.ranking.pipeline import curious, learn, score
from briefing.ranking.reader import Reader

NEWEST, KEYWORDS, WITHOUT, WITH = "newest_first", "keywords", "without_learning", "take_five"
WAYS = (NEWEST, KEYWORDS, WITHOUT, WITH)
#: Items of an edition.
SHOWN = 6
#: From this day on, counted from 1, learning has had time.
LATER_DAYS = 6
#: The landscape is learned anew when the articles seen have grown by so much.
GROWTH = 1.2

READER = Executive(1, "Replay")


@dataclass(frozen=True)
class Day:
    """What there was to choose from at one moment, and what became of it."""

    now: datetime
    voice: Voice
    articles: Sequence[Article]
    #: Ids of the articles shared, and passed on.
    shared: frozenset[int]
    passed: frozenset[int]


@dataclass(frozen=True)
class Simulation:
    """Only what is shown is judged, and some of the answers are wrong."""

    seed: int
    #: Share of the answers that are turned round.
    noise: float = 0.1


@dataclass(frozen=True)
class DayResult:
    """How well each way did on one day."""

    now: datetime
    #: Empty where nothing was to be found.
    by_way: Mapping[str, Quality]
    #: Articles that were shared, and Take Five's place for each, from 1 on.
    ranks: Mapping[int, int]


@dataclass
class _Desk:
    """What has been seen so far."""

    #: Newest last.
    articles: dict[int, Article] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    landscape: Landscape | None = None
    fitted_on: int = 0

    def see(self, articles: Iterable[Article]) -> Landscape:
        """Take in the day's articles; gives the landscape to rank them in."""
        for article in articles:
            self.articles.pop(article.id, None)
            self.articles[article.id] = article
        if self.landscape is None or len(self.articles) > GROWTH * self.fitted_on:
            newest = list(self.articles.values())[-LANDMARKS:]
            self.landscape, _ = learned_from(newest)
            self.fitted_on = len(self.articles)
        return self.landscape

    def decide(self, kind: DecisionKind, ids: Iterable[int], now: datetime) -> None:
        for number in ids:
            self.decisions.append(Decision(len(self.decisions) + 1, READER.id, number, kind, now))


def replay(
    days: Iterable[Day], *, shown: int = SHOWN, simulation: Simulation | None = None
) -> Iterator[DayResult]:
    """Rank each day with what was known before it, then learn from it; days in order of time.

    With a `simulation`, `shared` stands for what the executive would share: only the first
    `shown` articles of Take Five's own order are judged, and only that is learned from.
    """
    desk = _Desk()
    chance = np.random.default_rng(simulation.seed if simulation else 0)
    for day in days:
        if not day.articles:
            yield DayResult(day.now, {}, {})
            continue
        candidates = Candidates.of(day.articles, desk.see(day.articles))
        orders = {
            way: order(candidates, _scores(way, candidates, day, desk, shown)) for way in WAYS
        }
        wanted = np.isin(candidates.ids, list(day.shared))
        yield _result(day, candidates, orders, wanted, shown)
        if simulation is None:
            desk.decide("shared", sorted(day.shared), day.now)
            desk.decide("passed", sorted(day.passed), day.now)
        else:
            first = orders[WITH][:shown]
            liked = wanted[first] ^ (chance.random(len(first)) < simulation.noise)
            desk.decide("shared", candidates.ids[first[liked]].tolist(), day.now)
            desk.decide("passed", candidates.ids[first[~liked]].tolist(), day.now)


def _result(
    day: Day, candidates: Candidates, orders: Mapping[str, Ints], wanted: Flags, shown: int
) -> DayResult:
    measured = {way: quality(wanted[places], shown) for way, places in orders.items()}
    ids = candidates.ids[orders[WITH]].tolist()
    return DayResult(
        now=day.now,
        by_way={way: found for way, found in measured.items() if found is not None},
        ranks={number: rank for rank, number in enumerate(ids, start=1) if number in day.shared},
    )


def _scores(way: str, candidates: Candidates, day: Day, desk: _Desk, shown: int) -> Floats:
    if way == NEWEST:
        return candidates.published
    if way == KEYWORDS:
        return keywords(candidates, day.voice)
    decisions = desk.decisions if way == WITH else []
    reader = Reader.of(READER, day.voice, decisions, desk.articles, landscape=candidates.landscape)
    reader = learn(reader, day.now)
    muted = np.zeros(len(candidates), np.bool_)
    for keeps in (not_muted_outlet, not_muted_word):
        muted |= ~keeps(candidates, reader, day.now, float("inf"))
    scored = score(candidates, reader, day.now)
    left = ~muted
    first = order(candidates, np.where(muted, -np.inf, scored.scores))[:shown]
    left[first] = False
    tried = curious(candidates, reader, scored, first, left)
    scores = scored.scores if tried is None else tried.scored.scores
    return np.asarray(np.where(muted, -np.inf, scores), np.float64)


def keywords(candidates: Candidates, voice: Voice) -> Floats:
    """How many of the voice's names and words stand in each candidate."""
    subjects = [*map(topic, voice.topics), *map(principle, voice.principles)]
    if not subjects:
        return np.zeros(len(candidates))
    return np.asarray(hits(candidates, subjects).sum(axis=0), np.float64)


def order(candidates: Candidates, scores: Floats) -> Ints:
    """Places of the candidates, best first; equal ones by link."""
    return np.asarray(np.lexsort((candidates.order, -scores)), np.int64)


def summary(days: Sequence[DayResult]) -> Mapping[str, Mapping[str, Quality | None]]:
    """Each way's mean over all days, and over the sixth and later."""
    return {
        way: {
            "all": mean([day.by_way[way] for day in days if day.by_way]),
            "from_day_6": mean([day.by_way[way] for day in days[LATER_DAYS - 1 :] if day.by_way]),
        }
        for way in WAYS
    }
