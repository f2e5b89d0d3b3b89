"""A landscape with how articles lie in it, in a form that can be kept.

Learning a landscape and laying out ten thousand articles takes seconds; taking up a survey takes a
tenth of one. What is kept is what was worked out, number by number, so a ranking cannot tell.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from briefing.model import Article
from briefing.ranking.candidates import Candidates, Ints
from briefing.ranking.landscape import Landscape, Lie
from briefing.ranking.likeness import Average
from briefing.ranking.space import TextSpace, article_text

#: A survey is out of date when more than this share of the articles is new to it.
NEW = 0.1
#: The modules that decide what a survey's numbers mean.
_MEANING = ("space", "landscape", "likeness", "survey")

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Survey:
    """A landscape, and the articles that it was learned from."""

    landscape: Landscape
    ids: Ints
    #: Which text of each article was read: its checksum (CRC-32).
    texts: Ints
    lie: Lie

    @classmethod
    def of(cls, candidates: Candidates) -> "Survey":
        """What was worked out for these candidates."""
        lie = Lie(candidates.rows, candidates.places, candidates.drawn)
        return cls(candidates.landscape, candidates.ids, checksums(candidates.articles), lie)

    def candidates(self, articles: Sequence[Article]) -> Candidates:
        """Lay out the articles; in another landscape where too many are new to this one."""
        if not articles:
            return Candidates.of(articles)
        place = self._places(articles)
        new = np.flatnonzero(place < 0)
        if len(new) > NEW * len(articles):
            return Candidates.of(articles)
        lie = self.lie
        if len(new):
            texts = (article_text(articles[at]) for at in new.tolist())
            lie = lie.and_then(self.landscape.lie(self.landscape.space.rows(texts)))
            place[new] = len(self.ids) + np.arange(len(new))
        if not np.array_equal(place, np.arange(lie.rows.shape[0])):
            lie = lie.take(place)
        return Candidates.lying(articles, self.landscape, lie)

    def _places(self, articles: Sequence[Article]) -> Ints:
        """Where each article stands here; -1 where it does not, or with another text."""
        known = {number: place for place, number in enumerate(self.ids.tolist())}
        place = np.array([known.get(article.id, -1) for article in articles], np.int64)
        read = np.append(self.texts, -1)[place]
        return np.where(read == checksums(articles), place, -1)

    def arrays(self) -> Arrays:
        """All of it, by name."""
        landscape, rows = self.landscape, self.lie.rows
        levels = {f"level {step}": level for step, level in enumerate(landscape.levels)}
        return levels | {
            "ids": self.ids,
            "texts": self.texts,
            "known": landscape.space.known,
            "weights": landscape.space.weights,
            "columns": landscape.columns,
            "directions": landscape.directions,
            "average words": landscape.average.words,
            "average place": landscape.average.place,
            "average size": np.array(landscape.average.size),
            "row ends": rows.indptr,
            "row terms": rows.indices,
            "row values": rows.data,
            "places": self.lie.places,
            "drawn": self.lie.drawn,
        }

    @classmethod
    def from_arrays(cls, found: Arrays) -> "Survey":
        """The survey that gave these."""
        levels = sorted(name for name in found if name.startswith("level "))
        space = TextSpace(found["known"], found["weights"])
        average = Average(
            found["average words"], found["average place"], int(found["average size"])
        )
        landscape = Landscape(
            space,
            found["columns"],
            found["directions"],
            tuple(found[name] for name in levels),
            average,
        )
        rows = sparse.csr_array(
            (found["row values"], found["row terms"], found["row ends"]),
            shape=(len(found["ids"]), len(space.weights)),
        )
        return cls(
            landscape, found["ids"], found["texts"], Lie(rows, found["places"], found["drawn"])
        )


def changed(before: Collection[int], now: Collection[int]) -> bool:
    """Whether so many articles came or went that a new survey is worth its while; ids of each."""
    return len(set(before) ^ set(now)) > NEW * len(now)


def checksums(articles: Sequence[Article]) -> Ints:
    """What tells one text of an article from another."""
    return np.array([crc32(article_text(article).encode()) for article in articles], np.int64)


@cache
def form() -> str:
    """Tells surveys of this code from those of any other, whose numbers may mean other things."""
    digest = hashlib.blake2b(digest_size=16)
    for name in _MEANING:
        digest.update(Path(__file__).with_name(f"{name}.py").read_bytes())
    return digest.hexdigest()
