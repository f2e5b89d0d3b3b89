"""The edition is the optimum: checked against trying everything."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from briefing.ranking import proofs
from briefing.ranking.compose import (
    RULES,
    UNIT_SECONDS,
    Caps,
    Field,
    compose,
    compose_again,
    reading_cost,
)
from briefing.ranking.program import Program, branch_and_bound

NAMES = tuple(RULES)


def field(rng, size, *, outlets=4, topics=3, stories=None, pins=0.0, own=0.2, step=0.0):
    """A made-up morning; with a step, many scores are alike."""
    scores = rng.gamma(2, 0.4, size)
    return Field(
        scores=np.round(scores / step) * step if step else scores,
        costs=reading_cost(rng.integers(20, 160, size)),
        story=rng.integers(0, stories or size, size),
        outlet=rng.integers(0, outlets, size),
        topic=rng.integers(-1, topics, size),
        own=rng.random(size) < own,
        pinned=rng.random(size) < pins,
        order=rng.permutation(size),
    )


def allowed(of, chosen, budget, caps):
    """Whether people reading the rules would let these articles stand together."""
    chosen = list(chosen)
    pinned = [place for place in chosen if of.pinned[place]]

    def within(kind, cap, none=None):
        for value in {int(kind[place]) for place in chosen} - {none}:
            number = sum(int(kind[place]) == value for place in chosen)
            needed = sum(int(kind[place]) == value for place in pinned)
            if number > max(cap, needed):
                return False
        return True

    spent, needed = sum(of.costs[chosen]), sum(of.costs[pinned])
    return (
        spent * UNIT_SECONDS <= max(budget, needed * UNIT_SECONDS) + 1e-9
        and within(of.story, caps.story)
        and within(of.outlet, caps.outlet)
        and within(of.topic, caps.topic, none=-1)
        and within(of.own, caps.own_places(budget), none=0)
    )


def tried_everything(of, may, budget, caps):
    """The greatest sum of scores of any allowed edition with all that is pinned."""
    must = [place for place in np.flatnonzero(may) if of.pinned[place]]
    rest = [place for place in np.flatnonzero(may) if not of.pinned[place]]
    return max(
        of.scores[[*must, *others]].sum() if must or others else 0.0
        for number in range(len(rest) + 1)
        for others in combinations(rest, number)
        if allowed(of, [*must, *others], budget, caps)
    )


@pytest.mark.parametrize("seed", range(240))
def test_is_the_optimum(seed):
    rng = np.random.default_rng(seed)
    of = field(
        rng,
        int(rng.integers(1, 12)),
        outlets=int(rng.integers(1, 5)),
        topics=int(rng.integers(0, 4)),
        stories=int(rng.integers(1, 12)),
        pins=float(rng.choice([0, 0, 0.3])),
        own=float(rng.choice([0, 0.2, 0.9])),
        step=float(rng.choice([0, 0.25])),
    )
    may = rng.random(len(of.scores)) < 0.9
    budget = float(rng.choice([20, 60, 120, 300]))
    caps = Caps(outlet=int(rng.integers(1, 4)), topic=int(rng.integers(1, 4)))

    edition = compose(of, may, budget, caps)

    assert set(np.flatnonzero(may & of.pinned)) <= set(edition.chosen)
    assert may[edition.chosen].all()
    assert allowed(of, edition.chosen, budget, caps)
    assert of.scores[edition.chosen].sum() == pytest.approx(tried_everything(of, may, budget, caps))


@pytest.mark.parametrize("seed", range(40))
def test_proofs_lose_nothing(seed):
    """With several hundred articles, the solver alone agrees."""
    rng = np.random.default_rng(seed)
    of = field(
        rng,
        int(rng.integers(150, 500)),
        outlets=int(rng.choice([5, 30])),
        topics=int(rng.choice([3, 10])),
        step=float(rng.choice([0, 0.1, 0.5])),
    )
    groups, limits = of.grouped(Caps(), 300)
    preference = np.lexsort((of.order, -of.scores))
    program = Program(
        of.scores[preference],
        of.costs[preference],
        groups[preference],
        limits,
        int(rng.choice([300, 1_000, 2_380])),
    )

    alone = program.value(branch_and_bound(program))

    assert program.value(proofs.solve(program).chosen) == pytest.approx(alone, abs=1e-6)


@pytest.mark.parametrize("seed", range(40))
def test_what_bounds_promise_holds(seed):
    """No allowed choice with an article is worth more than either bound says."""
    rng = np.random.default_rng(seed)
    of = field(rng, 9, outlets=3, topics=2, own=0.5)
    groups, limits = of.grouped(Caps(), 120)
    program = Program(of.scores, of.costs, groups, limits, round(120 / UNIT_SECONDS))
    price = proofs.Prices(rng.random() * 0.01, np.append(0, rng.random(len(limits) - 1) * 0.3))
    shifted, reduced = price.shifted(program), price.reduced(program)
    linear = price.bound(program) + np.minimum(reduced, 0)
    packed = proofs.knapsack_bounds(shifted, program.costs, program.budget)
    packed += price.of_limits(program)

    for number in range(1, 10):
        for chosen in combinations(range(9), number):
            if allowed(of, chosen, 120, Caps()):
                value = of.scores[list(chosen)].sum() - 1e-9
                assert (linear[list(chosen)] >= value).all()
                assert (packed[list(chosen)] >= value).all()


def with_one_raised(rng, of, place):
    """The same morning with more points for one article, and another cost."""
    scores, costs = of.scores.copy(), of.costs.copy()
    scores[place] += float(rng.choice([0.01, 0.1, 0.5, 3]))
    costs[place] = reading_cost(rng.integers(20, 160))
    return replace(of, scores=scores, costs=costs)


@pytest.mark.parametrize("seed", range(120))
def test_composing_again_finds_what_composing_anew_does(seed):
    rng = np.random.default_rng(seed)
    size = int(rng.choice([8, 30, 60, 300]))
    step = float(rng.choice([0, 0, 0.25]))
    of = field(rng, size, outlets=int(rng.choice([3, 12])), pins=0.02, step=step)
    may = rng.random(size) < 0.9
    before = compose(of, may, 300, Caps())
    others = np.setdiff1d(np.arange(size), before.chosen)
    # Mostly one that nearly was in; sometimes any, even one that may not be in.
    best = others[np.argsort(-of.scores[others])][:5]
    raised = int(rng.choice(best if rng.random() < 0.7 else others))
    of = with_one_raised(rng, of, raised)

    again = compose_again(of, may, 300, Caps(), before, raised)
    anew = compose(of, may, 300, Caps())

    assert of.scores[again.chosen].sum() == pytest.approx(of.scores[anew.chosen].sum())
    assert allowed(of, again.chosen, 300, Caps())
    if not step:  # else several editions may be the best
        assert again.chosen.tolist() == anew.chosen.tolist()
        assert again.rule.tolist() == anew.rule.tolist()
        assert again.seconds == anew.seconds


def test_what_cannot_come_in_is_not_solved_for_again():
    rng = np.random.default_rng(1)
    of = field(rng, 300, outlets=12)
    groups, limits = of.grouped(Caps(), 300)
    preference = np.lexsort((of.order, -of.scores))
    program = Program(
        of.scores[preference], of.costs[preference], groups[preference], limits, 2_380
    )
    before = proofs.solve(program)
    last = len(program) - 1
    program.scores[last] += 0.01

    assert proofs.solve_again(program, before, last) is before
    program.scores[last] += 100
    assert last in proofs.solve_again(program, before, last).chosen


NO_LIMIT = {"story": 99, "outlet": 99, "topic": 99, "own": 99, "own_share": 0.0}
#: Each rule as the only cap there is; the budget comes after them.
ONLY = {
    "same_story": Caps(**NO_LIMIT | {"story": 1}),
    "outlet_cap": Caps(**NO_LIMIT | {"outlet": 2}),
    "topic_cap": Caps(**NO_LIMIT | {"topic": 3}),
    "own_cap": Caps(**NO_LIMIT | {"own": 2}),
}


@pytest.mark.parametrize("seed", range(30))
def test_the_first_rule_that_an_article_would_break_is_named(seed):
    rng = np.random.default_rng(seed)
    of = field(rng, 60, stories=30, pins=float(rng.choice([0, 0.05])))

    edition = compose(of, np.ones(60, np.bool_), 300.0, Caps())

    for place in set(range(60)) - set(edition.chosen.tolist()):
        together = [*edition.chosen.tolist(), place]
        broken = [rule for rule, caps in ONLY.items() if not allowed(of, together, 1e9, caps)]
        if not allowed(of, together, 300.0, Caps(**NO_LIMIT)):
            broken.append("budget")
        assert NAMES[edition.rule[place]] == broken[0]


def one(score=1.0, words=60, story=0, outlet=0, topic=-1, own=False, pinned=False):
    return score, reading_cost(words), story, outlet, topic, own, pinned


def of_rows(*rows):
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    return Field(*columns, order=np.arange(len(rows)))


def outcome(of, budget=300.0, caps=None):
    edition = compose(of, np.ones(len(of.scores), np.bool_), budget, caps or Caps())
    rules = [NAMES[rule] for rule in edition.rule]
    return ["chosen" if n in edition.chosen else rule for n, rule in enumerate(rules)]


def test_one_article_stands_for_its_story():
    of = of_rows(one(2, story=1, outlet=1), one(1, story=1, outlet=2))

    assert outcome(of) == ["chosen", "same_story"]


def test_another_stands_for_the_story_if_its_outlet_is_full():
    of = of_rows(
        one(3, story=1, outlet=1),
        one(3, story=2, outlet=1),
        one(2, story=3, outlet=1),
        one(1, story=3, outlet=2),
    )

    assert outcome(of) == ["chosen", "chosen", "same_story", "chosen"]


def test_an_outlet_has_two_places():
    of = of_rows(*(one(3 - n / 10, story=n, outlet=1) for n in range(3)))

    assert outcome(of) == ["chosen", "chosen", "outlet_cap"]


def test_a_topic_has_three_places_and_no_topic_has_all():
    about = [one(3 - n / 10, story=n, outlet=n, topic=0) for n in range(4)]
    none = [one(1, story=10 + n, outlet=10 + n, topic=-1) for n in range(3)]

    assert outcome(of_rows(*about, *none)) == ["chosen"] * 3 + ["topic_cap"] + ["chosen"] * 3


def test_own_content_has_two_places_in_five_minutes_and_more_in_more():
    of = of_rows(*(one(3 - n / 10, words=10, story=n, outlet=n, own=True) for n in range(6)))

    assert outcome(of).count("chosen") == 2
    assert outcome(of)[-1] == "own_cap"
    assert outcome(of, budget=600.0).count("chosen") == 5


def test_two_small_ones_beat_a_greedy_big_one():
    of = of_rows(
        one(2.0, words=1_000, story=0, outlet=0),
        one(1.5, words=500, story=1, outlet=1),
        one(1.5, words=500, story=2, outlet=2),
    )

    assert outcome(of) == ["budget", "chosen", "chosen"]


def test_pins_are_in_whatever_they_cost_and_limits_stretch_for_them():
    pins = [one(0, words=600, story=1, outlet=1, topic=0, own=True, pinned=True)] * 4
    of = of_rows(*pins, one(3, words=5, story=2, outlet=2))

    assert outcome(of) == ["chosen"] * 4 + ["budget"]


def test_a_stretched_limit_has_no_room_for_others():
    pins = [one(0, words=10, story=n, outlet=1, pinned=True) for n in range(3)]
    of = of_rows(*pins, one(3, words=10, story=9, outlet=1), one(1, words=10, story=8, outlet=2))

    assert outcome(of) == ["chosen"] * 3 + ["outlet_cap", "chosen"]


def test_what_nothing_speaks_for_is_not_shown():
    assert outcome(of_rows(one(0), one(1, story=1))) == ["no_reason", "chosen"]


def test_a_budget_below_every_item_leaves_an_empty_edition():
    assert outcome(of_rows(one(), one(story=1)), budget=5.0) == ["budget", "budget"]


def test_a_card_that_fits_exactly_is_taken():
    seconds = float(reading_cost(np.array(119)) * UNIT_SECONDS)

    assert outcome(of_rows(one(words=119)), budget=seconds) == ["chosen"]
    assert outcome(of_rows(one(words=119)), budget=seconds - 0.01) == ["budget"]


def test_deciding_seven_times_takes_75_seconds():
    assert 7 * reading_cost(np.array(0)) * UNIT_SECONDS == pytest.approx(75)
    assert reading_cost(np.array(238)) * UNIT_SECONDS == pytest.approx(60 + 75 / 7)


def test_equals_are_taken_by_the_link():
    size = 500
    of = Field(
        scores=np.ones(size),
        costs=reading_cost(np.full(size, 60)),
        story=np.arange(size),
        outlet=np.arange(size) % 50,
        topic=np.full(size, -1),
        own=np.zeros(size, np.bool_),
        pinned=np.zeros(size, np.bool_),
        order=np.arange(size)[::-1],
    )

    edition = compose(of, np.ones(size, np.bool_), 300.0, Caps())

    assert edition.chosen.tolist() == list(range(size - len(edition.chosen), size))


def test_what_is_in_no_group_has_no_limit():
    of = of_rows(*(one(1, words=1, story=n, outlet=n) for n in range(20)))

    assert outcome(of) == ["chosen"] * 20


def test_ten_thousand_alike_are_no_trouble():
    rng = np.random.default_rng(3)
    of = field(rng, 10_000, outlets=40, topics=5, step=0.5)

    edition = compose(of, np.ones(10_000, np.bool_), 300.0, Caps())

    assert allowed(of, edition.chosen.tolist(), 300.0, Caps())
    assert len(edition.chosen) > 10
