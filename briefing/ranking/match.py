"""How well articles match what a voice names: principles, topics, audiences.

Two kinds of evidence, joined so that either suffices (noisy or): the subject's phrases stand in
the article, word for word, or the article lies where the subject's words lie in the landscape, by
its own words or together with its neighbours.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from briefing.model import Audience, Principle, Topic
from briefing.ranking.candidates import Candidates, Floats, Ints

#: What is left of the doubt after so many different phrases were found: halved by each.
DOUBT = 0.5 ** np.arange(6)
#: Times the mean of both cosines, for a value from 0 to 1: full from two thirds on.
CLOSENESS = 1.5
#: Without a landscape (too few articles): the cosine of words at which closeness counts a half.
#: One rare word shared by a sentence and an article of 100 words gives 0.05, two give 0.10, which
#: is when readers see the relation.
HALF_COSINE = 0.1
#: From here on an article is said to be about a topic: one phrase, or closeness worth one.
ABOUT = 0.5


@dataclass(frozen=True)
class Subject:
    """Something a voice names."""

    name: str
    #: Phrases that tell it, word for word.
    phrases: tuple[str, ...]
    #: What it is compared by.
    text: str
    weight: float


def principle(of: Principle) -> Subject:
    return Subject(of.name, (of.name,), f"{of.name}\n{of.says}", of.weight)


def topic(of: Topic) -> Subject:
    return Subject(of.name, (of.name, *of.words), "\n".join((of.name, *of.words)), of.weight)


def audience(of: Audience) -> Subject:
    return Subject(of.name, of.interests, "\n".join((of.name, *of.interests)), of.weight)


def match(candidates: Candidates, subjects: Sequence[Subject]) -> Floats:
    """Subjects by candidates, 0 to 1, weights left aside."""
    return np.asarray(1 - (1 - closeness(candidates, subjects)) * DOUBT[hits(candidates, subjects)])


def closeness(candidates: Candidates, subjects: Sequence[Subject]) -> Floats:
    """Subjects by candidates, 0 to 1: how near the subject's words as a whole are."""
    landscape = candidates.landscape
    queries = landscape.space.rows(subject.text for subject in subjects)
    if not landscape.size:
        squares = (queries @ candidates.postings).toarray() ** 2
        return np.asarray(squares / (squares + HALF_COSINE**2), np.float64)
    places = landscape.places(queries)
    cosines = (places @ candidates.places.T + places @ candidates.drawn.T) / 2
    return np.clip(CLOSENESS * cosines.astype(np.float64), 0, 1)


def hits(candidates: Candidates, subjects: Sequence[Subject]) -> Ints:
    """Subjects by candidates: how many of the subject's phrases stand in the article (up to 5)."""
    counts = np.zeros((len(subjects), len(candidates)), np.int64)
    for row, subject in zip(counts, subjects, strict=True):
        for phrase in {phrase.casefold().strip() for phrase in subject.phrases}:
            row[candidates.with_phrase(phrase)] += 1
    return np.minimum(counts, len(DOUBT) - 1)


def shares(subjects: Sequence[Subject]) -> Floats:
    """Each subject's weight, 0 to 1: as it is, or of the heaviest where that is above 1."""
    weights = np.array([max(subject.weight, 0.0) for subject in subjects], np.float64)
    return np.asarray(weights / max(1.0, weights.max(initial=0.0)), np.float64)


def main_topic(matches: Floats, subjects: Sequence[Subject]) -> Ints:
    """The topic each article is about, as its row in `matches`; -1 where it is about none.

    Of several it is the one that counts most by weight, as in the reason that is shown.
    """
    if not len(matches):
        return np.full(matches.shape[1], -1, np.int64)
    best = (matches * shares(subjects)[:, None]).argmax(axis=0)
    return np.where(matches[best, np.arange(matches.shape[1])] >= ABOUT, best, -1)
