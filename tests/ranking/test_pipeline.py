import subprocess
import sys
from datetime import timedelta
from functools import reduce
from operator import add
from random import Random

import numpy as np
import pytest

from briefing.errors import NotFound
from briefing.model import Executive, Topic, Voice
from briefing.ranking.candidates import Candidates
from briefing.ranking.compose import RULES
from briefing.ranking.outcome import VERDICTS
from briefing.ranking.pipeline import rank
from briefing.ranking.reader import Reader
from briefing.ranking.windows import WINDOWS

TITLES = (
    "Battery plant opens in Turnov",
    "Takeover of a cable maker",
    "Rates held in Norway",
    "Fire drill at the harbour",
    "Megawatt hours for sale",
    "School wins prize",
)


@pytest.fixture
def morning(article, outlets):
    """A few hundred articles of many outlets, ages and stories."""

    def make(size=300, seed=1):
        rng = Random(seed)
        return [
            article(
                title=f"{rng.choice(TITLES)}, part {rng.randrange(40)}",
                summary=" ".join(rng.choice(TITLES) for _ in range(5)),
                outlet=rng.choice(outlets),
                hours_old=rng.uniform(0, 200),
                key_points=("Something happened. " * rng.randrange(1, 15),),
                words=rng.randrange(100, 2_000),
                story_id=rng.choice([None, rng.randrange(1, 60)]),
            )
            for _ in range(size)
        ]

    return make


def titles(ranking):
    return [item.article.title for item in ranking.chosen]


def test_a_followed_topic_beats_newer_news(ranked, article, voice):
    new = article(hours_old=1, title="Rates held")
    followed = article(hours_old=12, title="Battery plant opens")

    ranking = ranked([new, followed], voice)

    assert titles(ranking) == ["Battery plant opens", "Rates held"]
    assert ranking.chosen[0].why.startswith("Here because it is about “Grid storage”")


def test_nothing_is_lost(ranked, morning, voice, decision):
    made = morning()
    decisions = [decision(each, "passed") for each in made[:20]]

    ranking = ranked(made, voice, decisions)

    chosen = {item.article.id for item in ranking.chosen}
    missed = {each.article.id for each in ranking.just_missed(len(made))}
    sifted = {each.article.id for each in ranking.sifted_out}
    assert chosen | missed | sifted == {each.id for each in made}
    assert len(chosen) + len(missed) + len(sifted) == len(made)
    assert all((chosen, missed, sifted))
    assert sum(ranking.counts.values()) == len(made)
    assert sum(ranking.sifted.values()) == len(sifted)


def test_the_order_of_the_candidates_does_not_matter(ranked, morning, voice):
    made = morning(800)
    once = ranked(made, voice)

    for seed in range(3):
        shuffled = Random(seed).sample(made, len(made))
        again = ranked(shuffled, voice)

        assert again.chosen == once.chosen
        assert again.just_missed(800) == once.just_missed(800)
        assert again.counts == once.counts


def test_parts_sum_to_the_score_exactly(ranked, morning, voice):
    ranking = ranked(morning(), voice)

    for place in range(len(ranking.candidates)):
        points = [part.points for part in ranking.parts(place)]
        assert reduce(add, points) == ranking.scores[place]
    assert ranking.contributions.sum(axis=1) == pytest.approx(ranking.scores)


def test_an_item_costs_its_card_with_its_reason(ranked, morning, voice):
    ranking = ranked(morning(), voice)

    for item in ranking.chosen:
        words = " ".join((item.article.title, *item.key_points, item.why)).split()
        assert item.seconds == pytest.approx(len(words) * 60 / 238 + 75 / 7)
    assert sum(item.seconds for item in ranking.chosen) <= 300


def test_a_reason_names_one_or_two_things_in_few_words(ranked, morning, voice):
    ranking = ranked(morning(), voice)

    for place in range(len(ranking.candidates)):
        why = ranking.why(place)
        assert why.startswith("Here because ")
        assert why.endswith(".")
        assert len(why.split()) <= 18


def test_full_articles_take_their_own_time(ranked, article):
    made = [article(words=595, title=f"Story {n}") for n in range(3)]

    ranking = ranked(made, full_articles=True)

    assert [item.seconds for item in ranking.chosen] == [pytest.approx(150 + 75 / 7)]
    assert len(ranked(made).chosen) == 2  # the outlet's two places


def test_pins_go_first_and_say_so(ranked, article, voice):
    old = article(hours_old=5_000, title="Rain")
    made = [article(title="Battery plant opens"), old]

    ranking = ranked(made, voice, pinned={old.id})

    assert titles(ranking) == ["Rain", "Battery plant opens"]
    assert ranking.chosen[0].pinned
    assert ranking.chosen[0].why == "Here because your desk pinned it."


def test_blocked_articles_are_sifted_out(ranked, article):
    made = [article(), article()]

    ranking = ranked(made, blocked={made[0].id})

    assert ranking.explain(made[0].id) == "Not considered. The desk took it out."
    assert [item.article for item in ranking.chosen] == [made[1]]


def test_also_in_names_the_other_outlets(ranked, article, outlets):
    made = [article(outlet=outlet, story_id=5) for outlet in outlets[:3]]

    ranking = ranked(made)

    [item] = ranking.chosen
    assert set(item.also_in) | {item.article.outlet.name} == {"Outlet 1", "Outlet 2", "Outlet 3"}
    assert "3 outlets cover it" in item.why
    assert [each.rule for each in ranking.just_missed(5)] == ["same_story", "same_story"]
    assert ranking.just_missed(1)[0].because == RULES["same_story"]


def test_everything_can_be_explained(ranked, morning, voice):
    made = morning()
    ranking = ranked(made, voice)

    for place, each in enumerate(made):
        said = ranking.explain(each.id)
        verdict = VERDICTS[ranking.verdict[place]]
        assert said.endswith(".")
        assert said.startswith("Just missed. ") == (verdict in RULES)
        assert said.startswith("Here because ") == (verdict == "chosen")
    with pytest.raises(NotFound, match="999999"):
        ranking.explain(999_999)


@pytest.mark.parametrize(
    ("hours", "window"),
    [([1] * 8, "48 hours"), ([1, *[100] * 7], "7 days"), ([1, 100, *[900] * 7], "any age")],
)
def test_a_quiet_day_looks_further_back(ranked, article, outlets, hours, window):
    made = [
        article(hours_old=age, outlet=outlets[n], key_points=("word " * 60,))
        for n, age in enumerate(hours)
    ]

    ranking = ranked(made)

    assert ranking.window == window
    assert sum(item.seconds for item in ranking.chosen) >= 150


def test_a_window_that_adds_nothing_is_not_claimed(ranked, article):
    assert ranked([article(hours_old=1)]).window == "48 hours"
    assert ranked([article(hours_old=100)]).window == "7 days"


def test_articles_beyond_the_window_are_said_to_be_too_old(ranked, article, outlets):
    made = [article(outlet=outlets[n], key_points=("word " * 60,)) for n in range(8)]
    old = article(hours_old=100)

    ranking = ranked([*made, old])

    assert ranking.window == "48 hours"
    assert ranking.sifted == {"within_window": 1}


def test_without_candidates_the_edition_is_empty(ranked, voice):
    ranking = ranked([], voice)

    assert ranking.chosen == []
    assert ranking.just_missed(5) == []
    assert list(ranking.sifted_out) == []
    assert ranking.window == WINDOWS[0].name


def test_without_a_voice_there_is_an_edition_with_reasons(ranked, morning):
    ranking = ranked(morning(), Voice())

    assert len(ranking.chosen) >= 5
    for item in ranking.chosen:
        assert "none of your" not in item.why
        assert "nothing was learned" not in item.why


def test_identical_texts_are_told_apart_by_age(ranked, article, outlets):
    made = [
        article(title="The same", summary="text", hours_old=n / 10, outlet=outlets[n % 50])
        for n in range(400)
    ]

    ranking = ranked(made, Voice(topics=(Topic("The same"),)))

    ages = [item.article.published for item in ranking.chosen]
    assert ages == sorted(ages, reverse=True)
    assert len(ranking.chosen) == 3  # the topic's places
    assert ranking.scores.std() > 0


def test_a_budget_below_every_item_leaves_all_just_missed(ranked, article):
    made = [article(), article()]

    ranking = ranked(made, minutes=0.1)

    assert ranking.chosen == []
    assert [each.rule for each in ranking.just_missed(9)] == ["budget", "budget"]


def test_weights_are_the_voices(ranked, article, outlets):
    fresh = article(hours_old=1, title="Rain", outlet=outlets[0])
    followed = article(hours_old=40, title="Battery", outlet=outlets[1])
    topics = (Topic("Batteries", ("battery",)),)

    usual = ranked([fresh, followed], Voice(topics=topics))
    fresher = ranked([fresh, followed], Voice(topics=topics, weights={"freshness": 3.0}))

    assert titles(usual) == ["Battery", "Rain"]
    assert titles(fresher) == ["Rain", "Battery"]


def test_one_tap_does_not_turn_an_order_and_five_do(ranked, article, decision, outlets):
    voice = Voice(topics=(Topic("Deals", ("takeover",)), Topic("Storage", ("battery",))))
    seen = [article(title=f"Takeover number {n}", outlet=outlets[n]) for n in range(5)]
    deal = article(title="Takeover of a cable maker", outlet=outlets[10], hours_old=1)
    grid = article(title="Battery of a cable maker", outlet=outlets[11], hours_old=28)
    articles = {each.id: each for each in (*seen, deal, grid)}
    passes = [decision(each, "passed", reason="not_for_me") for each in seen]

    orders = [
        titles(ranked([deal, grid], voice, passes[:taps], articles=articles)) for taps in (0, 1, 5)
    ]

    assert orders == [
        [deal.title, grid.title],
        [deal.title, grid.title],
        [grid.title, deal.title],
    ]


def test_a_reset_forgets(ranked, article, decision, voice, now):
    seen = [article(title=f"Takeover number {n}") for n in range(5)]
    deal = article(title="Takeover of a cable maker")
    articles = {each.id: each for each in (*seen, deal)}
    passes = [decision(each, "passed", at=now - timedelta(days=1)) for each in seen]

    before = ranked([deal], voice, passes, articles=articles)
    after = ranked([deal], voice, passes, articles=articles, since=now)
    never = ranked([deal], voice)

    assert before.scores[0] < after.scores[0] == never.scores[0]


def test_ranking_imports_nothing_that_the_first_page_must_not_wait_for():
    script = "import sys, briefing.ranking.pipeline; print({'pandas', 'sklearn'} & {*sys.modules})"

    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "set()"


def test_one_space_serves_many_executives(morning, voice, now):
    candidates = Candidates.of(morning())
    voices = (voice, Voice(topics=(Topic("Rates", ("rates held",)),)))

    first, second = (
        rank(
            candidates,
            Reader.of(Executive(n, "X"), each, [], {}, landscape=candidates.landscape),
            now=now,
            budget_seconds=300,
        )
        for n, each in enumerate(voices)
    )

    assert first.chosen != second.chosen
    assert np.shares_memory(first.candidates.rows.data, second.candidates.rows.data)
