"""How well an order puts what was wanted first.

The definitions of the MIND paper and its evaluation (Wu et al. 2020, "MIND: A Large-scale Dataset
for News Recommendation", doi 10.18653/v1/2020.acl-main.331; msnews/MIND `evaluate.py`), so that
figures can be compared with published ones: its MRR is the mean of 1 / rank over everything that
was wanted, not over the first alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np

from briefing.ranking.candidates import Flags, Floats


@dataclass(frozen=True)
class Quality:
    """Each from 0 to 1; of one list, or the mean over several."""

    #: Share of the pairs (wanted, not wanted) in the right order.
    auc: float
    mrr: float
    ndcg5: float
    ndcg10: float
    #: Of those shown, the share that was wanted.
    precision: float
    #: Of the hits that were possible among those shown, the share that was found.
    share_of_best: float


_FIGURES = tuple(each.name for each in fields(Quality))


def quality(wanted: Flags, shown: int) -> Quality | None:
    """Of a list in its order, of which the first `shown` are shown; None if nothing was wanted.

    The AUC is one half where everything was wanted.
    """
    hits = int(wanted.sum())
    if not hits:
        return None
    ranks = np.flatnonzero(wanted) + 1
    found = int(wanted[:shown].sum())
    places = min(shown, len(wanted))
    return Quality(
        auc=_auc(wanted),
        mrr=float((1 / ranks).sum() / hits),
        ndcg5=_ndcg(wanted, 5),
        ndcg10=_ndcg(wanted, 10),
        precision=found / places if places else 0.0,
        share_of_best=found / min(hits, places) if places else 0.0,
    )


class Mean:
    """The mean of each figure over lists that come one by one, every list counting the same."""

    def __init__(self) -> None:
        self.count = 0
        self._sums = [0.0] * len(_FIGURES)

    def add(self, found: Quality) -> None:
        """Count one more list."""
        self.count += 1
        self._sums = [
            total + getattr(found, name) for total, name in zip(self._sums, _FIGURES, strict=True)
        ]

    @property
    def value(self) -> Quality | None:
        """None of nothing."""
        return Quality(*(total / self.count for total in self._sums)) if self.count else None


def mean(of: Iterable[Quality]) -> Quality | None:
    """The mean of each figure, every list counting the same; None of nothing."""
    total = Mean()
    for each in of:
        total.add(each)
    return total.value


def _auc(wanted: Flags) -> float:
    others = len(wanted) - int(wanted.sum())
    if not others:
        return 0.5
    others_above = np.cumsum(~wanted)[wanted]
    return float(1 - others_above.mean() / others)


def _ndcg(wanted: Flags, upto: int) -> float:
    gains: Floats = 1 / np.log2(np.arange(2, upto + 2))
    best = gains[: int(wanted.sum())].sum()
    return float(gains[: len(wanted)][wanted[:upto]].sum() / best)
