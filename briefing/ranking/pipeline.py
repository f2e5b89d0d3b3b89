"""Decide what the executive reads, and be able to say why.

    candidates -> sift -> learn -> score -> group -> compose (further back, if need be)
               -> once more with the one article that is worth a try -> Ranking

Nothing here reads a clock, a file, the network or the database: the candidates, the reader and
`now` come in, a `Ranking` comes out, and the same input always gives the same output, whatever
the order of the candidates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import numpy as np

from briefing.ranking.candidates import Candidates, Flags, Floats, Ints
from briefing.ranking.compose import Caps, Field, reading_cost
from briefing.ranking.filters import LASTING
from briefing.ranking.learning import Evidence, Learned
from briefing.ranking.outcome import Ranking, verdicts
from briefing.ranking.reader import Reader
from briefing.ranking.reasons import Reasons, reasons
from briefing.ranking.signals import SIGNALS
from briefing.ranking.signals._base import Measure
from briefing.ranking.windows import WINDOWS, Objections, Window, widen

#: The one article that is worth a try is picked from so many with the best scores, once there are
#: so many lessons.
LIKELY, FEWEST_LESSONS = 100, 5
#: The one signal that is given to it.
GIVEN = {name: signal.given for name, signal in SIGNALS.items() if signal.given is not None}
(CURIOSITY,) = GIVEN


@dataclass(frozen=True, eq=False)
class Scored:
    measures: Mapping[str, Measure]
    weights: Floats
    #: Candidates by signals.
    values: Floats
    scores: Floats
    reasons: Reasons


@dataclass(frozen=True, eq=False)
class Curious:
    """Scores of which one was raised out of curiosity."""

    scored: Scored
    #: The place of that article.
    raised: int


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
    reader = learn(reader, now)
    lasting = sift(candidates, reader, now)
    scored = score(candidates, reader, now)
    compose_from = partial(
        widen,
        candidates,
        lasting=lasting,
        reader=reader,
        now=now,
        budget=budget_seconds,
        caps=caps,
        windows=windows,
    )
    field = group(candidates, reader, scored, full_articles)
    found = compose_from(field)
    tried = curious(candidates, reader, scored, found.edition.chosen, found.left)
    if tried is not None:
        scored, field = tried.scored, group(candidates, reader, tried.scored, full_articles)
        found = compose_from(field, before=found, raised=tried.raised)
    objections, edition = found.objections, found.edition
    preference = (field.order, -field.scores, ~field.pinned)
    return Ranking(
        candidates=candidates,
        window=found.window.name,
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


def learn(reader: Reader, now: datetime) -> Reader:
    """The reader with what their lessons come to; the same one when it is known already."""
    if reader.learned is not None or not reader.lessons:
        return reader
    evidence, said_before = look_back(reader, reader.past, now)
    learned = Learned.of(reader.lessons, evidence, said_before, now)
    return replace(reader, learned=learned)


def look_back(reader: Reader, past: Candidates, now: datetime) -> tuple[Evidence, Floats]:
    """What articles decided on are learned by, and what the voice alone said of each, 0 to 1."""
    found = np.zeros((len(past), len(SIGNALS)))
    for place, each in enumerate(SIGNALS.values()):
        if each.lasting:
            found[:, place] = each.measure(past, reader, now).values
    evidence = evidence_of(past, reader, found)
    weights = [reader.weight(n, each.weight) for n, each in SIGNALS.items() if each.lasting]
    return evidence, np.clip(evidence.values @ np.array(weights), 0, 1)


def evidence_of(candidates: Candidates, reader: Reader, values: Floats) -> Evidence:
    """What the candidates are compared by; `values` are what all signals found."""
    lasting = [place for place, each in enumerate(SIGNALS.values()) if each.lasting]
    usual = np.array([each.usual for each in SIGNALS.values()])
    return Evidence.of(candidates, reader.main_topic(candidates), (values - usual)[:, lasting])


def weights_of(reader: Reader) -> Floats:
    """Each signal's weight: the voice's, moved by evidence where the signal lasts."""
    weights = {name: reader.weight(name, each.weight) for name, each in SIGNALS.items()}
    if reader.learned is not None:
        lasting = [name for name, each in SIGNALS.items() if each.lasting]
        for name, shift in zip(lasting, reader.learned.shifts.tolist(), strict=True):
            weights[name] = reader.moved(weights[name], shift)
    return np.array(list(weights.values()))


def score(candidates: Candidates, reader: Reader, now: datetime) -> Scored:
    """Let every signal measure every candidate, and add up."""
    measures = {name: each.measure(candidates, reader, now) for name, each in SIGNALS.items()}
    pinned = reader.has(reader.pinned, candidates)
    return added_up(measures, weights_of(reader), pinned)


def added_up(measures: Mapping[str, Measure], weights: Floats, pinned: Flags) -> Scored:
    """The scores that come of measures and weights, and the words for them."""
    values = np.stack([measure.values for measure in measures.values()], axis=1)
    # Added signal by signal, as a person would from the breakdown, so that it sums exactly.
    scores = np.zeros(len(values))
    for points in (values * weights).T:
        scores += points
    return Scored(measures, weights, values, scores, reasons(measures, values, weights, pinned))


def curious(
    candidates: Candidates, reader: Reader, scored: Scored, chosen: Ints, left: Flags
) -> Curious | None:
    """With points for the one article of those `left` that is the most worth a try.

    That is the one with the highest score and curiosity together (an upper confidence bound:
    Auer 2002, "Using Confidence Bounds for Exploitation-Exploration Trade-offs", JMLR 3), where
    curiosity is by how much the doubt about it exceeds the doubt about the chosen. Only its own
    points grow, so it must still earn its place, and no edition holds two. None while there are
    few lessons, or where the staff set no weight.
    """
    weight = reader.weight(CURIOSITY, SIGNALS[CURIOSITY].weight)
    if reader.learned is None or len(reader.lessons) < FEWEST_LESSONS or not weight:
        return None
    likely = np.flatnonzero(left)
    likely = likely[np.lexsort((candidates.order[likely], -scored.scores[likely]))][:LIKELY]
    if not len(likely) or not len(chosen):
        return None
    evidence = evidence_of(candidates, reader, scored.values)
    settled = reader.learned.doubt(evidence.take(chosen)).mean()
    doubt = reader.learned.doubt(evidence.take(likely))
    value = np.clip((doubt - settled) / reader.learned.most_doubt, 0, 1)
    best = int(np.argmax(scored.scores[likely] + weight * value))
    if not value[best]:
        return None
    place = int(likely[best])
    measures = dict(scored.measures)
    measures[CURIOSITY] = GIVEN[CURIOSITY](measures[CURIOSITY], place, float(value[best]))
    pinned = reader.has(reader.pinned, candidates)
    return Curious(added_up(measures, scored.weights, pinned), place)


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
