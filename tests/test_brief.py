"""The edition: built once, frozen until the executive's midnight, the same for everybody."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefing import brief, decide
from briefing.days import day_began, next_day_begins
from briefing.errors import NotFound
from briefing.model import Principle, Topic, Voice
from briefing.people import LOCAL
from briefing.prepare import prepare
from briefing.settings import Settings
from briefing.store import (
    articles,
    curations,
    entries,
    executives,
    outlets,
    reading,
    sources,
    writing,
)
from briefing.voice import to_dict

VOICE = Voice(
    principles=(Principle("Safety before speed", "We publish what went wrong."),),
    topics=(Topic("Grid storage", ("battery", "storage")),),
)
SENTENCES = (
    "Engineers tested the new battery cabinet for ninety days in the harbour of Bergen.",
    "Regulators want every storage site to publish its alarms from next spring onwards.",
    "The museum lends forty paintings to its sister house in Ghent for two years.",
    "A choir of dockers recorded the songs that their grandparents sang at work.",
    "Growers in the valley lost a third of their apricots to hail this week.",
)


@pytest.fixture
def take(both_stores, arrival, now):
    """Bring in articles, each by an outlet of its own, and make them ready."""
    with writing(both_stores) as conn:
        dana = executives.add(conn, "Dana Okafor", zone="Europe/Zurich")
        executives.say(conn, dana.id, to_dict(VOICE), by="Dana", now=now)
        [source], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)

    def take_in(count=5, *, at=now, **said):
        with writing(both_stores) as conn:
            made = [
                arrival(
                    host=f"outlet{n}.example",
                    title=said.get("title", SENTENCES[n % 5].split(" for ")[0]),
                    text=f"{SENTENCES[n % 5]} {said.get('more', '')} Number {n} of many. " * 9,
                    published=said.get("published", at - timedelta(hours=1 + n)),
                )
                for n in range(count)
            ]
            hosts = outlets.ensure(conn, {a.host: a.host for a in made})
            entries.take_in(conn, {source.id: made}, hosts, now=at)
        prepare(both_stores, Settings(), now=at, pages=False)

    return take_in


def dana(engine):
    with reading(engine) as conn:
        return executives.named(conn)


def ids(edition):
    return [item.article.id for item in edition.items]


def test_opening_twice_gives_the_same_edition_even_when_news_comes_in(both_stores, take, now):
    take()
    first = brief.open_edition(both_stores, dana(both_stores), now=now)
    take(at=now + timedelta(minutes=5))

    again = brief.open_edition(both_stores, dana(both_stores), now=now + timedelta(hours=10))

    assert again == first
    assert 0 < first.seconds <= 300


def test_two_who_open_at_once_see_the_same_edition(both_stores, take, now):
    take()
    ready, seen = threading.Barrier(3), []

    def look():
        ready.wait()
        seen.append(brief.open_edition(both_stores, dana(both_stores), now=now))

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(seen) == 3
    assert seen[0] == seen[1] == seen[2]


def test_the_day_ends_at_the_executives_own_midnight(both_stores, take, now):
    take()
    executive = dana(both_stores)
    late, past = now.replace(hour=22, minute=59), now.replace(hour=23, minute=1)

    today = brief.open_edition(both_stores, executive, now=late)
    tomorrow = brief.open_edition(both_stores, executive, now=past)

    assert (today.day, tomorrow.day) == (date(2026, 1, 5), date(2026, 1, 6))
    assert next_day_begins(executive, late) == now.replace(hour=23)
    assert day_began(executive, past) == now.replace(hour=23)
    assert brief.past_edition(both_stores, executive, today.day) == today


def test_a_desk_without_articles_has_no_edition_yet_and_freezes_none(both_stores, take, now):
    assert brief.open_edition(both_stores, dana(both_stores), now=now).items == []
    take()
    assert brief.open_edition(both_stores, dana(both_stores), now=now).items


def test_a_quiet_day_looks_further_back_and_says_so(both_stores, take, now):
    take(published=now - timedelta(days=40))
    edition = brief.open_edition(both_stores, dana(both_stores), now=now)
    assert edition.window == "any age"
    assert edition.items


def test_what_was_dealt_with_does_not_come_again(both_stores, take, now):
    take()
    executive = dana(both_stores)
    first = brief.open_edition(both_stores, executive, now=now)
    gone, kept = ids(first)[:2]
    decide.pass_on(both_stores, executive.id, gone, now=now, by=LOCAL)
    decide.keep_for_later(both_stores, executive.id, kept, now=now, by=LOCAL)

    following = brief.open_edition(both_stores, executive, now=now + timedelta(days=1))

    assert gone not in ids(following)
    assert kept in ids(following)


def test_what_the_desk_pins_is_in_and_what_it_blocks_is_out(both_stores, take, now):
    take(8)
    executive = replace(dana(both_stores), minutes=1)
    with writing(both_stores) as conn:
        curations.append(conn, executive.id, 5, "pinned", at=now)
        curations.append(conn, executive.id, 1, "blocked", at=now)
    edition = brief.open_edition(both_stores, executive, now=now)
    assert 5 in ids(edition)
    assert 1 not in ids(edition)


def test_every_article_can_be_asked_about(both_stores, take, now):
    take(12)
    take(2, published=now - timedelta(days=20))
    executive = replace(dana(both_stores), minutes=2)
    brief.open_edition(both_stores, executive, now=now)

    verdicts = [
        brief.why(both_stores, executive, str(article_id), now=now) for article_id in range(1, 15)
    ]

    assert {v.outcome for v in verdicts} >= {"chosen", "just missed"}
    for verdict in verdicts:
        assert verdict.because.endswith(".")
        if verdict.parts:
            assert sum(p.points for p in verdict.parts) == pytest.approx(verdict.score)
    with pytest.raises(NotFound):
        brief.why(both_stores, executive, "no such words", now=now)


def test_taste_can_be_seen_and_reset(both_stores, take, now):
    take(10)
    executive = dana(both_stores)
    with reading(both_stores) as conn:
        about_storage = [
            a.id
            for a in articles.candidates(conn, since=now - timedelta(days=3), until=now)
            if "battery" in a.title
        ]
        assert len(about_storage) == 2
    for article_id in (1, 2, 6, 7):
        decide.pass_on(both_stores, executive.id, article_id, now=now, by=LOCAL)

    [line] = [
        li for li in brief.taste(brief.trial(both_stores, executive, now=now)) if li.kind == "topic"
    ]

    assert line.sentence == "you pass on stories on “Grid storage” 4 of 4 times"
    reset = replace(executive, learning_since=now + timedelta(seconds=1))
    assert list(brief.taste(brief.trial(both_stores, reset, now=now))) == []
