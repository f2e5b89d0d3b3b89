"""Topics: what the executive follows."""

from datetime import datetime

from briefing.ranking.candidates import Candidates
from briefing.ranking.match import topic
from briefing.ranking.reader import Reader
from briefing.ranking.signals._base import Measure, Signal, by_subject


def measure(candidates: Candidates, reader: Reader, now: datetime) -> Measure:
    return by_subject(
        reader.topic_matches(candidates),
        [topic(each) for each in reader.voice.topics],
        strong="it is about “{}”",
        near="it comes near “{}”",
        none="it is about none of your topics",
    )


SIGNAL = Signal("Topics", weight=1.0, measure=measure, lasting=True)
