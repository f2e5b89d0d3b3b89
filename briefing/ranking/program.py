"""The small integer program behind an edition, solved exactly.

    maximise    Σ score·x       with every x 0 or 1
    subject to  Σ cost·x ≤ budget,   Σ x in each group ≤ its limit

HiGHS (`scipy.optimize.milp`) needs seconds for thousands of articles, so `proofs` first leaves
out those that provably are in no better choice than one already known.

Equal inputs in equal order give equal answers: nothing here is random or timed.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from briefing.ranking.candidates import Floats, Ints
from briefing.ranking.printing import printing_aside

#: How far down the list a greedy choice looks.
GREEDY_DEPTH = 1_500
#: Differences that are rounding, in points.
ROUNDING = 1e-9
#: HiGHS may stop 1e-6 short of the optimum; scaled up, that is less than anybody's point.
SCALE = 2.0**6
#: Sums of whole numbers stay within a limit just as well if that lies a little above it, and
#: HiGHS then has no solutions to mend that are over by rounding alone.
SLACK_BUDGET, SLACK_PLACES = 0.5, 1e-4
#: HiGHS gives up after so many branches; the best choice found by then counts.
MOST_BRANCHES = 5_000


@dataclass(frozen=True, eq=False)
class Program:
    """Articles in order of preference: equals are taken from the front."""

    scores: Floats
    #: Whole numbers above 0, so that nothing hangs on rounding.
    costs: Ints
    #: Articles by kinds of group (the story first): the number of each one's group; 0 is none.
    groups: Ints
    #: Places in each group; group 0 has room for all.
    limits: Ints
    budget: int

    def __len__(self) -> int:
        return len(self.scores)

    def only(self, places: Ints) -> "Program":
        return replace(
            self,
            scores=self.scores[places],
            costs=self.costs[places],
            groups=self.groups[places],
        )

    def value(self, chosen: Ints) -> float:
        return float(self.scores[chosen].sum())

    def constraints(self) -> tuple[sparse.csr_array, Floats, Ints]:
        """Left side, right side, and group numbers, of the budget and the groups that can bind."""
        members = np.bincount(self.groups.ravel(), minlength=len(self.limits))
        binding = np.flatnonzero(members > self.limits)
        row = np.zeros(len(self.limits), np.int64)
        row[binding] = np.arange(1, len(binding) + 1)
        article, kind = np.nonzero(row[self.groups])
        rows = np.append(np.zeros(len(self), np.int64), row[self.groups[article, kind]])
        columns = np.append(np.arange(len(self)), article)
        values = np.append(self.costs, np.ones(len(article)))
        shape = (len(binding) + 1, len(self))
        left = sparse.coo_array((values, (rows, columns)), shape=shape).tocsr()
        return left, np.append(self.budget, self.limits[binding]).astype(np.float64), binding


def best(program: Program, *choices: Ints) -> Ints:
    """The choice of most value; the earlier one if the others add nothing but rounding."""
    first = choices[0]
    for other in choices[1:]:
        if program.value(other) > program.value(first) + ROUNDING:
            first = other
    return first


def greedy(program: Program, preference: Ints) -> Ints:
    """Take what fits, in the order of preference."""
    left, chosen = program.budget, []
    free = program.limits.tolist()
    least = int(program.costs.min(initial=program.budget + 1))
    preferred = preference[:GREEDY_DEPTH]
    costs, groups = program.costs[preferred].tolist(), program.groups[preferred].tolist()
    for place, cost, of in zip(preferred.tolist(), costs, groups, strict=True):
        if left < least:
            break
        if cost <= left and all(free[group] for group in of):
            left -= cost
            chosen.append(place)
            for group in of:
                free[group] -= 1
    return np.array(sorted(chosen), np.int64)


def branch_and_bound(program: Program) -> Ints:
    """The best choice by HiGHS, as ascending places; none at all if it gave up without one."""
    if not len(program):
        return np.empty(0, np.int64)
    left, right, _ = program.constraints()
    right[0] += SLACK_BUDGET
    right[1:] += SLACK_PLACES
    with printing_aside():
        answer = milp(
            -program.scores * SCALE,
            integrality=np.ones(len(program)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(
                sparse.diags_array(1 / right) @ left, ub=np.ones(len(right))
            ),
            options={"mip_rel_gap": 0, "node_limit": MOST_BRANCHES},
        )
    if answer.x is None:
        return np.empty(0, np.int64)
    return np.flatnonzero(answer.x > 0.5)
