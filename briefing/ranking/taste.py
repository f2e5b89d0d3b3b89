"""What an executive's taps teach about outlets and topics.

An article teaches once, however many taps it got: shared +2, opened +1, later 0, passed −1,
summed over the kinds of taps and kept within −1..2 (as in lihor-hub/news-dashboard). A pass with
"seen it" is no dislike, and one with "mute this outlet" says nothing about the topic. Decisions
that were taken back teach nothing.

The leaning of an outlet or topic is

    Σ points · fading  /  (Σ |points| · fading + 4),    fading = ½ ^ (days / 60)

between −1 and 1. The 4 is the shrinkage: evidence worth four taps of "nothing in particular", as
if it had always been there. One pass moves a leaning to −0.20 and one share to 0.33, so no tap
dominates; five passes make −0.56 and five shares 0.71, so a handful matters, and ±1 is never
reached. After two months without taps a leaning has lost about half of its evidence.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import numpy as np

from briefing.model import Article, Decision
from briefing.ranking.candidates import Floats, Ints

POINTS = {"shared": 2, "opened": 1, "passed": -1}
SHRINKAGE = 4.0
HALF_LIFE_DAYS = 60.0
#: How a leaning of the topic and one of the outlet make up an article's.
TOPIC_SHARE, OUTLET_SHARE = 0.6, 0.4
#: A line is shown from so many articles, and from so clear a leaning.
SHOWN_TIMES, SHOWN_LEANING = 3, 0.25

FacetKind = Literal["outlet", "topic"]
OUTLET: FacetKind = "outlet"
TOPIC: FacetKind = "topic"
#: A kind of thing that is learned about, and its name.
Facet = tuple[FacetKind, str]
#: What an article came to in the end.
Outcome = Literal["shared", "opened", "passed", "left"]


@dataclass(frozen=True)
class TasteLine:
    """What was learned about one outlet or topic, in numbers and words."""

    kind: FacetKind
    name: str
    shared: int
    opened: int
    passed: int
    #: -1 (passes on all of it) to 1, time left aside.
    leaning: float

    @property
    def times(self) -> int:
        """How many articles taught it."""
        return self.shared + self.opened + self.passed

    @property
    def sentence(self) -> str:
        """For instance "you pass on “Deal gossip” 6 of 7 times"; completes "Here because …" too."""
        from_it = "stories from" if self.kind == OUTLET else "stories on"
        if self.leaning < 0:
            verb, count = "pass on", self.passed
        elif self.shared:
            verb, count = "share", self.shared
        else:
            verb, count = "open", self.opened
        often = "the one time so far" if self.times == 1 else f"{count} of {self.times} times"
        return f"you {verb} {from_it} “{self.name}” {often}"


@dataclass(frozen=True, eq=False)
class Taste:
    """What was learned, one entry a lesson: an article's points about one of its facets."""

    facets: tuple[Facet, ...]
    #: Of each lesson: the place of its facet, its points, and when (Unix seconds).
    facet: Ints
    points: Floats
    at: Floats
    #: Of each facet: how many articles ended so.
    counts: tuple[Mapping[Outcome, int], ...]

    @classmethod
    def of(
        cls,
        decisions: Iterable[Decision],
        articles: Mapping[int, Article],
        topics: Mapping[int, str],
        *,
        since: datetime | None = None,
    ) -> "Taste":
        """Learn from one executive's decisions, taken back ones included.

        `topics` names the main topic of those articles (by id) that have one. Decisions before
        `since` are not learned from: that is how a reset is done.
        """
        start = since or datetime.min.replace(tzinfo=UTC)
        lessons: list[tuple[Facet, float, float]] = []
        counts: dict[Facet, dict[Outcome, int]] = defaultdict(lambda: defaultdict(int))
        for number, taps in by_article(standing(decisions)).items():
            taught = [d for d in taps if d.at >= start and d.reason != "seen_it"]
            if number not in articles or not any(d.kind in POINTS for d in taught):
                continue
            points, at = points_of(taught), max(d.at for d in taught).timestamp()
            for facet in facets_of(articles[number], topics.get(number), taught):
                lessons.append((facet, points, at))
                counts[facet][outcome(taught)] += 1
        facets = tuple(sorted(counts))
        place = {facet: number for number, facet in enumerate(facets)}
        return cls(
            facets,
            np.array([place[facet] for facet, _, _ in lessons], np.int64),
            np.array([points for _, points, _ in lessons], np.float64),
            np.array([at for _, _, at in lessons], np.float64),
            tuple(dict(counts[facet]) for facet in facets),
        )

    def leanings(self, now: datetime) -> Mapping[Facet, float]:
        """Of each facet, between -1 and 1."""
        fading = np.exp2(-np.maximum(now.timestamp() - self.at, 0) / (86_400 * HALF_LIFE_DAYS))
        return dict(zip(self.facets, self._shrunk(fading).tolist(), strict=True))

    def _shrunk(self, fading: Floats) -> Floats:
        size = len(self.facets)
        total = np.bincount(self.facet, self.points * fading, minlength=size)
        weight = np.bincount(self.facet, np.abs(self.points) * fading, minlength=size)
        return np.asarray(total / (weight + SHRINKAGE), np.float64)

    def lines_by_facet(self) -> Mapping[Facet, TasteLine]:
        """Everything that was learned, in the order of `leanings`."""
        leanings = self._shrunk(np.ones(len(self.at))).tolist()
        return {
            (kind, name): TasteLine(
                kind,
                name,
                shared=count.get("shared", 0),
                opened=count.get("opened", 0),
                passed=count.get("passed", 0),
                leaning=leaning,
            )
            for (kind, name), count, leaning in zip(self.facets, self.counts, leanings, strict=True)
        }

    def lines(self) -> list[TasteLine]:
        """What is clear enough to be shown, the clearest first."""
        clear = (
            line
            for line in self.lines_by_facet().values()
            if line.times >= SHOWN_TIMES and abs(line.leaning) >= SHOWN_LEANING
        )
        return sorted(clear, key=lambda line: (-abs(line.leaning), line.kind, line.name))


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Without the decisions that were taken back, and without the taking back; oldest first."""
    taken_back: set[int | None] = set()
    kept = []
    for decision in sorted(decisions, key=lambda d: (d.at, d.id), reverse=True):
        if decision.id in taken_back:
            continue
        if decision.kind == "undone":
            taken_back.add(decision.undoes)
        else:
            kept.append(decision)
    return kept[::-1]


def by_article(decisions: Iterable[Decision]) -> Mapping[int, list[Decision]]:
    found: dict[int, list[Decision]] = defaultdict(list)
    for decision in decisions:
        found[decision.article_id].append(decision)
    return found


def points_of(taps: Sequence[Decision]) -> float:
    """The points of one article's taps, -1 to 2."""
    kinds = {decision.kind for decision in taps}
    return max(-1, min(2, sum(POINTS.get(kind, 0) for kind in kinds)))


def outcome(taps: Sequence[Decision]) -> Outcome:
    kinds = {decision.kind for decision in taps}
    order: tuple[Outcome, ...] = ("shared", "passed", "opened")
    return next((kind for kind in order if kind in kinds), "left")


def facets_of(article: Article, topic: str | None, taps: Sequence[Decision]) -> list[Facet]:
    facets: list[Facet] = [(OUTLET, article.outlet.name)]
    if topic is not None and not any(decision.reason == "mute_outlet" for decision in taps):
        facets.append((TOPIC, topic))
    return facets
