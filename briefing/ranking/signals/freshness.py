"""Freshness: news keeps nearly all its worth for a day, then loses half of it every 18 hours.

The brief comes once a day, so all that came in since the last one is about equally new; the hours
only settle what is otherwise equal. What is two days old keeps 0.4, and a week does not matter.
"""

from datetime import datetime

import numpy as np

from briefing.ranking.candidates import Candidates
from briefing.ranking.reader import Reader
from briefing.ranking.signals._base import Measure, Signal

DAY_HOURS, HALF_LIFE_HOURS = 24.0, 18.0
#: What the first day takes.
FIRST_DAY = 0.05
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
    first_day = 1 - FIRST_DAY * np.minimum(hours / DAY_HOURS, 1)
    values = first_day * np.exp2(-np.maximum(hours - DAY_HOURS, 0) / HALF_LIFE_HOURS)
    return Measure(values, says, PHRASES)


SIGNAL = Signal("Freshness", weight=0.6, measure=measure, usual=0.5)
