"""Articles that are copies of one another, edited or not.

A text is cut into overlapping runs of three terms (shingles: Broder 1997, doi
10.1109/SEQUEN.1997.666900); two texts are copies when the shorter shares half of
its runs with the longer. Of the runs, a fixed half is kept, chosen by hash, and
they are looked up in an inverted index, which also tells how many are shared:
MinHash with LSH (datasketch) would only estimate that, and took six times as long here.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from zlib import crc32

#: Only the beginning is compared: an editor cuts from the end.
MOST_TERMS = 120
#: Every n-th run is kept, by hash, the same ones in every text.
KEPT = 2
#: Fewer kept runs than this prove nothing.
FEWEST_RUNS = 5
#: Share of the shorter text's runs that must be shared. Of 1,000 made-up texts all were
#: found again with a twentieth of the words changed and the last fifth cut, 0.99 with a
#: tenth changed and two fifths cut; what is changed more is left to the cosine.
CONTAINED = 0.5
#: Of the texts that have a run, only the latest are looked at: boilerplate is in all.
TOO_COMMON = 40


def runs(terms: Sequence[str]) -> frozenset[int]:
    """The kept runs of three of a text's terms (`articles.terms.terms`), as hashes.

    Function words are no terms, so that three make about five words.
    """
    opening = terms[:MOST_TERMS]
    hashes = [crc32(term.encode()) for term in opening]
    mixed = (
        (first * 3 + second * 5 + third * 7) & 0xFFFFFFFF
        for first, second, third in zip(hashes, hashes[1:], hashes[2:], strict=False)
    )
    return frozenset(run for run in mixed if run % KEPT == 0)


class Copies:
    """Remembers texts by number and finds copies among them."""

    def __init__(self) -> None:
        self._having: dict[int, list[int]] = {}
        self._kept: dict[int, frozenset[int]] = {}

    def add(self, number: int, kept: frozenset[int]) -> None:
        """Remember a text by its `runs`."""
        self._kept[number] = kept
        for run in kept:
            self._having.setdefault(run, []).append(number)

    def forget(self, number: int) -> None:
        """Remember a text no longer."""
        for run in self._kept.pop(number):
            having = self._having[run]
            having.remove(number)
            if not having:
                del self._having[run]

    def of(self, kept: frozenset[int]) -> list[tuple[int, float]]:
        """The remembered texts that are copies, with the share contained, most alike first."""
        if len(kept) < FEWEST_RUNS:
            return []
        copies = [
            (number, share)
            for number, shared in Counter(self._lookup(kept)).items()
            if shared >= FEWEST_RUNS
            and (share := shared / min(len(kept), len(self._kept[number]))) >= CONTAINED
        ]
        return sorted(copies, key=lambda pair: (-pair[1], pair[0]))

    def _lookup(self, kept: frozenset[int]) -> Iterable[int]:
        """Every remembered text once for each run it shares: the latest few of each run."""
        for run in kept:
            yield from self._having.get(run, ())[-TOO_COMMON:]
