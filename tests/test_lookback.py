"""The executive's own past days, and how a voice would have done on them."""

from dataclasses import replace
from datetime import timedelta

from briefing import brief, decide, speak, teach
from briefing.lookback import Found, history, lookback, once_a_story
from briefing.model import Voice
from briefing.people import LOCAL
from briefing.ranking.replay import Day
from briefing.store import articles, decisions, executives, reading, writing
from tests.conftest import SAMPLE_NOW as NOW


def test_each_past_day_has_what_there_was_and_what_came_of_it(sampled, ottilie):
    days = history(sampled, ottilie, now=NOW)
    voice = speak.newest(sampled, ottilie.id).voice
    with reading(sampled) as conn:
        done = decisions.standing(conn, ottilie.id)
    assert [day.now for day in days] == sorted(day.now for day in days)
    assert sum(len(day.shared) for day in days) == sum(one.kind == "shared" for one in done)
    seen = set()
    for day in days:
        ids = {article.id for article in day.articles}
        assert day.shared | day.passed <= ids
        assert not day.shared & day.passed
        assert day.voice == voice
        assert not ids & seen, "what was dealt with does not come again"
        seen |= day.shared | day.passed
        for article in day.articles:
            young = day.now - timedelta(hours=48) <= article.published <= day.now
            assert young or article.id in day.shared | day.passed


def test_a_day_with_an_edition_begins_when_that_was_made(sampled, ottilie):
    edition = brief.open_edition(sampled, ottilie, now=NOW)
    later = NOW + timedelta(hours=5)
    liked, seen, taught, left = (item.article.id for item in edition.items[:4])
    with writing(sampled) as conn:
        decisions.append(conn, ottilie.id, liked, "shared", at=later, by="Ottilie")
    decide.pass_on(sampled, ottilie.id, seen, now=later, by=LOCAL, reason="seen_it")
    decide.pass_on(sampled, ottilie.id, left, now=later, by=LOCAL)
    teach.would_share(sampled, ottilie.id, taught, now=later, by=LOCAL)
    assert edition.day not in {day.now.date() for day in history(sampled, ottilie, now=later)}
    last = history(sampled, ottilie, now=NOW + timedelta(days=1))[-1]
    assert (last.now, last.shared, last.passed) == (NOW, {liked}, {left})


def test_what_came_in_later_was_not_there_to_choose_from(sampled, ottilie):
    before = history(sampled, ottilie, now=NOW)[-1]
    decided = before.shared | before.passed
    here, shared = next(one for one in before.articles if one.id not in decided), min(before.shared)
    with writing(sampled) as conn:
        for article_id in (here.id, shared):
            articles.record(conn, article_id, first_seen=before.now + timedelta(seconds=1))
    there = {one.id for one in history(sampled, ottilie, now=NOW)[-1].articles}
    assert there == {one.id for one in before.articles} - {here.id}


def test_only_so_many_days_are_looked_back_on(sampled, ottilie):
    assert len(history(sampled, ottilie, now=NOW, days=2)) == 2
    assert history(sampled, ottilie, now=NOW + timedelta(days=90)) == []


def test_an_undone_share_is_none(sampled, ottilie):
    before = history(sampled, ottilie, now=NOW)
    with reading(sampled) as conn:
        share = next(d for d in decisions.standing(conn, ottilie.id) if d.kind == "shared")
    decide.undo(sampled, share.id, now=NOW, by=LOCAL)
    after = history(sampled, ottilie, now=NOW)
    assert sum(len(d.shared) for d in after) == sum(len(d.shared) for d in before) - 1


def test_a_story_stands_once_with_what_was_shared_of_it(article, now):
    lead = article(story_id=7, leads=True)
    copy, other = article(story_id=7), article()
    day = Day(now, Voice(), [lead, copy, other], frozenset({copy.id}), frozenset())
    assert once_a_story(day).articles == [copy, other]
    assert once_a_story(replace(day, shared=frozenset())).articles == [lead, other]


def test_a_good_voice_finds_most_and_one_that_mutes_them_finds_none(sampled, ottilie):
    voice = speak.newest(sampled, ottilie.id).voice
    found = lookback(sampled, ottilie, voice, now=NOW)
    assert found.shares == 30
    assert found.newest_first < found.in_first_five <= found.shares
    assert found.in_first_five >= 20
    with reading(sampled) as conn:
        days = history(sampled, ottilie, now=NOW)
        ids = sorted(set().union(*(day.shared for day in days)))
        outlets = {one.outlet.name for one in articles.by_ids(conn, ids).values()}
    deaf = replace(voice, muted_outlets=frozenset(outlets))
    assert lookback(sampled, ottilie, deaf, now=NOW).in_first_five < found.in_first_five / 2


def test_who_shared_nothing_has_nothing_to_look_back_on(sampled):
    with writing(sampled) as conn:
        dana = executives.add(conn, "Dana Okafor")
    assert history(sampled, dana, now=NOW) == []
    assert lookback(sampled, dana, Voice(), now=NOW) == Found(0, 0, 0, 0, 0)
