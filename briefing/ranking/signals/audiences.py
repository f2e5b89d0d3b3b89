"""Audiences: what the people care about whom the executive addresses."""

from datetime import datetime

from briefing.ranking.candidates import Candidates
from briefing.ranking.match import audience, match
from briefing.ranking.reader import Reader
from briefing.ranking.signals._base import Measure, Signal, by_subject


def measure(candidates: Candidates, reader: Reader, now: datetime) -> Measure:
    subjects = [audience(each) for each in reader.voice.audiences]
    return by_subject(
        match(candidates, subjects),
        subjects,
        strong="it speaks to your audience “{}”",
        near="it may speak to your audience “{}”",
        none="it speaks to none of your audiences in particular",
    )


SIGNAL = Signal("Audiences", weight=0.5, measure=measure, lasting=True)
