"""Coverage: how many outlets have the story. Two make a third of the full value, eight all."""

from datetime import datetime

import numpy as np

from briefing.ranking.candidates import Candidates
from briefing.ranking.reader import Reader
from briefing.ranking.signals._base import Measure, Signal

FULL = 8
#: Above this many the phrase stops counting.
COUNTED = 20

PHRASES = (
    "only one outlet has it so far",
    *(f"{number} outlets cover it" for number in range(2, COUNTED + 1)),
    f"more than {COUNTED} outlets cover it",
)


def measure(candidates: Candidates, reader: Reader, now: datetime) -> Measure:
    values = np.log2(candidates.coverage) / np.log2(FULL)
    return Measure(np.minimum(values, 1), np.minimum(candidates.coverage - 1, COUNTED), PHRASES)


SIGNAL = Signal("Coverage", weight=0.4, measure=measure)
