"""A second look at all articles of some days together: the nightly repair.

What was decided article by article, in order of arrival, was decided before the event's
words were known. Here large groups are cut into strands, articles move to where they
fit best, and what is one event is joined, until nothing changes.
"""

from collections import Counter
from collections.abc import Sequence

from briefing.stories.joining import joined, parted
from briefing.stories.mixture import settled
from briefing.stories.reading import Reading
from briefing.stories.window import Parts, parts, window

#: How often groups are joined and articles then move, and rounds of moves, at the most.
LOOKS = 3
MOVES = 4


def repaired(
    readings: Sequence[Reading],
    groups: Sequence[int],
    apart: Sequence[tuple[int, int]] = (),
    *,
    unused: int = 0,
) -> list[int]:
    """The group of each article after a second look, given the present one.

    Readings in order of arrival. `apart` are pairs of places in the list that are the
    same form filled in on different days, and never one story. A group keeps its number
    where most of its articles come from; others get numbers from `unused` on, or from the
    greatest before.
    """
    if len(readings) < 2:
        return list(groups)
    found = parted(parts(window(readings, apart), groups))
    found = settled(found, MOVES)
    for _ in range(LOOKS):
        found, number = _all_joined(found)
        if not number:
            break
        found = settled(found, MOVES)
    return _with_old_numbers(groups, found.group_of.tolist(), max(unused, max(groups) + 1))


def _all_joined(found: Parts) -> tuple[Parts, int]:
    """Join until no two groups are near enough; how many were joined."""
    total = 0
    while True:
        found, number = joined(found)
        if not number:
            return found, total
        total += number


def _with_old_numbers(before: Sequence[int], after: Sequence[int], unused: int) -> list[int]:
    """Each group of `after` under the number of the group that it has most articles of."""
    named: dict[int, int] = {}
    taken: set[int] = set()
    common = Counter(zip(before, after, strict=True))
    for (old, new), _ in sorted(common.items(), key=lambda pair: (-pair[1], pair[0])):
        if new not in named and old not in taken:
            named[new] = old
            taken.add(old)
    for new in after:
        if new not in named:
            named[new] = unused
            unused += 1
    return [named[new] for new in after]
