import re
from datetime import timedelta

import numpy as np
import pytest

from briefing.model import Audience, Outlet, Principle, Topic, Voice
from briefing.ranking.candidates import Candidates
from briefing.ranking.pipeline import learn
from briefing.ranking.signals import SIGNALS


@pytest.fixture
def measured(reader, now):
    """Values and phrases of one signal over some articles."""

    def make(signal, articles, voice=None, decisions=()):
        candidates = Candidates.of(articles)
        whose = learn(reader(candidates, voice, decisions), now)
        measure = SIGNALS[signal].measure(candidates, whose, now)
        return measure.values.tolist(), [measure.phrases[said] for said in measure.says]

    return make


@pytest.fixture
def elsewhere(article, outlets):
    """What else the desk has: enough that one subject is not all of it."""
    words = ("rates", "governor", "pupils", "choir", "apricots", "hail", "museum", "tram", "ferry")
    rng = np.random.default_rng(2)
    return [
        article(title=" ".join(rng.choice(words, 5)), outlet=outlets[20 + n % 9]) for n in range(60)
    ]


FILLER = ["Rates held in Norway", "Harbour opens", "School wins prize", "Rain in Leeds"]


def test_a_topic_is_told_by_its_words(measured, article):
    voice = Voice(topics=(Topic("Grid storage", ("battery",)), Topic("Rates")))
    made = [article(title="New battery plant"), *(article(title=t) for t in FILLER)]

    values, says = measured("topics", made, voice)

    assert values[0] >= 0.5
    assert says[0] == "it is about “Grid storage”"
    assert says[1] == "it is about “Rates”"
    assert values[2:] == [0, 0, 0]
    assert says[2] == "it is about none of your topics"


def test_two_of_a_topics_words_say_more_than_one(measured, article):
    voice = Voice(topics=(Topic("Grid storage", ("battery", "inverter")),))
    made = [article(title="Battery and inverter"), article(title="Battery and rates")]

    (both, one), _ = measured("topics", made, voice)

    assert both > one


def test_a_heavier_topic_counts_more(measured, article):
    voice = Voice(topics=(Topic("Batteries", ("battery",), 2.0), Topic("Rates", ("rates",), 1.0)))
    made = [article(title="New battery plant"), article(title="Higher rates ahead")]

    (heavy, light), _ = measured("topics", made, voice)

    assert heavy > 1.5 * light


def test_a_principle_is_met_by_its_meaning(measured, article):
    voice = Voice(
        principles=(Principle("Show the failures", "We publish failed tests and measured data."),)
    )
    made = [
        article(title="Maker publishes failed tests", summary="All measured data is open."),
        *(article(title=t) for t in FILLER),
    ]

    values, says = measured("principles", made, voice)

    assert values[0] > 0.4
    assert says[0] == "it touches your principle “Show the failures”"
    assert max(values[1:]) < 0.1


def test_an_audience_is_met_by_its_interests(measured, article):
    voice = Voice(audiences=(Audience("Fire services", ("fire brigade",)),))

    values, says = measured("audiences", [article(title="Fire brigade trains")], voice)

    assert values[0] >= 0.5
    assert says[0] == "it speaks to your audience “Fire services”"


def test_news_keeps_its_worth_for_a_day_then_loses_half_every_eighteen_hours(measured, article):
    made = [article(hours_old=hours) for hours in (-3, 0, 12, 24, 42, 60, 9_000)]

    values, _ = measured("freshness", made)

    assert values == pytest.approx([1, 1, 0.975, 0.95, 0.475, 0.2375, 0])


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (-3, "it came in within the last hour"),
        (0.5, "it came in within the last hour"),
        (1.2, "it is one hour old"),
        (3.9, "it is 3 hours old"),
        (47.9, "it is 47 hours old"),
        (48, "it is 2 days old"),
        (13 * 24 + 1, "it is 13 days old"),
        (14 * 24, "it is more than two weeks old"),
        (90_000, "it is more than two weeks old"),
    ],
)
def test_an_age_is_said_in_plain_words(measured, article, hours, words):
    _, says = measured("freshness", [article(hours_old=hours)])

    assert says == [words]


def test_trust_is_the_outlets(measured, article):
    made = [
        article(outlet=Outlet(1, "Meridian", "m.example", trust=0.9)),
        article(outlet=Outlet(2, "Flare", "f.example", trust=0.2)),
    ]

    values, says = measured("trust", made)

    assert values == [0.9, 0.2]
    assert says == ["“Meridian” is an outlet that the desk trusts", "it is in “Flare”"]


def test_coverage_grows_with_the_outlets(measured, article, outlets):
    made = [article(outlet=outlet, story_id=1) for outlet in outlets[:4]]
    made += [article(outlet=outlet, story_id=2) for outlet in outlets[:30]]
    made.append(article())

    values, says = measured("coverage", made)

    assert values[0] == pytest.approx(2 / 3)
    assert says[0] == "4 outlets cover it"
    assert (values[4], says[4]) == (1, "more than 20 outlets cover it")
    assert (values[-1], says[-1]) == (0, "only one outlet has it so far")


def test_what_was_shared_lately_is_less_new_than_long_ago(measured, article, decision, now):
    shared = article(title="Battery fire at the harbour of Skelmarsh")
    again = article(title="Battery fire at the harbour of Skelmarsh, day two")
    other = article(title="Rates held in Norway")

    lately, says = measured("novelty", [shared, again, other], None, [decision(shared, "shared")])
    old = decision(shared, "shared", at=now - timedelta(days=60))
    long_ago, _ = measured("novelty", [shared, again, other], None, [old])

    assert lately[0] == pytest.approx(0, abs=1e-6)
    assert lately[1] < 0.5 < long_ago[1]
    assert lately[2] == 1
    assert says[1] == "it is close to “Battery fire at the harbour of Skelmarsh”, which you shared"
    assert says[2] == "you have shared nothing like it lately"


def test_more_news_on_a_shared_subject_is_no_repetition(measured, article, decision):
    shared = article(title="Battery fire at the harbour of Skelmarsh", summary="Nobody was hurt.")
    related = article(title="Battery maker opens a plant in Turnov", summary="It hires 200.")
    others = [article(title=title) for title in FILLER]

    values, says = measured(
        "novelty", [shared, related, *others], None, [decision(shared, "shared")]
    )

    assert values[1] == 1
    assert says[1] == "you have shared nothing like it lately"


def test_taste_says_what_it_learned_of_a_topic(measured, article, decision, outlets, elsewhere):
    voice = Voice(topics=(Topic("Grid storage", ("battery",)),))
    seen = [article(title=f"Battery {title}", outlet=outlets[n]) for n, title in enumerate(FILLER)]
    new = article(title="Battery cells", outlet=outlets[9])

    values, says = measured(
        "taste", [new, *seen, *elsewhere], voice, [decision(each, "passed") for each in seen]
    )

    assert values[0] < 0.5
    assert says[0] == "you pass on stories on “Grid storage” 4 of 4 times"


def test_taste_says_what_it_learned_of_an_outlet(measured, article, decision, outlets, elsewhere):
    seen = [article(title=title, outlet=outlets[1]) for title in FILLER]
    new = article(title="Perovskite record", outlet=outlets[1])
    other = article(title="Perovskite record", outlet=outlets[2])
    decisions = [decision(a, k) for a, k in zip(seen, ["shared"] * 3 + ["passed"], strict=True)]

    values, says = measured("taste", [new, other, *seen, *elsewhere], None, decisions)

    assert values[0] > max(values[1], 0.5)
    assert says[0] == "you share stories from “Outlet 2” 3 of 4 times"
    assert "Outlet 3" not in says[1]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "yesterday"),
        (2, "on Saturday"),
        (6, "on Tuesday"),
        (7, "on 29 December"),
        (40, "on 26 November"),
    ],
)
def test_taste_names_the_decision_that_pulls_most_and_its_day(
    measured, article, decision, outlets, now, elsewhere, days, words
):
    title = "Inverter fire in the harbour of Skelmarsh keeps ninety crews busy"
    shared = article(title=title, outlet=outlets[1])
    new = article(title="Inverter fire in the harbour of Leeds", outlet=outlets[2])
    at = now - timedelta(days=days)

    values, says = measured(
        "taste", [new, shared, *elsewhere], None, [decision(shared, "shared", at=at)]
    )

    assert values[0] > 0.5
    assert says[0] == (
        "it is like “Inverter fire in the harbour of Skelmarsh keeps ninety…”, "
        f"which you shared {words}"
    )


def test_taste_calls_like_or_unlike_what_its_points_say(measured, article, decision, outlets):
    rng = np.random.default_rng(5)
    subjects = ("governor rates bank", "pupils choir hall", "hail apricots frost")
    desk = [
        article(title=" ".join(rng.choice(subject.split(), 4)), outlet=outlets[n])
        for n in range(12)
        for subject in subjects
    ]
    voice = Voice(topics=(Topic("Central banks", ("governor", "rates")),))
    kinds = ["passed", "opened", "later"] * 9
    seen = [decision(each, kind) for each, kind in zip(desk, kinds, strict=False)]

    values, says = measured("taste", desk, voice, seen)

    found = [re.fullmatch("it is (like|unlike) “.+”, which you (.+) today", one) for one in says]
    said = {
        (*named.groups(), value > 0.5) for named, value in zip(found, values, strict=True) if named
    }
    assert said == {
        ("like", "passed over", False),
        ("unlike", "passed over", True),
        ("like", "opened", True),
    }


def test_yesterday_is_the_executives_own(measured, article, decision, outlets, now, elsewhere):
    """At 07:00 UTC it is 08:00 in Zurich, where 23:30 UTC two days ago was the day before."""
    shared = article(title="Inverter fire in Leeds", outlet=outlets[1])
    again = article(title="Inverter fire in Leeds", outlet=outlets[2])
    at = now.replace(day=3, hour=23, minute=30)

    _, says = measured(
        "taste", [again, shared, *elsewhere], None, [decision(shared, "shared", at=at)]
    )

    assert says[0].endswith("which you shared yesterday")


def test_what_the_desk_said_is_not_said_to_be_the_executives_doing(
    measured, article, decision, outlets, elsewhere
):
    taught = article(title="Inverter fire in Leeds", outlet=outlets[1])
    again = article(title="Inverter fire in Leeds", outlet=outlets[2])

    _, says = measured(
        "taste", [again, taught, *elsewhere], None, [decision(taught, "would_share")]
    )

    assert says[0] == "it is like “Inverter fire in Leeds”, which your desk says you would share"


def test_each_article_has_the_topic_it_fits_best(article, reader):
    topics = (Topic("Grid storage", ("battery", "inverter")), Topic("Deals", ("takeover",)))
    made = [
        article(title="Takeover of an inverter and battery maker"),
        article(title="Takeover of a bank"),
        article(title="Rain"),
    ]

    candidates = Candidates.of(made)

    assert reader(candidates, Voice(topics=topics)).main_topic(candidates).tolist() == [0, 1, -1]
    assert reader(candidates).main_topic(candidates).tolist() == [-1, -1, -1]


def test_the_lead_of_a_story_is_preferred_to_its_followers(article, outlets, reader, now):
    followed = [
        article(outlet=outlets[n], story_id=7, leads=n == 1, title="Rates held") for n in range(3)
    ]
    alone = article(outlet=outlets[4], story_id=8, leads=True)
    candidates = Candidates.of([*followed, alone])

    found = SIGNALS["lead"].measure(candidates, reader(candidates), now)

    assert found.values.tolist() == [0, 1, 0, 0]
    assert [found.phrases[says] for says in found.says[1:]] == [
        "it stands for its story, which others have as well",
        "another account stands for its story",
        "no other outlet has its story",
    ]
