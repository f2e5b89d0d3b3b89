"""What was learned from decisions: by how much to correct what the voice alone would say.

Gaussian-process regression (Rasmussen and Williams 2006, "Gaussian Processes for Machine
Learning", algorithm 2.1). Each lesson says how much an article was wanted, 0 to 1; the voice had
said something before; the difference is learned, and carried over to other articles in the
measure in which they are alike:

    alike(a, b) = how alike they are in what they say (`briefing.ranking.likeness`)
                + OUTLET · same outlet + TOPIC · same main topic
                + WEIGHT · how alike the lasting signals found them + ALWAYS

    correction(x) = Σ over lessons of  pull · alike(x, lesson),
    pull = (alike(lessons, lessons) + NOISE / fading)⁻¹ (wanted − said before)

So a correction is a sum over past decisions, exactly, and the part that comes from the signals'
values is a change of their weights, which stays within what the staff allow. A lesson's noise
doubles every 60 days, so what was learned fades; and all are believed less as long as there are
few, as if CAUTION lessons had agreed with the voice before. The constants found most on labelled
descriptions of software (6,000 of 27 kinds, a tenth of the feedback wrong), where halving or
doubling each cost less than two hundredths; NOISE is large because taps are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.linalg import cho_solve, cholesky, solve_triangular

from briefing.ranking.candidates import Candidates, Floats, Ints
from briefing.ranking.lessons import Lesson
from briefing.ranking.likeness import SUBJECT, TEXT, Places, alike

OUTLET, TOPIC, WEIGHT, ALWAYS = 0.3, 0.3, 0.25, 0.1
NOISE, CAUTION = 3.0, 5.0
HALF_LIFE_DAYS = 60.0


@dataclass(frozen=True, eq=False)
class Evidence:
    """What articles are compared by; every part has one row an article."""

    rows: sparse.csr_array
    places: Places
    #: What they have in common with all.
    common: Floats
    #: Ids of the outlets.
    outlets: Ints
    #: Places of their main topics in the voice; -1 for none.
    topics: Ints
    #: What the lasting signals found, less what is usual for each: articles by signals.
    values: Floats

    @classmethod
    def of(cls, candidates: Candidates, topics: Ints, values: Floats) -> "Evidence":
        ids = np.array([*(outlet.id for outlet in candidates.outlets), -1], np.int64)
        outlets = ids[candidates.outlet]
        made = cls(candidates.rows, candidates.drawn, candidates.common, outlets, topics, values)
        made.__dict__["postings"] = candidates.postings  # which need not be turned again
        return made

    def __len__(self) -> int:
        return len(self.outlets)

    @cached_property
    def postings(self) -> sparse.csr_array:
        """Terms by articles."""
        return self.rows.T.tocsr()

    def take(self, which: Ints) -> "Evidence":
        """Only these, in this order."""
        return Evidence(
            self.rows[which],
            self.places[which],
            self.common[which],
            self.outlets[which],
            self.topics[which],
            self.values[which],
        )

    def alike(self, other: "Evidence") -> Floats:
        """How alike each is to each of the other: rows by rows."""
        alike = self.alike_in_text(other)
        alike += OUTLET * (self.outlets[:, None] == other.outlets)
        alike += TOPIC * ((self.topics[:, None] == other.topics) & (other.topics >= 0))
        alike += WEIGHT * (self.values @ other.values.T)
        return alike + ALWAYS

    def alike_in_text(self, other: "Evidence") -> Floats:
        """The part of it that comes from what they say."""
        whole = alike(self.rows, self.places, other.postings, other.places)
        return whole - np.outer(self.common, other.common)

    def alike_itself(self) -> Floats:
        """How alike each is to itself."""
        words = np.bincount(
            np.repeat(np.arange(len(self)), np.diff(self.rows.indptr)),
            self.rows.data**2,
            minlength=len(self),
        )
        lies = (self.places**2).sum(axis=1)
        common = self.common**2
        signals = (self.values**2).sum(axis=1)
        told = TOPIC * (self.topics >= 0)
        return np.asarray(
            TEXT * words + SUBJECT * lies - common + OUTLET + told + WEIGHT * signals + ALWAYS,
            np.float64,
        )

    def and_then(self, other: "Evidence") -> "Evidence":
        """These, then the other."""
        return Evidence(
            sparse.vstack([self.rows, other.rows], format="csr"),
            np.concatenate([self.places, other.places]),
            np.concatenate([self.common, other.common]),
            np.concatenate([self.outlets, other.outlets]),
            np.concatenate([self.topics, other.topics]),
            np.concatenate([self.values, other.values]),
        )


@dataclass(frozen=True, eq=False)
class Corrections:
    """What was learned about candidates, in the parts that it came from."""

    text: Floats
    outlet: Floats
    topic: Floats

    @property
    def total(self) -> Floats:
        return self.text + self.outlet + self.topic


@dataclass(frozen=True, eq=False)
class Learned:
    """All that was learned; one value a lesson, in the order of `lessons`."""

    lessons: tuple[Lesson, ...]
    evidence: Evidence
    #: How much each was wanted beyond what was said before, -1 to 1.
    surprise: Floats
    #: Lower Cholesky factor of the lessons' likeness with their noise.
    factor: Floats
    #: By how much more noise than in the long run they are believed.
    caution: float

    @classmethod
    def of(
        cls, lessons: Sequence[Lesson], evidence: Evidence, said_before: Floats, now: datetime
    ) -> "Learned":
        """Learn from scratch, from one lesson or more.

        `said_before` is what the voice alone said of each, 0 to 1.
        """
        likeness = evidence.alike(evidence)
        caution = 1 + CAUTION / len(lessons)
        likeness[np.diag_indices(len(lessons))] += caution * noise(lessons, now)
        factor = cholesky(likeness, lower=True, overwrite_a=True, check_finite=False)
        return cls(tuple(lessons), evidence, surprise(lessons, said_before), factor, caution)

    def after(
        self, lessons: Sequence[Lesson], evidence: Evidence, said_before: Floats, now: datetime
    ) -> "Learned":
        """Learn a few more, without looking at the others again.

        The fading of the others, and the caution, stay as they were.
        """
        before, more = len(self.lessons), len(lessons)
        factor = np.zeros((before + more, before + more))
        factor[:before, :before] = self.factor
        across = self._solved(self.evidence.alike(evidence)).T
        rest = evidence.alike(evidence) - across @ across.T
        rest[np.diag_indices(more)] += self.caution * noise(lessons, now)
        factor[before:, :before] = across
        factor[before:, before:] = np.linalg.cholesky(rest)
        return replace(
            self,
            lessons=(*self.lessons, *lessons),
            evidence=self.evidence.and_then(evidence),
            surprise=np.concatenate([self.surprise, surprise(lessons, said_before)]),
            factor=factor,
        )

    @cached_property
    def pull(self) -> Floats:
        """How strongly each lesson pulls at what is like it."""
        return np.asarray(
            cho_solve((self.factor, True), self.surprise, check_finite=False), np.float64
        )

    @cached_property
    def shifts(self) -> Floats:
        """By how much each lasting signal's weight should change."""
        return np.asarray(WEIGHT * (self.pull @ self.evidence.values), np.float64)

    @cached_property
    def by_outlet(self) -> Mapping[int, float]:
        """What was learned about each outlet, by its id."""
        ids, place = np.unique(self.evidence.outlets, return_inverse=True)
        sums = OUTLET * np.bincount(place, self.pull, minlength=len(ids))
        return dict(zip(ids.tolist(), sums.tolist(), strict=True))

    @cached_property
    def by_topic(self) -> Mapping[int, float]:
        """What was learned about each topic of the voice, by its place there."""
        told = self.evidence.topics >= 0
        ids, place = np.unique(self.evidence.topics[told], return_inverse=True)
        sums = TOPIC * np.bincount(place, self.pull[told], minlength=len(ids))
        return dict(zip(ids.tolist(), sums.tolist(), strict=True))

    def corrections(self, evidence: Evidence) -> Corrections:
        """What it makes of articles, the change of weights left aside."""
        words = np.asarray(self.evidence.rows.T @ self.pull, np.float64)
        lies = self.pull @ self.evidence.places
        common = self.pull @ self.evidence.common
        text = TEXT * (evidence.rows @ words) + SUBJECT * (evidence.places @ lies)
        text -= evidence.common * common
        return Corrections(
            text=np.asarray(text, np.float64),
            outlet=_looked_up(self.by_outlet, evidence.outlets),
            topic=_looked_up(self.by_topic, evidence.topics),
        )

    def influences(self, evidence: Evidence, of: Ints) -> Floats:
        """What each of these lessons adds to each article's text part: lessons by articles."""
        return self.evidence.take(of).alike_in_text(evidence) * self.pull[of, None]

    def doubt(self, evidence: Evidence) -> Floats:
        """Standard deviation of what is believed of each article: the less like it, the more."""
        known = self._solved(self.evidence.alike(evidence))
        left = evidence.alike_itself() - (known**2).sum(axis=0)
        return np.asarray(np.sqrt(np.maximum(left, 0)), np.float64)

    @cached_property
    def most_doubt(self) -> float:
        """The doubt about an article that is like none of the lessons."""
        return float(np.sqrt(self.evidence.alike_itself().mean()))

    def _solved(self, likeness: Floats) -> Floats:
        return np.asarray(
            solve_triangular(self.factor, likeness, lower=True, check_finite=False), np.float64
        )


def surprise(lessons: Sequence[Lesson], said_before: Floats) -> Floats:
    """How much more each was wanted than was said before; what was liked never counts as less."""
    wanted = np.array([lesson.wanted for lesson in lessons], np.float64)
    liked = np.array([lesson.points > 0 for lesson in lessons], np.bool_)
    return np.where(liked, np.maximum(wanted - said_before, 0), wanted - said_before)


def noise(lessons: Sequence[Lesson], now: datetime) -> Floats:
    """The variance with which each lesson is believed in the long run: double every 60 days."""
    at = np.array([lesson.at for lesson in lessons], np.float64)
    days = np.maximum(now.timestamp() - at, 0) / 86_400
    return np.asarray(NOISE * np.exp2(np.minimum(days / HALF_LIFE_DAYS, 30)), np.float64)


def _looked_up(sums: Mapping[int, float], keys: Ints) -> Floats:
    if not len(keys):
        return np.zeros(0)
    ids, place = np.unique(keys, return_inverse=True)
    return np.array([sums.get(number, 0.0) for number in ids.tolist()])[place]
