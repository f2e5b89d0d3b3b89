"""Weights and sizes as people say them."""

from briefing.voice import HEAVIEST

STEP = 0.1

_WORDS = {0.0: "not at all", 0.5: "half", 1.0: "normal", 2.0: "twice", 3.0: "three times"}


def times(weight: float) -> str:
    """A weight against the normal one, e.g. "1.5 times"."""
    return _WORDS.get(weight, f"{weight:.3g} times")


def weights(held: float) -> list[float]:
    """What a slider offers: every tenth from 0 to 3, and the weight that is held now."""
    tenths = {round(n * STEP, 1) for n in range(round(HEAVIEST / STEP) + 1)}
    return sorted(tenths | {held})
