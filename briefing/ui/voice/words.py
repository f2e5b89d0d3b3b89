"""Weights and moments as people say them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from briefing.model import Executive
from briefing.voice import HEAVIEST

STEP = 0.1

_WORDS = {0.0: "not at all", 0.5: "half", 1.0: "as usual", 2.0: "twice", 3.0: "three times"}


def times(weight: float) -> str:
    """A weight against the normal one, e.g. "1.5 times"."""
    return _WORDS.get(weight, f"{weight:.3g} times")


def weights(*held: float) -> list[float]:
    """What a slider offers: every tenth from 0 to 3, and what is held now."""
    tenths = {round(n * STEP, 1) for n in range(round(HEAVIEST / STEP) + 1)}
    return sorted(tenths | set(held))


def share(part: float) -> str:
    """A share in hundredths, e.g. "50 %"."""
    return f"{100 * part:.3g} %"


def shares(*held: float) -> list[float]:
    """What a slider of shares offers: every twentieth from 0 to 1, and what is held now."""
    return sorted({n / 20 for n in range(21)} | set(held))


def moment(at: datetime, reader: Executive) -> str:
    """Day and time by the executive's own clock, e.g. "22 November, 12:21"."""
    local = at.astimezone(ZoneInfo(reader.zone))
    return f"{local.day} {local:%B, %H:%M}"
