"""The outcome of a ranking: columns for all candidates, objects only for what is looked at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from briefing.errors import NotFound
from briefing.model import Article, Item, Missed, Part
from briefing.ranking.candidates import Candidates, Floats, Ints
from briefing.ranking.compose import RULES, UNIT_SECONDS
from briefing.ranking.filters import FILTERS
from briefing.ranking.reasons import Reasons, sentence
from briefing.ranking.signals._base import Measure

#: Everything that can become of an article; a verdict is a place in here.
CHOSEN = "chosen"
VERDICTS = (CHOSEN, *RULES, *(each.name for each in FILTERS))
FIRST_RULE = 1
FIRST_FILTER = FIRST_RULE + len(RULES)


@dataclass(frozen=True)
class Sifted:
    """An article that may not be in the edition."""

    article: Article
    #: Name of the filter that objected first.
    by: str
    because: str


@dataclass(frozen=True, eq=False)
class Ranking:
    """Nothing is lost: every candidate is chosen, just missed or sifted out.

    Articles are named by their place among the candidates.
    """

    candidates: Candidates
    #: How far back candidates were taken.
    window: str
    #: By signal, in the order of the columns of `values` and `contributions`.
    measures: Mapping[str, Measure]
    weights: Floats
    values: Floats
    scores: Floats
    reasons: Reasons
    #: What each candidate costs of the budget, or would cost, in units of `UNIT_SECONDS`.
    costs: Ints
    verdict: NDArray[np.uint8]
    #: Places of the chosen in the order of the edition: pinned first, then by score, then link.
    places: Ints

    @property
    def contributions(self) -> Floats:
        """Candidates by signals: the points that make up each score."""
        return self.values * self.weights

    @property
    def chosen(self) -> list[Item]:
        return [self.item(place, at) for at, place in enumerate(self.places.tolist(), start=1)]

    def just_missed(self, most: int) -> list[Missed]:
        """Those with the highest scores that are not in the edition, and what kept each out."""
        out = np.flatnonzero((self.verdict >= FIRST_RULE) & (self.verdict < FIRST_FILTER))
        best = out[np.lexsort((self.candidates.order[out], -self.scores[out]))][:most]
        return [self.missed(place) for place in best.tolist()]

    @property
    def sifted_out(self) -> Iterator[Sifted]:
        """Those that may not be in the edition, one by one."""
        for place in np.flatnonzero(self.verdict >= FIRST_FILTER).tolist():
            by = FILTERS[self.verdict[place] - FIRST_FILTER]
            yield Sifted(self.candidates.articles[place], by.name, by.because)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many articles each verdict has, those with none left out."""
        counts = np.bincount(self.verdict, minlength=len(VERDICTS)).tolist()
        return {name: count for name, count in zip(VERDICTS, counts, strict=True) if count}

    @property
    def sifted(self) -> Mapping[str, int]:
        """How many articles each filter took out."""
        filters = VERDICTS[FIRST_FILTER:]
        return {name: count for name, count in self.counts.items() if name in filters}

    def item(self, place: int, position: int) -> Item:
        article = self.candidates.articles[place]
        return Item(
            position=position,
            article=article,
            score=float(self.scores[place]),
            seconds=self.seconds(place),
            why=self.why(place),
            parts=self.parts(place),
            key_points=article.key_points,
            also_in=self.candidates.also_in(place),
            pinned=bool(self.reasons.pinned[place]),
        )

    def missed(self, place: int) -> Missed:
        rule = VERDICTS[self.verdict[place]]
        article = self.candidates.articles[place]
        return Missed(article, float(self.scores[place]), rule, RULES[rule])

    def seconds(self, place: int) -> float:
        return int(self.costs[place]) * UNIT_SECONDS

    def why(self, place: int) -> str:
        """One plain sentence with the strongest one or two reasons, as counted in the cost."""
        return sentence(self.reasons, self.measures, place)

    def parts(self, place: int) -> tuple[Part, ...]:
        """What each signal added; the points sum to the score, in this order exactly."""
        values, weights = self.values[place].tolist(), self.weights.tolist()
        return tuple(
            Part(name, value, weight, measure.phrases[measure.says[place]])
            for (name, measure), value, weight in zip(
                self.measures.items(), values, weights, strict=True
            )
        )

    def explain(self, article_id: int) -> str:
        """What became of an article, as one sentence; `NotFound` if it was no candidate."""
        found = np.flatnonzero(self.candidates.ids == article_id)
        if not len(found):
            raise NotFound(f"Article {article_id} was not among the candidates of this edition.")
        place = int(found[0])
        verdict = int(self.verdict[place])
        if verdict >= FIRST_FILTER:
            return f"Not considered. {FILTERS[verdict - FIRST_FILTER].because}"
        if verdict >= FIRST_RULE:
            return f"Just missed. {RULES[VERDICTS[verdict]]}"
        return self.why(place)


def verdicts(
    objection: NDArray[np.uint8], rule: NDArray[np.uint8], chosen: Ints
) -> NDArray[np.uint8]:
    """Join what filters (0: none objected) and rules said into one verdict a candidate."""
    verdict = np.where(objection > 0, objection - 1 + FIRST_FILTER, rule + FIRST_RULE)
    verdict[chosen] = VERDICTS.index(CHOSEN)
    return cast(NDArray[np.uint8], verdict.astype(np.uint8))
