"""Solving an edition's program fast: prove most articles useless, hand the rest to the solver.

**Prices.** For any prices y ≥ 0 of places in the groups and λ ≥ 0 of the budget, let
s' = score − Σ y of the article's groups, and r = s' − λ·cost. Every allowed choice x has

    Σ score·x  =  Σ s'·x + Σ y·(places taken)  ≤  Σ s'·x + Y,            Y = Σ y·limit
               =  Σ r·x + λ·Σ cost·x + …       ≤  Σ max(0, r) + λ·budget + Y  =: U

and a choice with article j in it has at most U + min(0, r_j). Where that is below the value of
a choice already known, no better one contains j, and leaving j out loses nothing. The prices
decide how many articles go, never whether the answer is right; good ones are the shadow prices of
the relaxed program over the most promising articles.

**Knapsack.** Sharper, on what is left: under the budget alone the best Σ s'·x over choices with j
is found exactly by dynamic programming, from the best of the articles before j (for every amount
spent), and of those after it. Plus Y it bounds every allowed choice with j.

**Likeness.** Where many articles are alike both bounds are weak. Then an article also goes if as
many others of the same groups, each alone in its story, score and cost no worse as the tightest
of those groups has places: one of them is always free to stand in its stead.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from briefing.ranking.candidates import Floats, Ints
from briefing.ranking.program import ROUNDING, Program, best, branch_and_bound, greedy

#: Up to so many articles the solver is called at once.
DIRECT = 40
#: Articles that set the prices and join in each further round; more rounds change little.
PROMISING, ROUNDS = 200, 3
#: Articles from which a first good choice is made.
CORE = 120
#: Swaps that may improve it.
SWAPS = 30
#: From so many left on, likeness is looked for.
MANY = 400
#: The knapsack's table has at most so many numbers (48 MB).
TABLE = 6_000_000


@dataclass(frozen=True, eq=False)
class Solution:
    """A program's best choice."""

    #: Ascending places in the program.
    chosen: Ints
    #: The prices that the proof went by; None where so few articles needed none.
    prices: "Prices | None" = None


def solve(program: Program) -> Solution:
    """The best choice."""
    known = greedy(program, np.arange(len(program)))
    price = prices(program) if len(program) > DIRECT else None
    return Solution(_best_of(program, known, price), price)


def solve_again(program: Program, before: Solution, raised: int) -> Solution:
    """The best choice, where only one article has changed since `before` was the best.

    That article, at the place `raised`, is not in `before`, and has got another score or cost. So
    `before` still is the best of all choices without it. Its prices bound those with it; where
    none of them can be better, nothing is left to do.
    """
    known, price = before.chosen, before.prices
    if price is not None:
        with_it = price.bound(program) + min(float(price.reduced(program)[raised]), 0)
        if with_it <= program.value(known) + ROUNDING:
            return before
    return Solution(_best_of(program, known, price), price)


def _best_of(program: Program, known: Ints, price: "Prices | None") -> Ints:
    """The best choice; `known` where no other is better."""
    places = np.arange(len(program))
    if price is not None:
        known, places = narrow(program, known, price)
    return best(program, known, places[branch_and_bound(program.only(places))])


def narrow(program: Program, known: Ints, price: "Prices") -> tuple[Ints, Ints]:
    """A choice no worse than `known`, and the places of articles that may be in a better one.

    Either the choice is the best there is, or one of these articles alone is. Any prices will do.
    """
    shifted, reduced = price.shifted(program), price.reduced(program)
    known = best(program, known, *first_choices(program, shifted, reduced))
    bound = price.bound(program) + np.minimum(reduced, 0)
    places = np.flatnonzero(bound > program.value(known) + ROUNDING)
    if len(places) > MANY:
        places = places[unlike(program.only(places))]
    if len(places) > DIRECT and len(places) * (program.budget + 1) <= TABLE:
        within = knapsack_bounds(shifted[places], program.costs[places], program.budget)
        places = places[within + price.of_limits(program) > program.value(known) + ROUNDING]
    return known, places


@dataclass(frozen=True, eq=False)
class Prices:
    """What a unit of the budget and a place in each group are worth, in points; none below 0."""

    budget: float
    groups: Floats

    def shifted(self, program: Program) -> Floats:
        """Scores without the price of the places taken."""
        return np.asarray(program.scores - self.groups[program.groups].sum(axis=1), np.float64)

    def reduced(self, program: Program) -> Floats:
        """Scores without the price of the places and the budget taken."""
        return self.shifted(program) - self.budget * program.costs

    def of_limits(self, program: Program) -> float:
        """The price of all places in all groups (Y)."""
        return float(self.groups @ program.limits)

    def bound(self, program: Program) -> float:
        """No allowed choice is worth more than this (U)."""
        gains = float(np.maximum(self.reduced(program), 0).sum())
        return gains + self.budget * program.budget + self.of_limits(program)


def prices(program: Program) -> Prices:
    """Shadow prices of the relaxed program, by column generation from the best scores on."""
    promising = np.arange(min(PROMISING, len(program)))
    found = []
    for _ in range(ROUNDS):
        price = shadow(program, promising)
        found.append(price)
        reduced = price.reduced(program)
        reduced[promising] = 0
        more = np.argsort(-reduced, kind="stable")[:PROMISING]
        more = more[reduced[more] > ROUNDING]
        if not len(more):
            break
        promising = np.union1d(promising, more)
    return min(found, key=lambda price: price.bound(program))


def shadow(program: Program, places: Ints) -> Prices:
    """The prices if only these articles were there."""
    part = program.only(places)
    left, right, binding = part.constraints()
    answer = linprog(-part.scores, A_ub=left, b_ub=right, bounds=(0, 1), method="highs-ds")
    price = np.maximum(-answer.ineqlin.marginals, 0)
    groups = np.zeros(len(program.limits))
    groups[binding] = price[1:]
    return Prices(float(price[0]), groups)


def first_choices(program: Program, shifted: Floats, reduced: Floats) -> list[Ints]:
    """Good choices: by reduced score, and the core's knapsack mended; both with swaps."""
    preference = np.argsort(-reduced, kind="stable")
    core = np.sort(preference[:CORE])
    table = knapsack(shifted[core], program.costs[core], program.budget)
    packed = core[unpack(table, program.costs[core])]
    mended = np.append(packed, preference[~np.isin(preference, packed)])
    nearest = preference[: 2 * CORE]
    starts = greedy(program, preference), greedy(program, mended)
    return [swapped(program, start, nearest) for start in starts]


def swapped(program: Program, chosen: Ints, others: Ints) -> Ints:
    """The choice after the best swaps of one article for one of the others, while any gains."""
    for _ in range(SWAPS):
        out = np.setdiff1d(others, chosen)
        left = program.budget - program.costs[chosen].sum()
        taken = np.bincount(program.groups[chosen].ravel(), minlength=len(program.limits))
        full = taken >= program.limits
        full[0] = False
        gain = program.scores[out] - program.scores[chosen][:, None]
        fits = program.costs[out] - program.costs[chosen][:, None] <= left
        same = program.groups[out] == program.groups[chosen][:, None]
        fits &= (same | ~full[program.groups[out]]).all(axis=2)
        gain[~fits] = 0
        if not gain.size or gain.max() <= ROUNDING:
            break
        gives, takes = np.unravel_index(gain.argmax(), gain.shape)
        chosen = np.sort(np.append(np.delete(chosen, gives), out[takes]))
        chosen = greedy(program, np.append(chosen, others[~np.isin(others, chosen)]))
    return chosen


def knapsack(scores: Floats, costs: Ints, budget: int) -> Floats:
    """The best sum of scores from the first n articles (rows) within each budget (columns)."""
    table = np.zeros((len(scores) + 1, budget + 1))
    for n, (score, cost) in enumerate(zip(scores.tolist(), costs.tolist(), strict=True)):
        table[n + 1] = with_one_more(table[n], score, cost)
    return table


def with_one_more(row: Floats, score: float, cost: int) -> Floats:
    """The row after one more article may be taken."""
    after = row.copy()
    if cost < len(row):
        np.maximum(row[cost:], row[: len(row) - cost] + score, out=after[cost:])
    return after


def unpack(table: Floats, costs: Ints) -> Ints:
    """Which articles make up the last entry of the table, ascending."""
    left, packed = table.shape[1] - 1, []
    for n in range(len(costs) - 1, -1, -1):
        if table[n + 1, left] != table[n, left]:
            packed.append(n)
            left -= int(costs[n])
    return np.array(packed[::-1], np.int64)


def knapsack_bounds(scores: Floats, costs: Ints, budget: int) -> Floats:
    """For each article the best sum of scores with it, under the budget alone."""
    before = knapsack(scores, costs, budget)
    after = np.zeros(budget + 1)
    bounds = np.full(len(scores), -np.inf)
    for n in range(len(scores) - 1, -1, -1):
        score, cost = float(scores[n]), int(costs[n])
        if cost <= budget:
            rest = budget - cost
            bounds[n] = score + (before[n, : rest + 1] + after[rest::-1]).max()
        after = with_one_more(after, score, cost)
    return bounds


def unlike(program: Program) -> Ints:
    """Places of the articles in whose stead no other could always stand."""
    story, limits = program.groups[:, 0], program.limits.tolist()
    alone = (story == 0) | (np.bincount(story)[story] == 1)
    cheaper: dict[tuple[int, ...], list[int]] = defaultdict(list)
    kept = []
    rows = zip(program.costs.tolist(), program.groups[:, 1:].tolist(), alone.tolist(), strict=True)
    for place, (cost, groups, is_alone) in enumerate(rows):
        costs = cheaper[tuple(groups)]
        if sum(other <= cost for other in costs) >= min(limits[group] for group in groups):
            continue
        kept.append(place)
        if is_alone:
            costs.append(cost)
    return np.array(kept, np.int64)
