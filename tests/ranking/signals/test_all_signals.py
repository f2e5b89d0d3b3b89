"""What every signal promises, including the ones not written yet."""

from datetime import UTC, datetime

import numpy as np
import pytest

from briefing.model import Audience, Outlet, Principle, Topic, Voice
from briefing.ranking.candidates import Candidates
from briefing.ranking.pipeline import learn
from briefing.ranking.signals import SIGNALS

VOICES = {
    "empty": Voice(),
    "full": Voice(
        principles=(Principle("Safety before speed", "Rather late than wrong", 1.7),),
        topics=(Topic("Grid storage", ("battery",), 3.0), Topic("Nothing", (), 0.0)),
        audiences=(Audience("Engineers", ("battery safety",)),),
    ),
    "odd": Voice(
        principles=(Principle("", "", -1.0), Principle("{} … %s")),
        topics=(Topic("…", ("", "  ", "!")), Topic("A" * 5_000)),
        audiences=(Audience("Nobody"),),
    ),
}


@pytest.fixture
def candidates(article, outlets):
    return Candidates.of(
        [
            article(title="Battery safety before speed", outlet=outlets[0], story_id=1),
            article(title="Battery safety before speed", outlet=outlets[1], story_id=1),
            article(title="", summary="", text=""),
            article(title="x", text="battery " * 200_000),
            article(hours_old=-5),
            article(hours_old=9_000),
            article(published=datetime(1970, 1, 1, tzinfo=UTC)),
            article(outlet=Outlet(99, "Ends with a stop Inc.", "stop.example", trust=7)),
            article(title="电网储能市场增长 🜁", link=None),
        ]
    )


@pytest.fixture
def decisions(candidates, decision):
    first, second, _, fourth, *_ = candidates.articles
    return [
        decision(first, "shared"),
        decision(second, "passed", reason="not_for_me"),
        decision(fourth, "opened"),
    ]


@pytest.fixture(params=VOICES)
def voice(request):
    return VOICES[request.param]


@pytest.mark.parametrize("signal", SIGNALS.values(), ids=SIGNALS.keys())
@pytest.mark.parametrize("with_history", [False, True], ids=["new", "known"])
def test_measures_every_candidate_from_zero_to_one_in_words(
    signal, with_history, candidates, voice, reader, decisions, now
):
    whose = learn(reader(candidates, voice, decisions if with_history else ()), now)

    measure = signal.measure(candidates, whose, now)

    assert measure.values.shape == measure.says.shape == (len(candidates),)
    assert measure.values.dtype == np.float64
    assert np.isfinite(measure.values).all()
    assert measure.values.min() >= 0
    assert measure.values.max() <= 1
    for said in measure.says:
        phrase = measure.phrases[said]
        assert phrase
        assert not phrase[0].isupper()
        assert not phrase.endswith(".")


@pytest.mark.parametrize("signal", SIGNALS.values(), ids=SIGNALS.keys())
def test_measures_nothing_where_there_is_nothing(signal, reader, voice, now):
    nobody = Candidates.of([])

    assert signal.measure(nobody, reader(nobody, voice), now).values.shape == (0,)


@pytest.mark.parametrize("signal", SIGNALS.values(), ids=SIGNALS.keys())
def test_has_a_label_and_a_weight_within_the_bounds(signal):
    assert signal.label
    assert 0 <= signal.weight <= 3
    assert 0 <= signal.usual <= 1
