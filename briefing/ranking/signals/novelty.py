"""Novelty: how little an article repeats what the executive shared lately.

Full up to a closeness (cosine in the text space) at which articles tell the same event, then
falling to nothing for a copy of a shared article; more news on a subject that was shared is no
repetition. A share counts half as much after three weeks, so that a subject may come back.
"""

from datetime import datetime

import numpy as np

from briefing.ranking.candidates import Candidates
from briefing.ranking.reader import Reader
from briefing.ranking.signals._base import Measure, Signal

HALF_LIFE_DAYS = 21.0
#: From here on the closest share is named: rewrites of one event lie above, related news below.
CLOSE = 0.3

NEW = "you have shared nothing like it lately"


def measure(candidates: Candidates, reader: Reader, now: datetime) -> Measure:
    size, shared = len(candidates), reader.shared
    if not len(shared.titles):
        return Measure(np.ones(size), np.zeros(size, np.int64), (NEW,))
    days = np.maximum(now.timestamp() - shared.at, 0) / 86_400
    fading = np.exp2(-days / HALF_LIFE_DAYS).astype(np.float32)
    closeness = (shared.rows @ candidates.postings).toarray() * fading[:, None]
    nearest, close = closeness.argmax(axis=0), closeness.max(axis=0).astype(np.float64)
    phrases = (NEW, *(f"it is close to “{title}”, which you shared" for title in shared.titles))
    values = np.clip((1 - close) / (1 - CLOSE), 0, 1)
    return Measure(values, np.where(close >= CLOSE, nearest + 1, 0), phrases)


SIGNAL = Signal("Novelty", weight=0.3, measure=measure, usual=1.0)
