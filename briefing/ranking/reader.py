"""The executive as the ranking sees them: the voice, and what they did."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from scipy import sparse

from briefing.articles.own_content import owns
from briefing.model import Article, Decision, Executive, Voice
from briefing.ranking.candidates import Candidates, Flags, Floats, Ints
from briefing.ranking.landscape import Landscape
from briefing.ranking.learning import Learned
from briefing.ranking.lessons import Lesson, lessons, standing
from briefing.ranking.match import main_topic, match, topic
from briefing.ranking.space import article_text

#: Articles done with: they do not come again.
HANDLED = ("shared", "opened", "passed")
#: So many of the newest shares are compared with for novelty,
REMEMBERED_SHARES = 50
#: each by its strongest terms, which carry nine tenths of a comparison and cost a fraction.
REMEMBERED_TERMS = 40
#: So many of the articles last decided on are learned from: a year of seven a working day.
LEARNED_FROM = 2_000
#: Within these a weight counts as it is set; outside it is the nearest of them.
WEIGHTS = (0.0, 3.0)


@dataclass(frozen=True, eq=False)
class Shared:
    """The newest shared articles."""

    titles: tuple[str, ...]
    #: Unix seconds of the share.
    at: Floats
    #: Their rows in the text space.
    rows: sparse.csr_array


@dataclass(frozen=True, eq=False)
class Reader:
    """Who the edition is for."""

    voice: Voice
    shared: Shared
    #: What their taps teach, and the articles which do so, in the same order.
    lessons: tuple[Lesson, ...]
    past: Candidates
    #: IANA name of their time zone.
    zone: str = "UTC"
    #: What came of the lessons; None until somebody has worked it out.
    learned: Learned | None = None
    #: Ids of articles that are done with, that the desk forces in, and that it keeps out.
    handled: frozenset[int] = frozenset()
    pinned: frozenset[int] = frozenset()
    blocked: frozenset[int] = frozenset()
    #: Topics found in candidates, which are asked for more than once in a ranking.
    _matched: WeakKeyDictionary[Candidates, Floats] = field(
        default_factory=WeakKeyDictionary, init=False, repr=False
    )

    @classmethod
    def of(
        cls,
        executive: Executive,
        voice: Voice,
        decisions: Sequence[Decision],
        articles_by_id: Mapping[int, Article],
        *,
        landscape: Landscape,
        since: datetime | None = None,
        pinned: Collection[int] = (),
        blocked: Collection[int] = (),
    ) -> "Reader":
        """Bring together what is known of an executive.

        `decisions` may be anybody's, only the executive's count, and those that were taken back
        do not. `articles_by_id` holds the articles decided on; one that is missing is not learned
        from but stays handled. `landscape` must be the candidates'. What lies before `since`
        teaches nothing.
        """
        mine = [d for d in decisions if d.executive_id == executive.id]
        stands = standing(mine)
        lately = list(dict.fromkeys(d.article_id for d in reversed(stands)))[:LEARNED_FROM]
        known = {number for number in lately if number in articles_by_id}
        taught = lessons(stands, known, since=since)
        return cls(
            voice=voice,
            shared=shared_of(stands, articles_by_id, landscape),
            lessons=tuple(taught),
            past=Candidates.of([articles_by_id[lesson.article_id] for lesson in taught], landscape),
            zone=executive.zone,
            handled=frozenset(d.article_id for d in stands if d.kind in HANDLED),
            pinned=frozenset(pinned),
            blocked=frozenset(blocked),
        )

    def place_of(self, article_id: int) -> int:
        """The place of an article that taught something, in `past`."""
        return self._places[article_id]

    @cached_property
    def _places(self) -> Mapping[int, int]:
        return {lesson.article_id: place for place, lesson in enumerate(self.lessons)}

    def topic_matches(self, candidates: Candidates) -> Floats:
        """The voice's topics by candidates, 0 to 1, weights left aside."""
        if candidates not in self._matched:
            self._matched[candidates] = match(candidates, [topic(t) for t in self.voice.topics])
        return self._matched[candidates]

    def main_topic(self, candidates: Candidates) -> Ints:
        """The place among the voice's topics of each candidate's; -1 where it is about none."""
        return main_topic(self.topic_matches(candidates), [topic(t) for t in self.voice.topics])

    def weight(self, signal: str, standard: float) -> float:
        """The weight that the voice gives a signal, else `standard`; always within 0 to 3."""
        weight = self.voice.weights.get(signal, standard)
        return float(np.clip(weight, *WEIGHTS)) if np.isfinite(weight) else standard

    def moved(self, weight: float, shift: float) -> float:
        """The weight as evidence moves it, no further than the voice's leeway allows."""
        most = weight * self.voice.leeway
        return float(np.clip(weight + np.clip(shift, -most, most), *WEIGHTS))

    def owns(self, candidates: Candidates) -> Flags:
        """Which of the candidates are the company's own."""
        own = [owns(self.voice, outlet.host) for outlet in candidates.outlets]
        return np.array([*own, False], np.bool_)[candidates.outlet]

    def has(self, ids: frozenset[int], candidates: Candidates) -> Flags:
        """Which of the candidates are among the ids."""
        return np.isin(candidates.ids, np.fromiter(ids, np.int64, len(ids)))


def shared_of(
    decisions: Sequence[Decision], articles: Mapping[int, Article], landscape: Landscape
) -> Shared:
    """The articles shared last, newest first."""
    at = {d.article_id: d.at.timestamp() for d in decisions if d.kind == "shared"}
    newest = sorted((i for i in at if i in articles), key=lambda i: (-at[i], i))[:REMEMBERED_SHARES]
    rows = landscape.space.rows(article_text(articles[i]) for i in newest)
    return Shared(
        titles=tuple(articles[i].title for i in newest),
        at=np.array([at[i] for i in newest], np.float64),
        rows=strongest(rows, REMEMBERED_TERMS),
    )


def strongest(rows: sparse.csr_array, terms: int) -> sparse.csr_array:
    """Each row's heaviest terms only."""
    kept = rows.copy()
    for start, stop in zip(rows.indptr[:-1], rows.indptr[1:], strict=True):
        values = kept.data[start:stop]
        if len(values) > terms:
            values[np.argsort(-values, kind="stable")[terms:]] = 0
    kept.eliminate_zeros()
    return kept
