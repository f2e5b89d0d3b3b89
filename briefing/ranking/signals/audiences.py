"""Audiences: what the people care about whom the executive addresses."""

from datetime import datetime

from briefing.ranking.candidates import Candidates
from briefing.ranking.match import audience
from briefing.ranking.reader import Reader
from briefing.ranking.signals._base import Measure, Signal, by_subject


def measure(candidates: Candidates, reader: Reader, now: datetime) -> Measure:
    return by_subject(
        candidates,
        [audience(each) for each in reader.voice.audiences],
        strong="it speaks to your audience “{}”",
        near="it may speak to your audience “{}”",
        none="it speaks to none of your audiences in particular",
    )


SIGNAL = Signal("Audiences", weight=0.5, measure=measure)
