from dataclasses import replace

import pytest

from briefing.model import Outlet, Voice
from briefing.ranking.candidates import Candidates
from briefing.ranking.filters import FILTERS
from briefing.ranking.windows import WINDOWS

BY_NAME = {each.name: each for each in FILTERS}
TWO_DAYS = WINDOWS[0].seconds


@pytest.fixture
def kept(reader, now):
    """Which articles one filter keeps."""

    def make(name, articles, voice=None, window=TWO_DAYS, **said):
        candidates = Candidates.of(articles)
        whose = reader(candidates, voice, **said)
        return BY_NAME[name].keeps(candidates, whose, now, window).tolist()

    return make


def test_every_filter_says_why_in_a_sentence():
    for each in FILTERS:
        assert each.because[0].isupper()
        assert each.because.endswith(".")


@pytest.mark.parametrize("each", FILTERS, ids=lambda each: each.name)
def test_every_filter_bears_nothing(each, kept):
    assert kept(each.name, []) == []


def test_what_the_desk_took_out_stays_out(kept, article):
    made = [article(), article()]

    assert kept("not_blocked", made, blocked={made[0].id}) == [False, True]


def test_what_was_dealt_with_stays_out(kept, article, decision):
    made = [article(), article(), article()]
    decisions = [decision(made[0], "passed"), decision(made[1], "later")]

    assert kept("not_handled", made, decisions=decisions) == [False, True, True]


def test_an_article_needs_a_link(kept, article):
    assert kept("has_link", [article(link=None), article()]) == [False, True]


@pytest.mark.parametrize("muted", ["THE DAILY FLARE", "flare.example", "www.Flare.example "])
def test_an_outlet_is_muted_by_name_or_domain(kept, article, muted):
    made = [
        article(outlet=Outlet(1, "The Daily Flare", "flare.example")),
        article(outlet=Outlet(2, "Elsewhere", "sport.flare.example")),
        article(outlet=Outlet(3, "Solar Flare", "solarflare.example")),
    ]

    kept_ones = kept("not_muted_outlet", made, Voice(muted_outlets=frozenset({muted})))

    assert kept_ones[0] is False
    assert kept_ones[1] is (muted == "THE DAILY FLARE")
    assert kept_ones[2] is True


@pytest.mark.parametrize(
    ("muted", "title", "summary", "stays"),
    [
        ("lottery", "Lottery opens", "", False),
        ("LOTTERY", "News", "The lottery, again.", False),
        ("lottery", "Lotteryville opens", "", True),
        ("sponsored content", "Sponsored: content", "", False),
        ("sponsored content", "Content sponsored", "", True),
        ("sponsored content", "Sponsored", "Content", True),
        ("one two three", "two three, and one two", "", True),
        ("one two three", "zero one two three four", "", False),
        ("café", "CAFE culture", "", False),
        ("彩票", "福利彩票开奖", "", False),
        ("…", "Anything …", "", True),
        ("", "Anything", "", True),
    ],
)
def test_muted_words_are_whole_words_of_title_or_summary(
    kept, article, muted, title, summary, stays
):
    made = [article(title=title, summary=summary), article()]

    assert kept("not_muted_word", made, Voice(muted_words=frozenset({muted}))) == [stays, True]


def test_a_muted_word_in_the_text_alone_keeps_nothing_out(kept, article):
    made = [article(title="News", text="A lottery was mentioned.")]

    assert kept("not_muted_word", made, Voice(muted_words=frozenset({"lottery"}))) == [True]


def test_old_articles_stay_out_unless_pinned(kept, article):
    made = [article(hours_old=hours) for hours in (47, 48, 49, 90, -2)]

    assert kept("within_window", made, pinned={made[3].id}) == [True, True, False, True, True]
    assert kept("within_window", made, window=float("inf")) == [True] * 5


def test_the_first_to_object_is_reported(ranked, article, decision):
    muted = Voice(muted_words=frozenset({"lottery"}))
    both = article(title="Lottery", hours_old=9_000, link=None)
    passed = article(title="Lottery")

    ranking = ranked([both, passed], muted, [decision(passed, "passed")])

    assert [(each.article, each.by) for each in ranking.sifted_out] == [
        (both, "has_link"),
        (passed, "not_handled"),
    ]
    assert ranking.sifted == {"has_link": 1, "not_handled": 1}


def test_a_pin_does_not_overrule_what_people_decided(ranked, article, decision):
    made = article()

    ranking = ranked([made], None, [decision(made, "passed")], pinned={made.id})

    assert ranking.chosen == []
    assert ranking.explain(made.id) == "Not considered. You have dealt with it before."


def test_links_decide_nothing_but_ties(ranked, article):
    first = article(link="https://b.example")

    assert ranked([first]).scores == ranked([replace(first, link="https://a.example")]).scores
