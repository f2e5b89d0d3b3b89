"""Trust: how far the desk trusts the outlet."""

from datetime import datetime

import numpy as np

from briefing.ranking.candidates import Candidates
from briefing.ranking.reader import Reader
from briefing.ranking.signals._base import Measure, Signal

#: From here on an outlet is called trusted; new ones start at 0.5.
TRUSTED = 0.6


def measure(candidates: Candidates, reader: Reader, now: datetime) -> Measure:
    names = [outlet.name for outlet in candidates.outlets]
    phrases = [f"“{name}” is an outlet that the desk trusts" for name in names]
    phrases += [f"it is in “{name}”" for name in names]
    says = candidates.outlet + np.where(candidates.trust >= TRUSTED, 0, len(names))
    return Measure(candidates.trust, says, tuple(phrases))


SIGNAL = Signal("Trust", weight=0.3, measure=measure, usual=0.5, lasting=True)
