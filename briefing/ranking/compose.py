"""Composing: which articles together make the best edition of so many minutes.

The sum of the scores is as large as the budget and the caps allow, exactly (`proofs`, `program`).
Pinned articles are always in; a limit that they alone exceed stretches to what they need.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefing.ranking.candidates import Flags, Floats, Ints
from briefing.ranking.program import ROUNDING, Program
from briefing.ranking.proofs import Prices, Solution, solve, solve_again

#: Silent reading of English non-fiction: Brysbaert 2019, doi 10.1016/j.jml.2019.104047.
WORDS_PER_MINUTE = 238
#: Of five minutes, 75 seconds are kept for choosing and tapping on seven cards.
DECIDE_SECONDS = 75 / 7
#: What an item usually takes: five minutes hold seven.
USUAL_SECONDS = 300 / 7
#: Costs are whole numbers of half a word's time, so that no choice hangs on rounding: deciding
#: takes as long as 42.5 words.
UNITS_A_WORD = 2
UNIT_SECONDS = 60 / WORDS_PER_MINUTE / UNITS_A_WORD
DECIDE_UNITS = round(DECIDE_SECONDS / UNIT_SECONDS)

#: Why an article that was not sifted out is not in the edition: the first that applies.
RULES: Mapping[str, str] = {
    "same_story": "Another article stands for the same story.",
    "outlet_cap": "Its outlet already has as many places as one outlet may take.",
    "topic_cap": "Its topic already has as many places as one topic may take.",
    "own_cap": "Your own articles already have as many places as they may take.",
    "budget": "The minutes were already filled by articles that score higher together.",
    "no_reason": "Nothing speaks for it yet.",
}


@dataclass(frozen=True)
class Caps:
    """At most so many articles in an edition …"""

    #: … about one story,
    story: int = 1
    #: from one outlet,
    outlet: int = 2
    #: about one topic,
    topic: int = 3
    #: and of the company's own: the greater of a number
    own: int = 2
    #: and of a share of the usual items that the budget holds (Argyle Social 2010–11, 150,000
    #: posts: a mix of 25–50 % own content converted best).
    own_share: float = 0.4

    def own_places(self, budget_seconds: float) -> int:
        return max(self.own, int(self.own_share * budget_seconds / USUAL_SECONDS))


@dataclass(frozen=True, eq=False)
class Field:
    """What composing knows of the candidates; one value a candidate.

    Stories, outlets and topics are numbered from 0; -1 is none.
    """

    scores: Floats
    #: In units of `UNIT_SECONDS`.
    costs: Ints
    story: Ints
    outlet: Ints
    topic: Ints
    own: Flags
    pinned: Flags
    #: Breaks ties between scores: lower goes first.
    order: Ints

    def grouped(self, caps: Caps, budget_seconds: float) -> tuple[Ints, Ints]:
        """Candidates by their four groups, all numbered together from 1, and each one's limit."""
        kinds = (self.story, self.outlet, self.topic, self.own.astype(np.int64) - 1)
        places = (caps.story, caps.outlet, caps.topic, caps.own_places(budget_seconds))
        sizes = [int(kind.max(initial=-1)) + 1 for kind in kinds]
        starts = np.cumsum([1, *sizes[:-1]])
        groups = np.stack(
            [
                np.where(kind < 0, 0, kind + start)
                for kind, start in zip(kinds, starts, strict=True)
            ],
            axis=1,
        )
        return groups, np.append(groups.size + 1, np.repeat(places, sizes))


@dataclass(frozen=True, eq=False)
class Composition:
    """An edition's articles, and why the others are not among them."""

    #: Places of the chosen, ascending.
    chosen: Ints
    #: For each candidate the place of the rule in `RULES`; means nothing for the chosen.
    rule: NDArray[np.uint8]
    seconds: float
    #: The prices by which it was proved to be the best; None where it needed none.
    prices: Prices | None = None


def compose(field: Field, may: Flags, budget_seconds: float, caps: Caps) -> Composition:
    """Choose among the candidates where `may` is true."""
    room = Room.of(field, may, budget_seconds, caps)
    return room.composition(solve(room.program))


def compose_again(
    field: Field, may: Flags, budget_seconds: float, caps: Caps, before: Composition, raised: int
) -> Composition:
    """As `compose`, where since `before` only the article at the place `raised` has changed.

    That article, which `before` leaves out, may have got another score and another cost. What
    was found before stays unless an edition with that article is better.
    """
    room = Room.of(field, may, budget_seconds, caps)
    place = np.full(len(may), -1)
    place[room.free] = np.arange(len(room.free))
    known = np.sort(place[before.chosen[~field.pinned[before.chosen]]])
    solution = Solution(known, before.prices)
    if place[raised] >= 0:
        solution = solve_again(room.program, solution, int(place[raised]))
    return room.composition(solution)


@dataclass(frozen=True, eq=False)
class Room:
    """What is left to choose once the pinned are in."""

    costs: Ints
    #: The candidates' groups, and how many places each group has.
    groups: Ints
    limits: Ints
    #: In units of `UNIT_SECONDS`.
    budget: int
    pinned: Ints
    #: Places of the candidates that are free to be chosen, the best score first.
    free: Ints
    #: Their program, in that order.
    program: Program

    @classmethod
    def of(cls, field: Field, may: Flags, budget_seconds: float, caps: Caps) -> "Room":
        costs, (groups, limits) = field.costs, field.grouped(caps, budget_seconds)
        pinned = np.flatnonzero(may & field.pinned)
        needed = np.bincount(groups[pinned].ravel(), minlength=len(limits))
        needed[0] = 0
        limits = np.maximum(limits, needed)
        budget = max(int(budget_seconds / UNIT_SECONDS + ROUNDING), int(costs[pinned].sum()))

        left, room = budget - int(costs[pinned].sum()), limits - needed
        fits = (costs <= left) & (room[groups] > 0).all(axis=1) & (field.scores > ROUNDING)
        free = np.flatnonzero(may & ~field.pinned & fits)
        free = free[np.lexsort((field.order[free], -field.scores[free]))]
        program = Program(field.scores[free], costs[free], groups[free], room, left)
        return cls(costs, groups, limits, budget, pinned, free, program)

    def composition(self, found: Solution) -> Composition:
        """The edition that comes of a choice among the free, and why it leaves the others out."""
        chosen = np.sort(np.concatenate([self.pinned, self.free[found.chosen]]))
        taken = np.bincount(self.groups[chosen].ravel(), minlength=len(self.limits))
        full = taken >= self.limits
        full[0] = False
        over = self.costs > self.budget - self.costs[chosen].sum()
        broken = [*full[self.groups].T, over]
        rule = np.select(broken, range(len(broken)), default=len(broken)).astype(np.uint8)
        seconds = float(self.costs[chosen].sum() * UNIT_SECONDS)
        return Composition(chosen, rule, seconds, found.prices)


def reading_cost(words: Ints) -> Ints:
    """What an item of so many words costs, reading it and deciding, in units of `UNIT_SECONDS`."""
    return words * UNITS_A_WORD + DECIDE_UNITS
