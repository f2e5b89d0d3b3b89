"""How far back an edition looks, and that raising one article finds what starting anew would."""

from dataclasses import replace

import numpy as np
import pytest

from briefing.model import Topic, Voice
from briefing.ranking.candidates import Candidates
from briefing.ranking.compose import Caps
from briefing.ranking.pipeline import group, score, sift
from briefing.ranking.windows import WINDOWS, widen

VOICE = Voice(topics=(Topic("Storage", ("battery", "grid")), Topic("Rates", ("central bank",))))
TITLES = ("Battery maker {} grows", "Grid operator {} warns", "Central bank {} waits", "Choir {}")


@pytest.fixture
def morning(article, reader, now, outlets):
    """Some fresh articles and some that are five days old: what `widen` takes, and the field."""

    def make(fresh, older, minutes):
        candidates = Candidates.of(
            [
                article(
                    title=TITLES[n % 4].format(n),
                    outlet=outlets[n % 7],
                    link=f"https://wire.example/new/{n}",
                    hours_old=n / 9 if n < fresh else 120 + n / 9,
                )
                for n in range(fresh + older)
            ]
        )
        who = reader(candidates, VOICE)
        said = {
            "lasting": sift(candidates, who, now),
            "reader": who,
            "now": now,
            "budget": minutes * 60.0,
            "caps": Caps(outlet=2, topic=4),
            "windows": WINDOWS,
        }
        field = group(candidates, who, score(candidates, who, now), False)
        return lambda of, **more: widen(candidates, of, **said, **more), field

    return make


@pytest.mark.parametrize("points", [0.001, 0.2, 3.0])
@pytest.mark.parametrize(
    ("fresh", "older", "minutes"), [(60, 0, 2), (60, 60, 2), (2, 60, 2), (0, 60, 5), (3, 30, 5)]
)
def test_raising_one_article_finds_what_starting_anew_does(morning, fresh, older, minutes, points):
    composed, field = morning(fresh, older, minutes)
    before = composed(field)
    left = np.flatnonzero(before.left)
    for raised in left[np.argsort(-field.scores[left])][[0, 1, -1]].tolist():
        scores, costs = field.scores.copy(), field.costs.copy()
        scores[raised] += points
        costs[raised] += 8
        of = replace(field, scores=scores, costs=costs)

        again, anew = composed(of, before=before, raised=raised), composed(of)

        assert again.window == anew.window
        assert again.objections.tolist() == anew.objections.tolist()
        values = [of.scores[one.chosen].sum() for one in again.editions]
        assert values == pytest.approx([of.scores[one.chosen].sum() for one in anew.editions])
        if points > 1 and before.window == WINDOWS[0]:
            assert raised in again.edition.chosen


def test_what_is_left_may_be_chosen_and_is_not(morning):
    composed, field = morning(20, 5, 1)
    found = composed(field)

    assert found.window == WINDOWS[0]
    assert 0 < len(found.edition.chosen) < 20
    assert set(np.flatnonzero(found.left)) == set(range(20)) - set(found.edition.chosen.tolist())
