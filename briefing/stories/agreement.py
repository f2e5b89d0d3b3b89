"""How well two ways of grouping the same things agree."""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import NamedTuple


class Agreement(NamedTuple):
    """Each from 0 to 1."""

    precision: float
    recall: float
    f1: float


def b_cubed(truth: Mapping[int, Hashable], found: Mapping[int, Hashable]) -> Agreement:
    """B-cubed precision, recall and F1 of `found` against `truth`, both thing → group.

    For each thing: of those grouped with it, the share that belongs; of those that
    belong, the share that was grouped; then the means over all things (Bagga and
    Baldwin 1998; Amigó et al. 2009, doi 10.1007/s10791-008-9066-8). The mappings
    must have the same keys, at least one.
    """
    belong, grouped = Counter(truth.values()), Counter(found.values())
    both = Counter((truth[thing], found[thing]) for thing in truth)
    precision = sum(n * n / grouped[group] for (_, group), n in both.items()) / len(truth)
    recall = sum(n * n / belong[event] for (event, _), n in both.items()) / len(truth)
    return Agreement(precision, recall, 2 * precision * recall / (precision + recall))
