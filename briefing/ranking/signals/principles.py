"""Principles: what the company stands for."""

from datetime import datetime

from briefing.ranking.candidates import Candidates
from briefing.ranking.match import match, principle
from briefing.ranking.reader import Reader
from briefing.ranking.signals._base import Measure, Signal, by_subject


def measure(candidates: Candidates, reader: Reader, now: datetime) -> Measure:
    subjects = [principle(each) for each in reader.voice.principles]
    return by_subject(
        match(candidates, subjects),
        subjects,
        strong="it touches your principle “{}”",
        near="it comes near your principle “{}”",
        none="it touches none of your principles",
    )


SIGNAL = Signal("Principles", weight=1.0, measure=measure, lasting=True)
