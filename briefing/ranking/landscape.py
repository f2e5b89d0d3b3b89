"""Where articles lie beside one another: a small space learned from the desk's own articles.

Words that occur together fall together: each article's row of the text space is projected on its
main directions (latent semantic analysis, Deerwester et al. 1990, doi
10.1002/(SICI)1097-4571(199009)41:6<391::AID-ASI1>3.0.CO;2-9). Then every article is drawn towards
its nearest neighbours, a few times over (simple graph convolution, Wu et al. 2019, arXiv
1902.07153), so that what is said of one article holds for the whole subject around it, before
anybody has said a word about the others.

Learned once for the desk, whoever reads. Only the newest articles are landmarks, which bounds the
time and memory; any other text finds its place by its nearest landmarks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import LinearOperator, eigsh

from briefing.ranking.likeness import Average, Places
from briefing.ranking.space import PAIR, TextSpace

#: Directions that are kept, and articles that are landmarks.
DIRECTIONS, LANDMARKS = 200, 4_000
#: Fewer articles than this show no directions: anything would lie near anything.
FEWEST_LANDMARKS = 30
#: A word that fewer articles have gives no direction.
FEWEST_ARTICLES = 2
#: How many neighbours draw an article, how often, and its own weight against theirs. Of 5 to 40
#: neighbours, 1 to 8 steps and weights of 0 to 1 these found most on a set of 6,000 labelled
#: descriptions; between their neighbours little changes.
NEIGHBOURS, STEPS, OWN = 20, 4, 0.2
#: Articles that are compared with the landmarks at a time.
BLOCK = 2_048
#: Squared strength below which a direction is an error of rounding.
WEAKEST = 1e-5


@dataclass(frozen=True, eq=False)
class Lie:
    """How articles lie in a landscape; every part has one row an article."""

    #: Articles by terms of the text space.
    rows: sparse.csr_array
    #: Where each lies by its own words, and drawn towards its neighbours: unit vectors, or zeros.
    places: Places
    drawn: Places

    def take(self, which: NDArray[np.int64]) -> "Lie":
        """Only these, in this order."""
        return Lie(self.rows[which], self.places[which], self.drawn[which])

    def and_then(self, other: "Lie") -> "Lie":
        """These, then the other."""
        return Lie(
            sparse.vstack([self.rows, other.rows], format="csr"),
            np.concatenate([self.places, other.places]),
            np.concatenate([self.drawn, other.drawn]),
        )


@dataclass(frozen=True, eq=False)
class Landscape:
    """A fitted space; rows given to it must come from its own text space."""

    space: TextSpace
    #: Columns of the text space that count, and the main directions: columns by directions.
    columns: NDArray[np.int64]
    directions: Places
    #: Where the landmarks lie before each step; unit vectors before the first.
    levels: tuple[Places, ...]
    average: Average

    @classmethod
    def fit(cls, space: TextSpace, rows: sparse.csr_array) -> "Landscape":
        """Learn from articles, newest first; any number of them, none included."""
        landmarks = rows[:LANDMARKS]
        columns = _telling(space, landmarks)
        directions = _main_directions(landmarks[:, columns])
        places = _unit(np.asarray(landmarks[:, columns] @ directions, np.float32))
        *levels, last = _levels(places)
        average = Average.of(landmarks, _unit(last))
        return cls(space, columns, directions, tuple(levels), average)

    def lie(self, rows: sparse.csr_array) -> Lie:
        """How the articles of these rows lie."""
        places = self.places(rows)
        return Lie(rows, places, self.drawn(places))

    def places(self, rows: sparse.csr_array) -> Places:
        """One unit vector a row, by its own words; zeros where no word is known here."""
        return _unit(np.asarray(rows[:, self.columns] @ self.directions, np.float32))

    def drawn(self, places: Places) -> Places:
        """The same, drawn towards the nearest landmarks."""
        drawn = [_drawn(block, self.levels) for block in _blocks(places)]
        return np.concatenate(drawn) if drawn else places

    @cached_property
    def size(self) -> int:
        """How many directions there are; 0 when nothing could be learned."""
        return int(self.directions.shape[1])


def _telling(space: TextSpace, rows: sparse.csr_array) -> NDArray[np.int64]:
    """Columns of single words that enough of the articles have."""
    uses = np.bincount(rows.indices, minlength=rows.shape[1])[: len(space.known)]
    return np.flatnonzero((space.known < PAIR) & (uses >= FEWEST_ARTICLES))


def _main_directions(rows: sparse.csr_array) -> Places:
    """The first right singular vectors, as columns."""
    most = min(DIRECTIONS, (min(rows.shape) - 1) // 2)
    if rows.shape[0] < FEWEST_LANDMARKS or most < 1:
        return np.zeros((rows.shape[1], 0), np.float32)
    columns = rows.T.tocsr()
    size = rows.shape[0]
    squared = LinearOperator((size, size), matvec=lambda x: rows @ (columns @ x), dtype=np.float32)
    # ARPACK asks for a start, and draws another where texts that repeat exhaust it; both are
    # fixed, so that the same articles give the same directions each time.
    start, chance = np.ones(size, np.float32), np.random.default_rng(0)
    strengths, found = eigsh(squared, min(most, size - 1), v0=start, rng=chance)
    strong = strengths > WEAKEST
    directions = (columns @ found[:, strong]) / np.sqrt(strengths[strong])
    return cast(Places, directions.astype(np.float32))


def _levels(places: Places) -> Iterator[Places]:
    """Where the landmarks lie before each step, and after the last."""
    near = _graph(places)
    yield places
    for _ in range(STEPS):
        places = np.asarray((OWN * places + near @ places) / (1 + OWN), np.float32)
        yield places


def _graph(places: Places) -> sparse.csr_array:
    """Each landmark's neighbours, theirs included that have it for one; rows sum to 1."""
    size = len(places)
    found = [_nearest(block, places, at * BLOCK) for at, block in enumerate(_blocks(places))]
    if not found:
        return sparse.csr_array((0, 0), dtype=np.float32)
    near, weight = (np.concatenate(parts) for parts in zip(*found, strict=True))
    starts = np.arange(0, near.size + 1, max(near.shape[1], 1))
    if not near.size:
        return sparse.csr_array((size, size), dtype=np.float32)
    one_way = sparse.csr_array((weight.ravel(), near.ravel(), starts), shape=(size, size))
    both = one_way.maximum(one_way.T).tocsr()
    total = np.maximum(np.asarray(both.sum(axis=1)).ravel(), np.float32(1e-9))
    return (sparse.diags_array(1 / total) @ both).tocsr().astype(np.float32)


def _nearest(
    places: Places, landmarks: Places, first: int | None = None
) -> tuple[NDArray[np.int64], Places]:
    """The nearest landmarks of each place, and how near: cosines, 0 or more.

    `first` is given when the places are landmarks themselves, from that one on: then none is
    its own neighbour.
    """
    count = min(NEIGHBOURS, len(landmarks) - (first is not None))
    if count < 1:
        return np.empty((len(places), 0), np.int64), np.empty((len(places), 0), np.float32)
    close = places @ landmarks.T
    if first is not None:
        own = np.arange(len(places))
        close[own, first + own] = -1
    near = np.argpartition(-close, count - 1, axis=1)[:, :count]
    return near, np.maximum(np.take_along_axis(close, near, axis=1), 0)


def _drawn(places: Places, levels: tuple[Places, ...]) -> Places:
    near, weight = _nearest(places, levels[0])
    weight = weight / np.maximum(weight.sum(axis=1, keepdims=True), np.float32(1e-9))
    at = places
    for level in levels:
        at = (OWN * at + np.einsum("ij,ijk->ik", weight, level[near])) / (1 + OWN)
    return _unit(at)


def _unit(places: Places) -> Places:
    lengths = np.linalg.norm(places, axis=1, keepdims=True)
    return cast(Places, (places / np.maximum(lengths, 1e-9)).astype(np.float32))


def _blocks(places: Places) -> Iterator[Places]:
    for start in range(0, len(places), BLOCK):
        yield places[start : start + BLOCK]
