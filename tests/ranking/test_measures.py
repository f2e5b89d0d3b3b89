import numpy as np
import pytest

from briefing.ranking.measures import Mean, mean, quality


def of(pattern, shown=6):
    """The quality of a list in its order; an x was wanted."""
    return quality(np.array([sign == "x" for sign in pattern]), shown)


LOG3, LOG4, LOG5 = (np.log2(n) for n in (3, 4, 5))


@pytest.mark.parametrize(
    ("pattern", "auc", "mrr", "ndcg5"),
    [
        ("x...", 1, 1, 1),
        ("...x", 0, 1 / 4, 1 / LOG5),
        (".x.x", 1 / 4, (1 / 2 + 1 / 4) / 2, (1 / LOG3 + 1 / LOG5) / (1 + 1 / LOG3)),
        ("x.x.", 3 / 4, (1 + 1 / 3) / 2, (1 + 1 / LOG4) / (1 + 1 / LOG3)),
        ("xxx", 1 / 2, (1 + 1 / 2 + 1 / 3) / 3, 1),
        ("x", 1 / 2, 1, 1),
        (".....x", 0, 1 / 6, 0),
    ],
)
def test_figures_are_those_of_the_mind_paper(pattern, auc, mrr, ndcg5):
    found = of(pattern)

    assert found.auc == pytest.approx(auc)
    assert found.mrr == pytest.approx(mrr)
    assert found.ndcg5 == pytest.approx(ndcg5)


def test_ndcg_looks_at_so_many_and_no_further():
    found = of("......x...")

    assert found.ndcg5 == 0
    assert found.ndcg10 == pytest.approx(1 / np.log2(8))
    assert of("." * 10 + "x").ndcg10 == 0


def test_the_best_order_of_more_than_ten_is_worth_one():
    found = of("x" * 14 + "." * 9)

    assert (found.ndcg5, found.ndcg10, found.auc) == pytest.approx((1, 1, 1))


@pytest.mark.parametrize(
    ("pattern", "shown", "precision", "share_of_best"),
    [
        ("x.x...x", 6, 2 / 6, 2 / 3),
        ("xxxxxxxxx", 6, 1, 1),
        ("......x", 6, 0, 0),
        ("x.", 6, 1 / 2, 1),
        (".x" * 5, 3, 1 / 3, 1 / 3),
        ("x.", 0, 0, 0),
    ],
)
def test_what_is_shown_is_counted_against_what_was_wanted_and_what_was_possible(
    pattern, shown, precision, share_of_best
):
    found = of(pattern, shown)

    assert found.precision == pytest.approx(precision)
    assert found.share_of_best == pytest.approx(share_of_best)


@pytest.mark.parametrize("pattern", ["", ".", "......."])
def test_a_list_in_which_nothing_was_wanted_has_no_quality(pattern):
    assert of(pattern) is None


def test_the_area_is_the_share_of_pairs_in_order():
    rng = np.random.default_rng(4)
    for _ in range(50):
        wanted = rng.random(rng.integers(2, 40)) < 0.3
        if not 0 < wanted.sum() < len(wanted):
            continue
        pairs = [(w, o) for w in np.flatnonzero(wanted) for o in np.flatnonzero(~wanted)]
        assert quality(wanted, 6).auc == pytest.approx(np.mean([w < o for w, o in pairs]))


def test_every_list_counts_the_same_in_a_mean():
    lists = [of("x..."), of("...x"), of(".x" * 40)]
    running = Mean()
    for each in lists:
        running.add(each)

    together = mean(lists)

    assert together.mrr == pytest.approx(np.mean([each.mrr for each in lists]))
    assert together.precision == pytest.approx(np.mean([each.precision for each in lists]))
    assert running.value == together
    assert running.count == 3


def test_a_mean_of_nothing_is_nothing():
    assert mean([]) is None
    assert Mean().value is None
