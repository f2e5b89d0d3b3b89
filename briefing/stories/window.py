"""The articles of some days as one matrix, for looking at all of them together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from briefing.stories.reading import Reading

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

DAY = 86_400.0


@dataclass(frozen=True)
class Window:
    """Articles in order of arrival; a row each."""

    #: How often each article has each term: compressed rows.
    words: Any
    #: When each was published, in days since 1970.
    at: Floats
    #: A number for each article's language, 0 where it is not known.
    languages: Integers
    #: Pairs of articles that are the same form filled in on different days.
    apart: Integers

    @cached_property
    def lengths(self) -> Floats:
        """How many terms each article has, repeats and weights counted."""
        return np.asarray(self.words.sum(axis=1), dtype=np.float64).ravel()

    @cached_property
    def rows(self) -> Integers:
        """The article of each entry of the matrix."""
        return np.repeat(np.arange(self.words.shape[0]), np.diff(self.words.indptr))

    @cached_property
    def usual_terms(self) -> float:
        """How many different terms an article has on average, at least 1."""
        each = np.diff(self.words.indptr)
        return float(max(1.0, each[each > 0].mean())) if each.any() else 1.0


def window(readings: Sequence[Reading], apart: Sequence[tuple[int, int]] = ()) -> Window:
    """Put articles into one matrix; `apart` are pairs of their places in the list."""
    places: dict[str, int] = {}
    codes: dict[str, int] = {"": 0}
    ends, columns, counts = [0], list[int](), list[float]()
    for reading in readings:
        columns += [places.setdefault(term, len(places)) for term in reading.counts]
        counts += reading.counts.values()
        ends.append(len(columns))
    shape = (len(readings), max(1, len(places)))
    words = sparse.csr_matrix((np.array(counts, np.float32), columns, ends), shape)
    return Window(
        words=words,
        at=np.array([reading.at / DAY for reading in readings], dtype=np.float64),
        languages=np.array(
            [codes.setdefault(reading.language, len(codes)) for reading in readings], dtype=np.int64
        ),
        apart=np.array(apart, dtype=np.int64).reshape(-1, 2),
    )


@dataclass(frozen=True)
class Parts:
    """The articles of a window, parted into groups that are numbered from 0."""

    window: Window
    #: The group of each article.
    group_of: Integers

    @cached_property
    def sizes(self) -> Integers:
        """How many articles each group has."""
        return np.bincount(self.group_of)

    @cached_property
    def words(self) -> Any:
        """How often each group has each term: compressed rows, columns in order."""
        articles = len(self.group_of)
        ones, ends = np.ones(articles, np.float32), np.arange(articles + 1)
        member = sparse.csr_matrix((ones, self.group_of.copy(), ends), (articles, len(self.sizes)))
        words = (member.T @ self.window.words).tocsr()
        words.sort_indices()
        return words

    @cached_property
    def rows(self) -> Integers:
        """The group of each entry of `words`."""
        return np.repeat(np.arange(len(self.sizes)), np.diff(self.words.indptr))

    @cached_property
    def lengths(self) -> Floats:
        """How many terms each group has, repeats counted; a little, where there are none."""
        return np.maximum(np.asarray(self.words.sum(axis=1), dtype=np.float64).ravel(), 1e-9)

    @cached_property
    def languages(self) -> Integers:
        """The language of each group, 0 where no article's is known."""
        spoken = np.zeros(len(self.sizes), dtype=np.int64)
        np.maximum.at(spoken, self.group_of, self.window.languages)
        return spoken

    @cached_property
    def times(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Of each group the earliest, second, last but one and latest time, in days.

        The inner two say how far the group reaches without its outermost article.
        """
        at = self.window.at[np.lexsort((self.window.at, self.group_of))]
        ends = np.cumsum(self.sizes) - 1
        starts = ends - self.sizes + 1
        return (
            at[starts],
            at[np.minimum(starts + 1, ends)],
            at[np.maximum(ends - 1, starts)],
            at[ends],
        )

    def days_from(self, at: Floats, groups: Integers) -> Floats:
        """Days between moments and the nearest article of a group each, 0 in the midst of them."""
        first, _, _, last = self.times
        return np.maximum(0.0, np.maximum(first[groups] - at, at - last[groups]))


def parts(window: Window, group_of: npt.ArrayLike) -> Parts:
    """Groups by any numbers, numbered anew from 0 without gaps."""
    numbers = np.unique(np.asarray(group_of, dtype=np.int64), return_inverse=True)[1]
    return Parts(window, numbers.astype(np.int64))
