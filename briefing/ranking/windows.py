"""How far back an edition looks: further on a quiet day, until enough is filled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from briefing.ranking.candidates import Candidates, Flags
from briefing.ranking.compose import Caps, Composition, Field, compose, compose_again
from briefing.ranking.filters import AGE, FILTERS
from briefing.ranking.reader import Reader

Objections = NDArray[np.uint8]


@dataclass(frozen=True)
class Window:
    """How far back candidates are taken."""

    name: str
    #: Greatest age in seconds.
    seconds: float


#: The first that fills enough of the budget counts, so a quiet day has an edition, and says so.
WINDOWS = (
    Window("48 hours", 48 * 3600),
    Window("7 days", 7 * 86_400),
    Window("any age", float("inf")),
)
ENOUGH = 0.5


@dataclass(frozen=True, eq=False)
class Composed:
    """The edition, and the window that it was made from."""

    window: Window
    #: For each candidate the first filter that objects, from 1; 0 if none does.
    objections: Objections
    edition: Composition
    #: What came of each window that was looked at, in order.
    editions: tuple[Composition, ...]

    @property
    def left(self) -> Flags:
        """The candidates that might be in the edition and are not."""
        left: Flags = self.objections == 0
        left[self.edition.chosen] = False
        return left


def widen(
    candidates: Candidates,
    field: Field,
    *,
    lasting: Objections,
    reader: Reader,
    now: datetime,
    budget: float,
    caps: Caps,
    windows: Sequence[Window],
    before: Composed | None = None,
    raised: int = -1,
) -> Composed:
    """Compose from what is young enough, further back each time, until enough is filled.

    A wider window that makes the edition no longer is not claimed. `before` is given when only
    one article has changed since, at the place `raised`, which that edition leaves out.
    """
    editions: list[Composition] = []
    fullest: tuple[Window, Objections, Composition] | None = None
    for window in windows:
        young = AGE.keeps(candidates, reader, now, window.seconds)
        objections = np.where((lasting == 0) & ~young, np.uint8(len(FILTERS)), lasting)
        known = before.editions[len(editions) :] if before else ()
        may = objections == 0
        if known and raised not in known[0].chosen:
            edition = compose_again(field, may, budget, caps, known[0], raised)
        else:
            edition = compose(field, may, budget, caps)
        editions.append(edition)
        if fullest is None or edition.seconds > fullest[2].seconds:
            fullest = window, objections, edition
        if edition.seconds >= ENOUGH * budget:
            break
    if fullest is None:
        raise ValueError("At least one window is needed.")
    return Composed(*fullest, tuple(editions))
