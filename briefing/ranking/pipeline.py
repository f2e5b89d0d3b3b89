"""Decide what the executive reads, and be able to say why.

    candidates -> sift -> score -> group -> compose (further back, if need be) -> Ranking

Nothing here reads a clock, a file, the network or the database: the candidates, the reader and
`now` come in, a `Ranking` comes out, and the same input always gives the same output, whatever
the order of the candidates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from briefing.ranking.candidates import Candidates, Floats
from briefing.ranking.compose import Caps, Composition, Field, compose, reading_cost
from briefing.ranking.filters import AGE, FILTERS, LASTING
from briefing.ranking.outcome import Ranking, verdicts
from briefing.ranking.reader import Reader
from briefing.ranking.reasons import Reasons, reasons
from briefing.ranking.signals import SIGNALS
from briefing.ranking.signals._base import Measure

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
class Scored:
    measures: Mapping[str, Measure]
    weights: Floats
    #: Candidates by signals.
    values: Floats
    scores: Floats
    reasons: Reasons


def rank(
    candidates: Candidates,
    reader: Reader,
    *,
    now: datetime,
    budget_seconds: float,
    caps: Caps = Caps(),  # noqa: B008 (frozen)
    full_articles: bool = False,
    windows: Sequence[Window] = WINDOWS,
) -> Ranking:
    """The best edition of `budget_seconds`, and what became of every other candidate.

    `full_articles` counts the time to read the articles instead of their cards. `now` is aware.
    """
    lasting = sift(candidates, reader, now)
    scored = score(candidates, reader, now)
    field = group(candidates, reader, scored, full_articles)
    window, objections, edition = widen(
        candidates,
        field,
        lasting,
        reader,
        now=now,
        budget=budget_seconds,
        caps=caps,
        windows=windows,
    )
    preference = (field.order, -field.scores, ~field.pinned)
    return Ranking(
        candidates=candidates,
        window=window.name,
        measures=scored.measures,
        weights=scored.weights,
        values=scored.values,
        scores=scored.scores,
        reasons=scored.reasons,
        costs=field.costs,
        verdict=verdicts(objections, edition.rule, edition.chosen),
        places=edition.chosen[np.lexsort([key[edition.chosen] for key in preference])],
    )


def sift(candidates: Candidates, reader: Reader, now: datetime) -> Objections:
    """For each candidate the first filter that objects at any window, from 1; 0 if none does."""
    objections = np.zeros(len(candidates), np.uint8)
    for number, each in enumerate(LASTING, start=1):
        kept = each.keeps(candidates, reader, now, float("inf"))
        objections[(objections == 0) & ~kept] = number
    return objections


def score(candidates: Candidates, reader: Reader, now: datetime) -> Scored:
    """Let every signal measure every candidate, and add up."""
    measures = {name: each.measure(candidates, reader, now) for name, each in SIGNALS.items()}
    weights = np.array([reader.weight(name, each.weight) for name, each in SIGNALS.items()])
    values = np.stack([measure.values for measure in measures.values()], axis=1)
    # Added signal by signal, as a person would from the breakdown, so that it sums exactly.
    scores = np.zeros(len(candidates))
    for points in (values * weights).T:
        scores += points
    pinned = reader.has(reader.pinned, candidates)
    return Scored(measures, weights, values, scores, reasons(measures, values, weights, pinned))


def group(candidates: Candidates, reader: Reader, scored: Scored, full_articles: bool) -> Field:
    """Bring together what the caps count, and what each item costs."""
    card = candidates.card_words + scored.reasons.words
    words = np.maximum(candidates.words, card) if full_articles else card
    return Field(
        scores=scored.scores,
        costs=reading_cost(words),
        story=np.unique(candidates.story, return_inverse=True)[1],
        outlet=candidates.outlet,
        topic=reader.main_topic(candidates),
        own=reader.owns(candidates),
        pinned=scored.reasons.pinned,
        order=candidates.order,
    )


def widen(
    candidates: Candidates,
    field: Field,
    lasting: Objections,
    reader: Reader,
    *,
    now: datetime,
    budget: float,
    caps: Caps,
    windows: Sequence[Window],
) -> tuple[Window, Objections, Composition]:
    """Compose from what is young enough, further back each time, until enough is filled.

    A wider window that makes the edition no longer is not claimed.
    """
    fullest: tuple[Window, Objections, Composition] | None = None
    for window in windows:
        young = AGE.keeps(candidates, reader, now, window.seconds)
        objections = np.where((lasting == 0) & ~young, np.uint8(len(FILTERS)), lasting)
        edition = compose(field, objections == 0, budget, caps)
        if fullest is None or edition.seconds > fullest[2].seconds:
            fullest = window, objections, edition
        if edition.seconds >= ENOUGH * budget:
            break
    if fullest is None:
        raise ValueError("At least one window is needed.")
    return fullest
