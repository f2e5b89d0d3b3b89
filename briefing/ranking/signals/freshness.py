"""Freshness: news loses half its worth every 18 hours.

So this morning's article keeps 0.9 or more, yesterday morning's 0.4, and a week does not matter.
"""

from datetime import datetime

import numpy as np

from briefing.ranking.candidates import Candidates
from briefing.ranking.reader import Reader
from briefing.ranking.signals._base import Measure, Signal

HALF_LIFE_HOURS = 18.0
HOURS, DAYS = 48, 14

PHRASES = (
    "it came in within the last hour",
    "it is one hour old",
    *(f"it is {hours} hours old" for hours in range(2, HOURS)),
    *(f"it is {days} days old" for days in range(2, DAYS)),
    "it is more than two weeks old",
)


def measure(candidates: Candidates, reader: Reader, now: datetime) -> Measure:
    hours = np.maximum(now.timestamp() - candidates.published, 0) / 3600
    days = np.minimum(hours / 24, DAYS).astype(np.int64)
    says = np.where(hours < HOURS, np.minimum(hours, HOURS).astype(np.int64), HOURS - 2 + days)
    return Measure(np.exp2(-hours / HALF_LIFE_HOURS), says, PHRASES)


SIGNAL = Signal("Freshness", weight=0.6, measure=measure, usual=0.5)
