from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from briefing.model import Outlet, Principle, Topic, Voice
from briefing.ranking.candidates import Candidates
from briefing.ranking.learning import (
    ALWAYS,
    CAUTION,
    HALF_LIFE_DAYS,
    NOISE,
    OUTLET,
    TOPIC,
    WEIGHT,
    Evidence,
    Learned,
    noise,
)
from briefing.ranking.likeness import SUBJECT, TEXT
from briefing.ranking.pipeline import learn, look_back, score, weights_of
from briefing.ranking.signals import SIGNALS

VOICE = Voice(
    principles=(Principle("Safety before speed", "We would rather be late than have a fire."),),
    topics=(Topic("Grid storage", ("battery", "inverter")), Topic("Deals", ("takeover",))),
)
WORDS = [
    "battery",
    "inverter",
    "takeover",
    "bank",
    "rates",
    "harbour",
    "school",
    "prize",
    "fire",
    "safety",
    "speed",
    "rain",
]


@pytest.fixture
def desk(article, outlets):
    """Made-up articles, enough for a landscape."""

    def make(size=80, seed=1):
        rng = np.random.default_rng(seed)
        return [
            article(
                title=" ".join(rng.choice(WORDS, 4)),
                summary=" ".join(rng.choice(WORDS, 9)),
                outlet=outlets[int(rng.integers(6))],
                hours_old=float(rng.uniform(0, 40)),
            )
            for _ in range(size)
        ]

    return make


@pytest.fixture
def studied(reader, now):
    """Candidates, and what a reader learned from decisions about some of them."""

    def make(articles, decisions, voice=VOICE):
        candidates = Candidates.of(articles)
        whose = learn(reader(candidates, voice, decisions), now)
        return candidates, whose

    return make


@pytest.fixture
def taps(decision, now):
    """Shares and passes of the first articles, a day apart."""

    def make(articles):
        kinds = ("shared", "passed", "opened")
        return [
            decision(each, kinds[n % len(kinds)], at=now - timedelta(days=n))
            for n, each in enumerate(articles)
        ]

    return make


def evidence_of(candidates, whose):
    values = np.zeros((len(candidates), 0))
    return Evidence.of(candidates, whose.main_topic(candidates), values)


def seen_with_signals(candidates, whose, now):
    return look_back(whose, candidates, now)[0]


def alike(a, b):
    """The likeness of two rows of evidence, term by term as the module's head has it."""
    words = float((a.rows @ b.rows.T).toarray()[0, 0])
    lies = float(a.places[0] @ b.places[0])
    same_outlet = float(a.outlets[0] == b.outlets[0])
    same_topic = float(a.topics[0] == b.topics[0] >= 0)
    signals = float(a.values[0] @ b.values[0])
    return (
        TEXT * words
        + SUBJECT * lies
        - float(a.common[0] * b.common[0])
        + OUTLET * same_outlet
        + TOPIC * same_topic
        + WEIGHT * signals
        + ALWAYS
    )


def textbook(one, new, lessons, said_before, caution, now):
    """The pulls, the means and the deviations of Gaussian-process regression, as it is defined."""
    kernel = np.array([[alike(a, b) for b in one] for a in one])
    days = np.array([(now.timestamp() - lesson.at) / 86_400 for lesson in lessons])
    noisy = kernel + np.diag(caution * NOISE * 2 ** (days / HALF_LIFE_DAYS))
    wanted = np.array([(lesson.points + 1) / 3 for lesson in lessons])
    liked = np.array([lesson.points > 0 for lesson in lessons])
    surprise = np.where(liked, np.maximum(wanted - said_before, 0), wanted - said_before)
    pull = np.linalg.solve(noisy, surprise)
    across = np.array([[alike(a, b) for b in one] for a in new])
    explained = np.einsum("ij,ij->i", across, np.linalg.solve(noisy, across.T).T)
    own = np.array([alike(a, a) for a in new])
    return pull, across @ pull, np.sqrt(own - explained)


def test_what_is_learned_is_the_textbooks_gaussian_process(desk, studied, taps, now):
    made = desk()
    candidates, whose = studied(made, taps(made[:9]))
    learned, values = whose.learned, seen_with_signals(candidates, whose, now)
    _, said_before = look_back(whose, whose.past, now)
    one = [learned.evidence.take(np.array([n])) for n in range(9)]
    new = [values.take(np.array([n])) for n in range(len(made))]

    pull, means, deviations = textbook(one, new, whose.lessons, said_before, 1 + CAUTION / 9, now)

    found = learned.corrections(values)
    whole = found.total + values.values @ learned.shifts + ALWAYS * pull.sum()
    assert learned.pull == pytest.approx(pull, abs=1e-5)
    assert whole == pytest.approx(means, abs=1e-5)
    assert learned.doubt(values) == pytest.approx(deviations, abs=1e-4)


def test_the_likeness_of_many_is_that_of_each_two(desk, studied, taps, now):
    made = desk(20)
    candidates, whose = studied(made, taps(made[:3]))
    evidence = seen_with_signals(candidates, whose, now)
    one = [evidence.take(np.array([n])) for n in range(20)]

    found = evidence.alike(evidence)

    assert found == pytest.approx(np.array([[alike(a, b) for b in one] for a in one]), abs=1e-6)
    assert evidence.alike_itself() == pytest.approx(found.diagonal(), abs=1e-5)
    assert np.linalg.eigvalsh(found).min() > -1e-5


def test_a_correction_from_the_text_is_a_sum_over_decisions(desk, studied, taps):
    made = desk()
    candidates, whose = studied(made, taps(made[:30]))
    evidence = evidence_of(candidates, whose)

    each = whose.learned.influences(evidence, np.arange(30))

    assert each.shape == (30, len(made))
    assert each.sum(axis=0) == pytest.approx(whose.learned.corrections(evidence).text, abs=1e-6)


def test_outlets_and_topics_add_what_was_learned_of_them(desk, studied, taps):
    made = desk()
    candidates, whose = studied(made, taps(made[:30]))
    learned, evidence = whose.learned, evidence_of(candidates, whose)

    found = learned.corrections(evidence)

    for n in range(len(made)):
        outlet, topic = int(evidence.outlets[n]), int(evidence.topics[n])
        assert found.outlet[n] == pytest.approx(learned.by_outlet.get(outlet, 0))
        assert found.topic[n] == pytest.approx(learned.by_topic.get(topic, 0) if topic >= 0 else 0)


def test_learning_some_more_is_the_same_as_learning_all_at_once(desk, studied, taps, now):
    """Apart from the caution, which stays as it was with the first seven."""
    made = desk()
    candidates, whose = studied(made, taps(made[:12]))
    evidence, said_before = look_back(whose, whose.past, now)
    values = seen_with_signals(candidates, whose, now)
    lessons = whose.lessons
    one = [evidence.take(np.array([n])) for n in range(12)]
    new = [values.take(np.array([n])) for n in range(len(made))]
    pull, _, deviations = textbook(one, new, lessons, said_before, 1 + CAUTION / 7, now)

    learned = Learned.of(lessons[:7], evidence.take(np.arange(7)), said_before[:7], now)
    for start, stop in pairwise((7, 10, 11, 12)):
        more = np.arange(start, stop)
        learned = learned.after(lessons[start:stop], evidence.take(more), said_before[more], now)

    assert learned.lessons == lessons
    assert learned.pull == pytest.approx(pull, abs=1e-5)
    assert learned.doubt(values) == pytest.approx(deviations, abs=1e-4)


def test_doubt_falls_near_what_was_decided_on(desk, studied, taps, now):
    made = desk()
    candidates, few = studied(made, taps(made[:5]))
    _, many = studied(made, taps(made[:40]))
    evidence = seen_with_signals(candidates, few, now)

    before, after = few.learned.doubt(evidence), many.learned.doubt(evidence)

    assert (after <= before + 1e-6).all()
    assert before[:5].mean() < before[40:].mean()
    assert (before <= np.sqrt(evidence.alike_itself()) + 1e-6).all()


def test_what_is_like_a_share_rises_and_what_is_like_a_pass_falls(article, studied, decision, desk):
    towns = ("Turnov", "Leeds", "Bergen")
    made = [article(title=f"Takeover of a battery plant in {town}") for town in towns]
    made += [article(title=f"Choir of dockers in {town} sings") for town in towns]
    taps = [decision(made[0], "passed"), decision(made[3], "shared")]
    deals = Voice(topics=VOICE.topics[1:])

    candidates, whose = studied([*made, *desk()], taps, deals)
    text = whose.learned.corrections(evidence_of(candidates, whose)).text

    assert max(text[1:3]) < min(0, text[6:].mean())
    assert min(text[4:6]) > max(0, text[6:].max())


def test_one_tap_never_dominates_and_a_handful_matters(article, studied, decision, desk):
    """The same article again at other outlets is the nearest there can be."""
    made = [
        article(title="Battery plant in Turnov", outlet=Outlet(n, f"O{n}", f"o{n}.example"))
        for n in range(80, 90)
    ]
    others = desk()

    def moved(taps):
        passes = [decision(each, "passed") for each in made[:taps]]
        candidates, whose = studied([*made, *others], passes)
        return float(whose.learned.corrections(evidence_of(candidates, whose)).total[9])

    one, five, nine = moved(1), moved(5), moved(9)

    assert -0.3 < one < -0.02
    assert five < 2 * one
    assert nine < five
    assert nine > -1


def test_only_passes_lift_nothing_above_what_is_unknown(desk, studied, decision):
    made = desk()
    unlike = made[:10]
    candidates, whose = studied(made, [decision(each, "passed") for each in unlike])

    total = whose.learned.corrections(evidence_of(candidates, whose)).total

    assert total[:10].max() < 0
    assert total.mean() < 0


def test_contradictory_feedback_on_identical_articles_cancels_out(article, studied, decision):
    made = [article(title="Choir of dockers sings", summary="At work.") for _ in range(20)]
    both = [decision(made[n], ("opened", "passed")[n % 2]) for n in range(10)]
    all_passed = [decision(made[n], "passed") for n in range(10)]
    all_shared = [decision(made[n], "shared") for n in range(10)]

    def total(taps):
        candidates, whose = studied(made, taps, Voice())
        found = whose.learned.corrections(evidence_of(candidates, whose)).total
        assert found == pytest.approx(found[0], abs=1e-5)
        return found[0]

    assert total(all_passed) <= total(both) < total(all_shared)
    assert np.isfinite(total(both))


def test_what_was_learned_fades(desk, reader, taps, now):
    made = desk()
    candidates = Candidates.of(made)
    whose = reader(candidates, VOICE, taps(made[:10]))

    def strength(days):
        after = learn(whose, now + timedelta(days=days))
        total = after.learned.corrections(evidence_of(candidates, after)).total
        return float(np.abs(total).sum())

    today, later, much_later = (strength(days) for days in (0, HALF_LIFE_DAYS, 3_000))

    assert 0.4 * today < later < today
    assert much_later == pytest.approx(0, abs=1e-3)


def test_a_lesson_from_the_future_is_believed_like_one_of_now(desk, reader, taps, now):
    made = desk(20)
    whose = reader(Candidates.of(made), VOICE, taps(made[:3]))
    ahead = [replace(lesson, at=now.timestamp() + 9e9) for lesson in whose.lessons]

    assert noise(ahead, now).tolist() == [NOISE] * 3


def test_decisions_in_any_order_teach_the_same(desk, studied, taps):
    made = desk()
    decisions = taps(made[:12])

    _, once = studied(made, decisions)
    _, again = studied(made, decisions[::-1])

    assert (once.learned.pull == again.learned.pull).all()


def test_nothing_decided_changes_nothing(desk, studied, now):
    candidates, whose = studied(desk(), [])

    assert whose.learned is None
    usual = [whose.weight(name, each.weight) for name, each in SIGNALS.items()]
    assert weights_of(whose).tolist() == usual
    assert (score(candidates, whose, now).measures["taste"].values == 0.5).all()


def test_taste_adds_the_correction_to_the_score(desk, studied, taps, now):
    made = desk()
    candidates, whose = studied(made, taps(made[:30]))

    scored = score(candidates, whose, now)
    at = list(scored.measures).index("taste")
    added = scored.values[:, at] * scored.weights[at] - 1

    total = whose.learned.corrections(evidence_of(candidates, whose)).total
    assert np.abs(total).max() > 0.05
    assert added == pytest.approx(np.clip(total, -1, 1), abs=1e-6)


@pytest.mark.parametrize("leeway", [0.0, 0.05, 0.5, 1.0])
def test_weights_move_with_evidence_and_within_the_leeway(desk, studied, decision, leeway):
    """What touches the principle is passed on, again and again."""
    made = desk(200)
    touching = [each for each in made if "safety" in f"{each.title} {each.summary}"]
    voice = replace(VOICE, leeway=leeway, weights={"topics": 1.5})
    _, whose = studied(made, [decision(each, "passed") for each in touching], voice)

    weights = dict(zip(SIGNALS, weights_of(whose).tolist(), strict=True))

    for name, each in SIGNALS.items():
        usual = voice.weights.get(name, each.weight)
        most = usual * leeway if each.lasting else 0
        assert abs(weights[name] - usual) <= most + 1e-9
    assert (weights["principles"] < 1.0) == (leeway > 0)
    if leeway == 0.05:
        assert weights["principles"] == pytest.approx(0.95)


def test_a_weight_that_is_off_stays_off(desk, studied, taps):
    made = desk()
    _, whose = studied(made, taps(made[:30]), replace(VOICE, weights={"principles": 0.0}))

    weights = dict(zip(SIGNALS, weights_of(whose).tolist(), strict=True))

    assert weights["principles"] == 0


def test_what_is_known_already_is_not_learned_again(desk, studied, taps, now):
    made = desk(20)
    _, whose = studied(made, taps(made[:3]))

    assert learn(whose, now) is whose
