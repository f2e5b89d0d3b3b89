from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from briefing.model import Article, Outlet, Topic, Voice
from briefing.ranking.replay import (
    KEYWORDS,
    NEWEST,
    WAYS,
    WITH,
    WITHOUT,
    Day,
    Simulation,
    replay,
    summary,
)

START = datetime(2026, 1, 5, 7, tzinfo=UTC)
SUBJECTS = ("battery", "rates", "school", "harbour", "choir", "apricot")
VOICE = Voice(topics=(Topic("Storage", ("battery",)),))


def made_up_days(days=7, a_day=30, seed=1, liked=("battery", "choir"), voice=VOICE):
    """Each article is on one of six subjects, told by words of its own; two of them are liked."""
    rng = np.random.default_rng(seed)
    vocabulary = {name: [f"{name}{n}" for n in range(12)] for name in SUBJECTS}
    found = []
    for at in range(days):
        now = START + timedelta(days=at)
        articles, subjects = [], []
        for n in range(a_day):
            subject = SUBJECTS[int(rng.integers(len(SUBJECTS)))]
            subjects.append(subject)
            published = now - timedelta(hours=float(rng.uniform(0, 24)))
            outlet = int(rng.integers(9)) + 1
            articles.append(
                Article(
                    id=at * 1_000 + n,
                    link=f"https://wire.example/{at}-{n}",
                    title=f"{subject} {' '.join(rng.choice(vocabulary[subject], 4))}",
                    outlet=Outlet(outlet, f"Outlet {outlet}", f"o{outlet}.example"),
                    published=published,
                    first_seen=published,
                    summary=" ".join(rng.choice(vocabulary[subject], 12)),
                )
            )
        wanted = frozenset(a.id for a, s in zip(articles, subjects, strict=True) if s in liked)
        others = frozenset(a.id for a in articles) - wanted
        found.append(Day(now, voice, articles, wanted, others))
    return found


@pytest.fixture(scope="module")
def days():
    return made_up_days()


@pytest.fixture(scope="module")
def simulated(days):
    return list(replay(days, shown=10, simulation=Simulation(seed=7)))


def test_the_same_log_gives_the_same_result(days):
    assert list(replay(days)) == list(replay(days))


def test_a_simulation_is_the_same_by_its_seed_and_another_by_another(days, simulated):
    assert list(replay(days, shown=10, simulation=Simulation(seed=7))) == simulated
    assert list(replay(days, shown=10, simulation=Simulation(seed=8))) != simulated


@pytest.mark.parametrize("simulation", [None, Simulation(seed=7)])
def test_nothing_is_known_of_later_days(days, simulation):
    nothing = frozenset[int]()
    changed = [*days[:5], *(replace(day, shared=day.passed, passed=nothing) for day in days[5:])]
    shorter = days[:5]

    usual = list(replay(days, simulation=simulation))

    assert list(replay(changed, simulation=simulation))[:5] == usual[:5]
    assert list(replay(shorter, simulation=simulation)) == usual[:5]


def test_a_days_own_answers_do_not_help_it(days):
    """The order of a day's articles is the same, whatever will be said of them."""
    turned = [*days[:4], replace(days[4], shared=days[4].passed, passed=days[4].shared)]

    usual, other = (list(replay(which))[4] for which in (days[:5], turned))

    together = Counter([*usual.ranks.values(), *other.ranks.values()])
    assert together == Counter(range(1, 31))


def test_on_the_first_day_nothing_was_learned_yet(days):
    [first, *_] = replay(days[:1])

    assert first.by_way[WITH] == first.by_way[WITHOUT]


def test_learning_finds_more_than_no_learning(days, simulated):
    for results in (simulated, list(replay(days, shown=10))):
        later = {way: found["from_day_6"] for way, found in summary(results).items()}

        assert later[WITH].share_of_best > later[WITHOUT].share_of_best + 0.1
        assert later[WITH].auc > later[WITHOUT].auc
        assert later[WITHOUT].share_of_best > later[NEWEST].share_of_best


def test_newest_first_is_newest_first():
    day = made_up_days(1)[0]
    newest = max(day.articles, key=lambda article: article.published)

    [result] = replay([replace(day, shared=frozenset({newest.id}))])

    assert result.by_way[NEWEST].mrr == 1


def test_keywords_are_the_voices(days):
    day = days[0]
    about = frozenset(a.id for a in day.articles if "battery" in a.title.split())

    [result] = replay([replace(day, shared=about)])

    assert result.by_way[KEYWORDS].auc == 1


def test_ranks_are_the_places_of_what_was_shared(days):
    for result, day in zip(replay(days), days, strict=True):
        assert set(result.ranks) == day.shared
        assert len(set(result.ranks.values())) == len(day.shared)
        assert max(result.ranks.values()) <= len(day.articles)
        first = min(result.ranks.values())
        assert result.by_way[WITH].mrr >= 1 / first / len(day.shared)


def test_an_empty_day_and_one_without_shares_count_for_nothing(days):
    nothing = frozenset[int]()
    empty = Day(days[2].now, VOICE, [], nothing, nothing)
    unshared = replace(days[3], shared=nothing)

    results = list(replay([*days[:2], empty, unshared, *days[4:]]))

    assert [bool(result.by_way) for result in results] == [True, True, False, False, *[True] * 3]
    assert results[2].ranks == results[3].ranks == {}
    assert all(set(result.by_way) == set(WAYS) for result in results if result.by_way)


def test_nothing_at_all_gives_nothing():
    nothing = frozenset[int]()
    assert list(replay([])) == []
    results = list(replay([Day(START, VOICE, [], nothing, nothing)]))
    assert summary(results)[WITH] == {"all": None, "from_day_6": None}


def test_the_summary_leaves_out_the_first_five_days(days):
    results = list(replay(days))

    whole = summary(results)

    for way in WAYS:
        assert whole[way]["all"].mrr == pytest.approx(
            np.mean([each.by_way[way].mrr for each in results])
        )
        assert whole[way]["from_day_6"].mrr == pytest.approx(
            np.mean([each.by_way[way].mrr for each in results[5:]])
        )


def test_identical_articles_are_ranked_by_age():
    days = []
    for day in made_up_days(3, a_day=12):
        same = [replace(a, title="The same", summary="Text of it.") for a in day.articles]
        days.append(replace(day, articles=same))

    results = list(replay(days))

    assert len(results) == 3
    for result in results:
        for found in result.by_way.values():
            assert 0 <= found.auc <= 1


def test_without_a_voice_it_is_learned_from_scratch():
    days = made_up_days(voice=Voice())

    results = summary(list(replay(days)))

    assert results[WITH]["from_day_6"].share_of_best > 0.8
    assert results[WITHOUT]["from_day_6"].share_of_best < 0.7


def test_only_passes_teach_too(days):
    """Of two topics that the voice follows, one is always passed on."""
    voice = Voice(topics=(*VOICE.topics, Topic("Rates", ("rates",))))

    def about(day, subject):
        return frozenset(a.id for a in day.articles if subject in a.title.split())

    passes = [Day(d.now, voice, d.articles, frozenset(), about(d, "rates")) for d in days[:-1]]
    last = replace(days[-1], voice=voice, shared=about(days[-1], "battery"))

    *_, result = replay([*passes, last])

    assert result.by_way[WITH].auc > result.by_way[WITHOUT].auc + 0.05


def test_contradictory_feedback_is_survived(days):
    torn = [replace(day, passed=day.shared) for day in days]

    results = list(replay(torn))

    assert all(0 <= result.by_way[WITH].auc <= 1 for result in results)


def test_what_the_voice_mutes_comes_last(days):
    muted = Voice(topics=VOICE.topics, muted_words=frozenset({"battery"}))
    about = frozenset(a.id for a in days[0].articles if "battery" in a.title.split())

    [result] = replay([replace(days[0], voice=muted, shared=about)])

    assert min(result.ranks.values()) == 30 - len(about) + 1
    assert result.by_way[WITH].auc == result.by_way[WITHOUT].auc == 0


def test_more_that_is_shown_finds_more(days):
    few, many = (
        summary(list(replay(days, shown=shown)))[WITH]["all"].precision for shown in (3, 20)
    )

    assert 0 < many < few
