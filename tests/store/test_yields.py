"""What became of what sources brought."""

from datetime import timedelta

import pytest

from briefing import decide
from briefing.people import LOCAL
from briefing.store import entries, executives, outlets, reading, sources, writing, yields

QUARTER = timedelta(days=90)


@pytest.fixture
def desk(both_stores, arrival, now):
    """Two feeds with three articles each, of which they share one, and a third that is silent."""
    with writing(both_stores) as conn:
        executives.add(conn, "Dana Okafor")
        feeds, _ = sources.add(
            conn, [{"kind": "feed", "address": f"https://{n}.example"} for n in "abc"], now=now
        )
        one, two, both = [arrival(), arrival()], [arrival(), arrival()], arrival()
        known = outlets.ensure(conn, {both.host: "The Wire"})
        entries.take_in(conn, {feeds[0].id: [*one, both]}, known, now=now)
        entries.take_in(conn, {feeds[1].id: [*two, both]}, known, now=now)
    return both_stores


def brought(desk, now):
    with reading(desk) as conn:
        return yields.yields(conn, [1, 2, 3], since=now - QUARTER)


def noisy(desk, now, at_least=3, trial=timedelta()):
    with reading(desk) as conn:
        found = yields.never_used(
            conn, since=now - QUARTER, known_before=now - trial, at_least=at_least
        )
    return [(source.id, one.articles) for source, one in found]


def test_what_nobody_used_counts_as_brought_alone(desk, now):
    assert brought(desk, now) == {1: yields.Yield(3, 0, now), 2: yields.Yield(3, 0, now)}


def test_an_article_counts_for_every_source_that_brought_it(desk, now):
    decide.open_article(desk, 1, 3, now=now, by=LOCAL)
    decide.open_article(desk, 1, 1, now=now, by=LOCAL)
    decide.pass_on(desk, 1, 4, now=now, by=LOCAL)
    assert [one.used for one in brought(desk, now).values()] == [2, 1]


def test_noise_is_what_was_never_used_and_has_had_its_chance(desk, now):
    assert noisy(desk, now) == [(1, 3), (2, 3)]
    assert noisy(desk, now, at_least=4) == []
    assert noisy(desk, now, trial=timedelta(seconds=1)) == []
    decide.pick(desk, 1, 1, now=now, by=LOCAL)
    assert noisy(desk, now) == [(2, 3)]


def test_a_new_source_is_not_judged_by_what_another_brought_long_ago(both_stores, arrival, now):
    long_ago, shared = now - timedelta(days=60), arrival()
    with writing(both_stores) as conn:
        known = outlets.ensure(conn, {shared.host: "The Wire"})
        for n, (at, brought) in enumerate([(long_ago, [shared]), (now, [shared, arrival()])]):
            said = {"kind": "feed", "address": f"https://{n}.example"}
            [source], _ = sources.add(conn, [said], now=at)
            entries.take_in(conn, {source.id: brought}, known, now=at)
    assert noisy(both_stores, now, at_least=1, trial=timedelta(days=14)) == [(1, 1)]


def test_what_is_paused_makes_no_noise(desk, now):
    with writing(desk) as conn:
        sources.set_active(conn, 1, False, now=now)
    assert noisy(desk, now) == [(2, 3)]


def test_what_came_long_ago_is_not_held_against_a_source(desk, now):
    with reading(desk) as conn:
        assert yields.yields(conn, [1, 2], since=now + timedelta(seconds=1)) == {}
