"""Stretch: at most one article an edition that is worth a try, since too little is known of it.

By itself it finds nothing: which article it is depends on what all the others say, so the pipeline
picks it, and `given` writes it down. Its weight is the most points that curiosity can add.
"""

from dataclasses import replace
from datetime import datetime

import numpy as np

from briefing.ranking.candidates import Candidates
from briefing.ranking.reader import Reader
from briefing.ranking.signals._base import Measure, Signal

PHRASES = (
    "you have decided on enough like it",
    "it is a stretch, since you have decided on little like it",
)


def measure(candidates: Candidates, reader: Reader, now: datetime) -> Measure:
    size = len(candidates)
    return Measure(np.zeros(size), np.zeros(size, np.int64), PHRASES)


def given(measure: Measure, place: int, value: float) -> Measure:
    """The same with one candidate that is a stretch, by a value from 0 to 1."""
    values, says = measure.values.copy(), measure.says.copy()
    values[place], says[place] = value, 1
    return replace(measure, values=values, says=says)


# Whoever is offered a stretch is told so.
SIGNAL = Signal("Stretch", weight=0.3, measure=measure, given=given, said_first=True)
