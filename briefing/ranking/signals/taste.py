"""Taste: what the executive's shares and passes say about the outlet and the topic."""

from datetime import datetime

import numpy as np

from briefing.ranking.candidates import Candidates
from briefing.ranking.reader import Reader
from briefing.ranking.signals._base import Measure, Signal
from briefing.ranking.taste import OUTLET, OUTLET_SHARE, TOPIC, TOPIC_SHARE

UNKNOWN = "nothing was learned about its kind yet"


def measure(candidates: Candidates, reader: Reader, now: datetime) -> Measure:
    lines = reader.taste.lines_by_facet()
    place = {facet: number for number, facet in enumerate(lines, start=1)}
    leanings = np.array([0.0, *reader.taste.leanings(now).values()])
    names = [outlet.name for outlet in candidates.outlets]
    topics = [topic.name for topic in reader.voice.topics]
    by_outlet = np.array([place.get((OUTLET, name), 0) for name in names], np.int64)
    by_topic = np.array([*(place.get((TOPIC, name), 0) for name in topics), 0], np.int64)
    outlet = by_outlet[candidates.outlet]
    topic = by_topic[reader.main_topic(candidates)]
    from_outlet, from_topic = OUTLET_SHARE * leanings[outlet], TOPIC_SHARE * leanings[topic]
    return Measure(
        values=(1 + from_outlet + from_topic) / 2,
        says=np.where(np.abs(from_topic) >= np.abs(from_outlet), topic, outlet),
        phrases=(UNKNOWN, *(line.sentence for line in lines.values())),
    )


SIGNAL = Signal("Taste", weight=1.0, measure=measure, usual=0.5)
