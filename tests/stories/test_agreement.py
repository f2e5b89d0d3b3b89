"""B-cubed, against values worked out by hand."""

import pytest

from briefing.stories.agreement import b_cubed


def test_the_same_grouping_agrees_fully_whatever_its_names():
    assert b_cubed({1: "a", 2: "a", 3: "b"}, {1: 7, 2: 7, 3: 9}) == (1.0, 1.0, 1.0)


def test_everything_in_one_group_costs_precision():
    found = b_cubed({1: "a", 2: "a", 3: "b", 4: "b"}, dict.fromkeys(range(1, 5), 0))

    assert found == (0.5, 1.0, pytest.approx(2 / 3))


def test_everything_alone_costs_recall():
    found = b_cubed({1: "a", 2: "a", 3: "b", 4: "b"}, {n: n for n in range(1, 5)})

    assert found == (1.0, 0.5, pytest.approx(2 / 3))


def test_one_stray_of_four():
    """The three together have precision 2/3, 2/3 and 1/3; the fourth is alone with 1."""
    found = b_cubed({1: "a", 2: "a", 3: "b", 4: "b"}, {1: 1, 2: 1, 3: 1, 4: 4})

    assert found.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert found.recall == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
