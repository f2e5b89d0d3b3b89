"""Lead: the article that stands for its story is preferred to the others about the same event.

The weight is small: it settles which of several like accounts is shown, and does so alike from day
to day, since a story keeps its lead.
"""

from datetime import datetime

import numpy as np

from briefing.ranking.candidates import Candidates
from briefing.ranking.reader import Reader
from briefing.ranking.signals._base import Measure, Signal

PHRASES = (
    "it stands for no story of several outlets",
    "it is the fullest account of its story",
)


def measure(candidates: Candidates, reader: Reader, now: datetime) -> Measure:
    stands = candidates.leads & (candidates.coverage > 1)
    return Measure(stands.astype(np.float64), stands.astype(np.int64), PHRASES)


SIGNAL = Signal("Lead", weight=0.2, measure=measure)
