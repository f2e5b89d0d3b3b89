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
    "no other outlet has its story",
    "another account stands for its story",
    "it stands for its story, which others have as well",
)


def measure(candidates: Candidates, reader: Reader, now: datetime) -> Measure:
    told_by_others = candidates.coverage > 1
    stands = candidates.leads & told_by_others
    return Measure(stands.astype(np.float64), told_by_others + np.int64(stands), PHRASES)


SIGNAL = Signal("Lead", weight=0.2, measure=measure)
