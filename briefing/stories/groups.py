"""A story in the making, and how alike an article has to be to belong to it.

The numbers were set on hand-made lookalikes, on the sample world and on made-up
bursts of headlines; `benchmarks/stories.py` measures them.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from math import sqrt

from briefing.stories.reading import Reading

#: Cosine from which an article belongs to a story of the same hour.
ALIKE = 0.14
#: What each day between them asks on top.
DAY_APART = 0.25
#: What figures in both, none of them shared, ask on top.
OTHER_FIGURES = 0.06
#: What names in both, none of them shared, ask on top.
OTHER_NAMES = 0.08


@dataclass(frozen=True)
class Weighed:
    """An article, weighed."""

    reading: Reading
    #: Term → weight, of unit length.
    vector: Mapping[str, float]
    names: AbstractSet[str]


@dataclass
class Group:
    """Articles about one event, as far as has been seen."""

    number: int
    language: str
    #: When its first and latest articles were published, in seconds since 1970.
    first: float
    latest: float
    #: Set when the story is already in the database: it may grow, but not merge away.
    settled: bool = False
    #: The sum of its articles' vectors, and the square of that sum's length.
    vector: dict[str, float] = field(default_factory=dict)
    square: float = 0.0
    figures: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    #: Its articles, numbered in order of arrival.
    members: list[int] = field(default_factory=list)
    #: Groups that are the same form filled in on another day: never one with this.
    others: set[int] = field(default_factory=set)

    def take(self, weighed: Weighed, member: int) -> None:
        """Let an article join."""
        at = weighed.reading.at
        self.first, self.latest = min(self.first, at), max(self.latest, at)
        self.figures |= weighed.reading.figures
        self.names |= weighed.names
        self.members.append(member)
        self._add(weighed.vector)

    def swallow(self, other: "Group") -> None:
        """Let all articles of another group join."""
        self.first, self.latest = min(self.first, other.first), max(self.latest, other.latest)
        self.figures |= other.figures
        self.names |= other.names
        self.members += other.members
        self.others |= other.others
        self._add(other.vector)

    def as_weighed(self) -> Weighed:
        """The group as if it were one article that came with its latest."""
        length = sqrt(self.square) or 1.0
        reading = Reading(self.latest, self.language, figures=frozenset(self.figures))
        return Weighed(reading, {t: w / length for t, w in self.vector.items()}, self.names)

    def hours_from(self, at: float) -> float:
        """Hours between a moment and the nearest article, 0 in the midst of them."""
        return max(0.0, self.first - at, at - self.latest) / 3600

    def cosine(self, vector: Mapping[str, float]) -> float:
        """How alike a vector of unit length is, 0 to 1."""
        inside = self.vector
        shared = sum([weight * inside[term] for term, weight in vector.items() if term in inside])
        return shared / sqrt(self.square) if shared else 0.0

    def alike(self, other: "Group") -> float:
        """The cosine between two groups, 0 to 1."""
        return self.cosine(other.vector) / (sqrt(other.square) or 1.0)

    def asks(self, weighed: Weighed) -> float:
        """The cosine from which an article belongs here, given what else speaks against it."""
        return (
            ALIKE
            + DAY_APART * self.hours_from(weighed.reading.at) / 24
            + OTHER_FIGURES * disagree(weighed.reading.figures, self.figures)
            + OTHER_NAMES * disagree(weighed.names, self.names)
        )

    def _add(self, vector: Mapping[str, float]) -> None:
        mine, square = self.vector, self.square
        for term, weight in vector.items():
            before = mine.get(term, 0.0)
            mine[term] = before + weight
            square += weight * (2 * before + weight)
        self.square = square


def disagree(some: AbstractSet[str], others: AbstractSet[str]) -> bool:
    """Whether there are some in both, and none of them shared."""
    return bool(some) and bool(others) and some.isdisjoint(others)
