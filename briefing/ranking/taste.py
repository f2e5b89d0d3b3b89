"""What was learned about outlets and topics, in numbers and words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from briefing.ranking.candidates import Candidates, Ints
from briefing.ranking.learning import OUTLET, TOPIC, Learned
from briefing.ranking.lessons import Lesson, Outcome

#: A line is shown from so many articles, and from so clear a leaning.
SHOWN_TIMES, SHOWN_LEANING = 3, 0.1

FacetKind = Literal["outlet", "topic"]


@dataclass(frozen=True)
class TasteLine:
    """What was learned about one outlet or topic."""

    kind: FacetKind
    name: str
    shared: int
    opened: int
    passed: int
    #: What it adds to the score of such an article, as a share of the most that one lesson on
    #: nothing else could add: mostly -1 to 1.
    leaning: float

    @property
    def times(self) -> int:
        """How many articles taught it."""
        return self.shared + self.opened + self.passed

    @property
    def disliked(self) -> bool:
        """Whether more of it was passed on than shared and opened."""
        return self.passed > self.shared + self.opened

    @property
    def fair(self) -> bool:
        """Whether its numbers say what its leaning does, which weighs what the voice said, too."""
        return self.disliked == (self.leaning < 0)

    @property
    def sentence(self) -> str:
        """For instance "you pass on “Deal gossip” 6 of 7 times"; completes "Here because …" too."""
        from_it = "stories from" if self.kind == "outlet" else "stories on"
        if self.disliked:
            verb, count = "pass on", self.passed
        elif self.shared:
            verb, count = "share", self.shared
        else:
            verb, count = "open", self.opened
        often = "the one time so far" if self.times == 1 else f"{count} of {self.times} times"
        return f"you {verb} {from_it} “{self.name}” {often}"


def lines_by_outlet(learned: Learned, past: Candidates) -> Mapping[int, TasteLine]:
    """What was learned about each outlet, by its id."""
    names = {outlet.id: outlet.name for outlet in past.outlets}
    counts = _counts(learned.lessons, learned.evidence.outlets)
    return {
        number: _line("outlet", names[number], counts[number], points / OUTLET)
        for number, points in learned.by_outlet.items()
    }


def lines_by_topic(learned: Learned, names: Sequence[str]) -> Mapping[int, TasteLine]:
    """What was learned about each topic of the voice, by its place there."""
    counts = _counts(learned.lessons, learned.evidence.topics)
    return {
        place: _line("topic", names[place], counts[place], points / TOPIC)
        for place, points in learned.by_topic.items()
    }


def clearest(lines: Sequence[TasteLine]) -> list[TasteLine]:
    """What is clear enough to be shown, the clearest first."""
    clear = [
        line
        for line in lines
        if line.fair and line.times >= SHOWN_TIMES and abs(line.leaning) >= SHOWN_LEANING
    ]
    return sorted(clear, key=lambda line: (-abs(line.leaning), line.kind, line.name))


def _counts(lessons: Sequence[Lesson], facet: Ints) -> Mapping[int, Counter[Outcome]]:
    counts: dict[int, Counter[Outcome]] = {}
    for lesson, number in zip(lessons, facet.tolist(), strict=True):
        counts.setdefault(number, Counter())[lesson.outcome] += 1
    return counts


def _line(kind: FacetKind, name: str, count: Counter[Outcome], leaning: float) -> TasteLine:
    return TasteLine(kind, name, count["shared"], count["opened"], count["passed"], leaning)
