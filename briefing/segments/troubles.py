"""Rows that did not come in, or not whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Rows that are named one by one.
MOST_NAMED = 5


@dataclass(frozen=True)
class Trouble:
    """What is wrong with a row, and what became of it."""

    row: int
    #: Completes a sentence after a colon, e.g. "no name".
    why: str
    #: False: it came in without its size.
    left_out: bool = True


def sentences(troubles: Iterable[Trouble]) -> list[str]:
    """What is wrong, each kind once with its rows: "Rows 3 and 8 were left out: no name."."""
    rows: dict[tuple[bool, str], list[int]] = {}
    for one in sorted(troubles, key=lambda one: one.row):
        rows.setdefault((one.left_out, one.why), []).append(one.row)
    return [f"{_which(numbers, left_out)}: {why}." for (left_out, why), numbers in rows.items()]


def _which(numbers: Sequence[int], left_out: bool) -> str:
    named = [f"{number:,}" for number in numbers]
    if len(named) == 1:
        return f"Row {named[0]} {'was left out' if left_out else 'has no size'}"
    rest = len(named) - MOST_NAMED
    some = named[:MOST_NAMED] + ([f"{rest:,} more"] if rest > 0 else [])
    did = "were left out" if left_out else "have no size"
    return f"Rows {', '.join(some[:-1])} and {some[-1]} {did}"
