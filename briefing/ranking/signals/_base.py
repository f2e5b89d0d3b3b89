"""What a signal is, and what it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from briefing.ranking.candidates import Candidates, Floats, Ints
from briefing.ranking.match import Subject, shares
from briefing.ranking.reader import Reader

#: Below this a match counts as none; below the next it is only "near".
NOTHING, NEAR = 0.05, 0.4


@dataclass(frozen=True, eq=False)
class Measure:
    """How much one signal finds in each candidate, and in what words."""

    #: 0 (nothing) to 1 (all there can be).
    values: Floats
    #: Which of the phrases says it.
    says: Ints
    #: Each completes "Here because …": lower case, no full stop.
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Signal:
    """One reason an article may matter."""

    #: Its name on the page.
    label: str
    #: What a full value adds to the score; a voice may set another, 0 to 3.
    weight: float
    measure: Callable[[Candidates, Reader, datetime], Measure]
    #: The value of an article of which there is nothing to say; only what exceeds it is a reason.
    usual: float = 0.0
    #: Whether an article's value stays as it is from one day to the next. Only then can past
    #: decisions say whether its weight is right.
    lasting: bool = False
    #: For a signal that finds nothing by itself but is given to one article at most, when all
    #: others have been added up: the same measure with that article, at its place, by a value.
    given: Callable[[Measure, int, float], Measure] | None = None
    #: Whether it is said before any other reason wherever it finds something.
    said_first: bool = False


def by_subject(
    matches: Floats, subjects: Sequence[Subject], *, strong: str, near: str, none: str
) -> Measure:
    """The best of the matches, weighted; `strong` and `near` take the subject's name at {}."""
    if not subjects:
        size = matches.shape[1]
        return Measure(np.zeros(size), np.zeros(size, np.int64), (none,))
    weighted = matches * shares(subjects)[:, None]
    best, values = weighted.argmax(axis=0), weighted.max(axis=0)
    says = np.where(values >= NEAR, best, best + len(subjects))
    nothing = values < NOTHING
    values[nothing], says[nothing] = 0, 2 * len(subjects)
    phrases = [form.format(subject.name) for form in (strong, near) for subject in subjects]
    return Measure(values, says, (*phrases, none))
