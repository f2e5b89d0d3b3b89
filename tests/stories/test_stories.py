"""Articles find the story they belong to, and only that."""

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

import pytest

from benchmarks.labelled_stories import PIECES
from benchmarks.one_day import day as one_day
from benchmarks.stories import Labelled, burst, copies, lookalikes, sample_world
from benchmarks.stories import article as article_at
from briefing.model import Article
from briefing.stories import group
from briefing.stories.agreement import b_cubed
from briefing.stories.clustering import WINDOW_HOURS, Stories
from briefing.stories.replay import replay

Make = Callable[..., Article]

HOLD = (
    "The central bank of Nordland left its key interest rate unchanged at 3.5 percent on Tuesday. "
    "Governor Ilse Maren said inflation had come down faster than expected and that a first cut "
    "was possible before the summer, if wages rise less than in the past year."
)
CUT = (
    "The central bank of Nordland cut its key interest rate by a quarter point to 3.25 percent on "
    "Tuesday. Governor Ilse Maren said inflation had come down faster than expected, a week after "
    "she had left the rate unchanged."
)
OTHER_NEWS = [
    ("Veltra to build chip plant in Brandau", "The chip maker Veltra will build a plant there."),
    ("Probe Selin lands on the Moon", "The unmanned probe touched down near the south pole."),
    ("Rail drivers call two-day strike", "The union wants shorter shifts for train drivers."),
    ("Parliament cuts aid for heat pumps", "Installers expect orders to collapse next year."),
]


def together(found: dict[int, int], *articles: Article) -> bool:
    return len({found[article.id] for article in articles}) == 1


def mixed(labelled: Labelled, *, repair: bool = True) -> list[set[str]]:
    events = defaultdict(set)
    for article_id, story in replay(labelled.articles, repair=repair):
        events[story].add(labelled.events[article_id])
    return [together for together in events.values() if len(together) > 1]


@pytest.fixture
def news(article: Make) -> list[Article]:
    """Four unrelated events, a few days old."""
    return [article(title=t, summary=s, hours_old=60) for t, s in OTHER_NEWS]


def test_rewrites_of_one_event_become_one_story_and_lookalikes_stay_apart():
    labelled = lookalikes()

    assert mixed(labelled) == []
    assert b_cubed(labelled.events, dict(replay(labelled.articles))).recall == 1.0


def test_titles_alone_never_merge_lookalikes_as_they_come_and_seldom_in_a_repair():
    labelled = lookalikes()
    titles = [replace(article, text="") for article in labelled.articles]

    assert mixed(replace(labelled, articles=titles), repair=False) == []
    repaired = b_cubed(labelled.events, dict(replay(titles)))
    assert repaired.precision >= 0.9
    assert repaired.f1 >= 0.9


def test_two_decisions_of_one_bank_a_week_apart_are_two_stories(article: Make, news):
    held = article(title="Nordland holds key rate at 3.5%", text=HOLD, hours_old=170)
    cut = article(title="Nordland cuts key rate to 3.25%", text=CUT, hours_old=2)

    found = dict(replay([held, *news, cut]))

    assert not together(found, held, cut)


def test_a_copy_joins_whatever_its_headline_says(article: Make, news):
    first = article(title="Nordland holds key rate", text=HOLD, hours_old=5)
    copy = article(title="What borrowers should know tonight", text=HOLD[:230], hours_old=3)

    assert together(dict(replay([*news, first, copy])), first, copy)


def test_edited_copies_are_always_found():
    labelled = copies(events=60)

    assert b_cubed(labelled.events, dict(replay(labelled.articles))).f1 == 1.0


def test_a_form_filled_in_anew_the_next_day_is_news(article: Make, news):
    said = (
        "Shares in Nordland closed {} on {}. The leading index of the exchange gained {} points "
        "and stood at {} when trading ended. Banks and builders led the rise, while the makers of "
        "medicines fell back. Brokers spoke of a quiet day with few deals. Turnover came to {} "
        "million crowns, the exchange said after the close."
    )
    monday = article(
        title="Nordland shares: index at 2011",
        text=said.format("higher", "Monday", 12, 2011, 310),
        hours_old=40,
    )
    tuesday = article(
        title="Nordland shares: index at 2054",
        text=said.format("firmly higher", "Tuesday", 43, 2054, 502),
        hours_old=16,
    )

    assert not together(dict(replay([*news, monday, tuesday])), monday, tuesday)


def test_articles_in_different_languages_stay_apart(article: Make, news):
    english = article(title="Nationalbank 0.25 Kehl", text=HOLD, language="en", hours_old=3)
    german = article(title="Nationalbank 0.25 Kehl", text="Zinsen", language="de", hours_old=2)

    assert not together(dict(replay([*news, english, german])), english, german)


def test_new_articles_join_existing_stories_or_open_new_ones(article: Make, news):
    known = article(title="Nordland holds key rate at 3.5%", text=HOLD, hours_old=5, story_id=7)
    settled = [replace(one, story_id=n) for n, one in enumerate(news, start=20)]
    again = article(title="Key rate stays at 3.5%, says Maren of Nordland", text=HOLD, hours_old=1)
    opened = article(title="Fire at Ostport refinery", summary="Two dead at Ostport refinery.")
    also = article(title="Two dead in Ostport refinery fire", summary="Blaze at Ostport refinery.")

    grouped = group([again, opened, also], [known, *settled])

    assert [one.article_id for one in grouped] == [again.id, opened.id, also.id]
    assert [one.story_id for one in grouped] == [7, None, None]
    assert grouped[1].group == grouped[2].group != grouped[0].group


def test_two_existing_stories_never_merge(article: Make, news):
    one = article(title="Nordland holds key rate", text=HOLD, hours_old=5, story_id=1)
    two = article(title="Nordland holds key rate", text=HOLD, hours_old=4, story_id=2)
    new = article(title="Nordland holds key rate", text=HOLD, hours_old=1)

    (grouped,) = group([new], [one, two, *(replace(n, story_id=9 + n.id) for n in news)])

    assert grouped.story_id in (1, 2)


def test_groups_that_turn_out_to_be_one_event_become_one_story(article: Make, news):
    early = article(title="Blaze at Ostport", summary="Flames seen.", hours_old=6)
    apart = article(title="Refinery workers hurt", summary="Nine in hospital.", hours_old=5)
    whole = article(
        title="Blaze at Ostport refinery: workers hurt",
        summary="Flames were seen at Ostport; nine refinery workers are in hospital.",
        hours_old=4,
    )

    grouped = group([early, apart, whole], [replace(n, story_id=n.id) for n in news])

    assert len({one.group for one in grouped}) == 1
    assert {one.story_id for one in grouped} == {None}


def test_the_answer_keeps_the_order_that_was_asked_in(article: Make):
    articles = [article(title=f"Story about thing {n}", hours_old=n) for n in range(1, 9)]
    shuffled = random.Random(3).sample(articles, len(articles))

    assert [one.article_id for one in group(shuffled, [])] == [one.id for one in shuffled]


def test_articles_with_nothing_in_them_are_each_alone(article: Make):
    empty = [article(title=title, hours_old=1) for title in ("", "", "!!!", "the", "the", "…")]

    assert len({story for _, story in replay(empty)}) == len(empty)


def test_all_articles_alike_are_one_story(article: Make):
    alike = [article(title="Nordland holds key rate", text=HOLD, hours_old=1) for _ in range(50)]

    assert len({story for _, story in replay(alike)}) == 1


def test_no_articles_are_no_stories():
    assert group([], []) == []
    assert list(replay([])) == []


@pytest.mark.timeout(20)
def test_a_text_of_a_million_characters_is_no_trouble(article: Make):
    long = [article(title="Long", text=f"word{n} " * 150_000, hours_old=1) for n in range(3)]
    assert len(list(replay(long))) == 3


def test_what_is_too_old_is_forgotten(article: Make):
    """Memory stays bounded: after a year only the last days are kept."""
    stories = Stories()
    for day in range(60, 0, -1):
        text = " ".join(f"t{day}w{n}" for n in range(40))
        stories.assign(article(title=f"Event word{day}", text=text, hours_old=24.0 * day))

    kept = len(stories._groups)

    assert kept <= WINDOW_HOURS / 24 + 2
    assert len(stories._copies._kept) <= WINDOW_HOURS / 24 + 2


@pytest.mark.parametrize(("lead_words", "least"), [(0, 0.80), (18, 0.90)])
def test_bursts_of_headlines_are_told_apart(lead_words: int, least: float):
    labelled = burst(lead_words, seed=5, events=30, mean=20)

    assert b_cubed(labelled.events, dict(replay(labelled.articles))).f1 >= least


@pytest.mark.parametrize(
    ("least", "labelled"), [*zip((0.93, 0.93, 0.75), sample_world(), strict=False)]
)
def test_the_sample_worlds_events_are_found(least: float, labelled: Labelled):
    agreement = b_cubed(labelled.events, dict(replay(labelled.articles)))

    assert agreement.precision >= 0.8
    assert agreement.f1 >= least


@pytest.mark.parametrize("snippets", [False, True])
@pytest.mark.timeout(60)
def test_a_day_of_large_events_is_repaired(snippets: bool):
    rows = one_day(seed=3, events=40, articles=1_500, snippets=snippets)
    articles = [article_at(n, 0.0, row.title, row.snippet) for n, row in enumerate(rows)]
    events = {n: row.event for n, row in enumerate(rows)}

    arrived = b_cubed(events, dict(replay(articles, repair=False))).f1
    repaired = b_cubed(events, dict(replay(articles))).f1

    assert repaired >= (0.85 if snippets else 0.8)
    assert repaired > arrived


def test_the_labelled_pieces_are_what_they_say():
    """Every event has a rewrite, so that recall means something."""
    events = [event for event, *_ in PIECES]

    assert all(events.count(event) >= 2 for event in events)
