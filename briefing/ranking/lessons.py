"""What an executive's taps teach, article by article.

An article teaches once, however many taps it got: shared +2, opened +1, later 0, passed −1,
summed over the kinds of taps and kept within −1..2 (as in lihor-hub/news-dashboard); staff who
teach say for the executive "would share" (+2) or "would pass" (−1). A pass with "seen it" is no
dislike, and one with "mute this outlet" says nothing about what the article was about: neither
teaches anything. Nor do decisions that were taken back.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from briefing.model import Decision

#: Reasons of a pass that say nothing of the article.
NO_DISLIKE = ("seen_it", "mute_outlet")

POINTS = {"shared": 2, "opened": 1, "passed": -1, "would_share": 2, "would_pass": -1}
#: Kinds that staff say for an executive when they teach.
TAUGHT = ("would_share", "would_pass")
FEWEST_POINTS, MOST_POINTS = -1, 2

#: What an article came to in the end; what staff taught counts as what they say it stands for.
Outcome = Literal["shared", "opened", "passed"]
_OUTCOMES: Mapping[str, Outcome] = {
    "shared": "shared",
    "would_share": "shared",
    "opened": "opened",
    "passed": "passed",
    "would_pass": "passed",
}


@dataclass(frozen=True)
class Lesson:
    """What one article taught."""

    article_id: int
    #: -1 (not wanted) to 2 (shared).
    points: float
    #: When, in Unix seconds: the latest of its taps.
    at: float
    outcome: Outcome
    #: Whether the desk said it for the executive.
    by_desk: bool = False

    @property
    def wanted(self) -> float:
        """How much it was wanted: 0 (passed) to 1 (shared)."""
        return (self.points - FEWEST_POINTS) / (MOST_POINTS - FEWEST_POINTS)


def lessons(
    stands: Iterable[Decision], known: Collection[int], *, since: datetime | None = None
) -> list[Lesson]:
    """The lessons of one executive's decisions, oldest first; an article gives one or none.

    `stands` are decisions that were not taken back (`standing`), about articles by id; those
    that are not `known` teach nothing, nor does what lies before `since`.
    """
    start = since or datetime.min.replace(tzinfo=UTC)
    found = []
    for number, taps in by_article(stands).items():
        taught = [d for d in taps if d.at >= start and d.kind in POINTS]
        taught = [d for d in taught if d.reason not in NO_DISLIKE]
        if number in known and taught:
            found.append(_lesson(number, taught))
    return sorted(found, key=lambda lesson: (lesson.at, lesson.article_id))


def _lesson(number: int, taps: Sequence[Decision]) -> Lesson:
    kinds = {_OUTCOMES[decision.kind] for decision in taps}
    order: tuple[Outcome, ...] = ("shared", "passed", "opened")
    return Lesson(
        number,
        points_of(taps),
        max(decision.at for decision in taps).timestamp(),
        next(outcome for outcome in order if outcome in kinds),
        by_desk=all(decision.kind in TAUGHT for decision in taps),
    )


def points_of(taps: Sequence[Decision]) -> float:
    """The points of one article's taps, -1 to 2."""
    kinds = {decision.kind for decision in taps}
    total = sum(POINTS.get(kind, 0) for kind in kinds)
    return max(FEWEST_POINTS, min(MOST_POINTS, total))


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Without the decisions that were taken back, and without the taking back; oldest first."""
    taken_back: set[int | None] = set()
    kept = []
    for decision in sorted(decisions, key=lambda d: (d.at, d.id), reverse=True):
        if decision.id in taken_back:
            continue
        if decision.kind == "undone":
            taken_back.add(decision.undoes)
        else:
            kept.append(decision)
    return kept[::-1]


def by_article(decisions: Iterable[Decision]) -> Mapping[int, list[Decision]]:
    found: dict[int, list[Decision]] = defaultdict(list)
    for decision in decisions:
        found[decision.article_id].append(decision)
    return found
