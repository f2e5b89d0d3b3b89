"""The words for an article: its one or two strongest reasons, as a sentence.

Chosen from the contributions that made the score, for all candidates at once, since the length
of the sentence is part of what an item costs to read.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from briefing.ranking.candidates import Flags, Floats, Ints
from briefing.ranking.signals import SIGNALS
from briefing.ranking.signals._base import Measure

#: A second reason is given if it adds so many points, and the sentence keeps to so many words.
SECOND_POINTS, MOST_WORDS = 0.1, 18
PINNED = "your desk pinned it"
#: Words of "Here because"; an "and" between two reasons is one more.
OPENING = 2
NONE = -1
#: What makes a signal that is to be said first the strongest wherever it finds something.
SAID_FIRST = 1_000


@dataclass(frozen=True, eq=False)
class Reasons:
    """Per candidate: the signals that speak first and second (-1: none), and the words it takes."""

    first: Ints
    second: Ints
    pinned: Flags
    words: Ints


def reasons(
    measures: Mapping[str, Measure], values: Floats, weights: Floats, pinned: Flags
) -> Reasons:
    """Pick what exceeds each signal's usual value most; `values` is candidates by signals."""
    usual = np.array([SIGNALS[name].usual for name in measures])
    lifts = np.where(values * weights > 0, (values - usual) * weights, -np.inf)
    lifts[:, [SIGNALS[name].said_first for name in measures]] *= SAID_FIRST
    lengths = np.stack([spoken(measure) for measure in measures.values()], axis=1)
    every = np.arange(len(lifts))

    first = lifts.argmax(axis=1)
    first_words, first_lift = lengths[every, first], lifts[every, first]
    mute = np.isneginf(first_lift) | (pinned & (first_lift < SECOND_POINTS))
    first = np.where(mute, NONE, first)
    lifts[every, first] = -np.inf
    second = lifts.argmax(axis=1)
    room = MOST_WORDS - OPENING - 1 - first_words
    fits = (lengths[every, second] <= room) & (lifts[every, second] >= SECOND_POINTS)
    second = np.where(fits & ~pinned & (first != NONE), second, NONE)

    words = np.where(first == NONE, 0, first_words) + OPENING
    words += np.where(second == NONE, 0, lengths[every, second] + 1)
    words += np.where(pinned, len(PINNED.split()) + (first != NONE), 0)
    return Reasons(first, second, pinned, words)


def spoken(measure: Measure) -> Ints:
    """How many words each candidate's phrase has."""
    lengths = np.array([len(phrase.split()) for phrase in measure.phrases], np.int64)
    return np.asarray(lengths[measure.says], np.int64)


def sentence(chosen: Reasons, measures: Mapping[str, Measure], place: int) -> str:
    """For instance "Here because it is about “Grid storage”, and 5 outlets cover it."."""
    named = list(measures.values())
    said = [PINNED] if chosen.pinned[place] else []
    for signal in (int(chosen.first[place]), int(chosen.second[place])):
        if signal != NONE:
            said.append(named[signal].phrases[named[signal].says[place]])
    return f"Here because {', and '.join(said)}." if said else "Nothing speaks for it yet."
