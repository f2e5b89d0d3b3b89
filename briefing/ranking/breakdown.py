"""A score taken apart: what any article begins with, and what each signal adds to that or takes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.model import Part
from briefing.ranking.signals import SIGNALS


@dataclass(frozen=True)
class Breakdown:
    """Start and lifts sum to the score."""

    #: Points that any article begins with, as some signals find something in each.
    start: float
    #: What a signal says, with the points that set this article apart; largest first.
    lifts: Sequence[tuple[Part, float]]


def breakdown(parts: Iterable[Part]) -> Breakdown:
    """The parts of a score, counted from what is usual for their signals."""
    usual = {
        part: SIGNALS[part.signal].usual * part.weight if part.signal in SIGNALS else 0.0
        for part in parts
    }
    lifts = [(part, part.points - start) for part, start in usual.items()]
    return Breakdown(sum(usual.values()), sorted(lifts, key=lambda one: -one[1]))
