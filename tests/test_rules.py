"""The rulebook that holds, and saying a new one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from briefing import people, rules
from briefing.errors import Conflict, NotAllowed, RulebookError
from briefing.model import Membership
from briefing.people import LOCAL
from briefing.rulebook import Embargo, Forbidden, QuietPeriod, RedTopic, Rulebook
from briefing.store import reading, trail, writing
from briefing.store.tables import rulebooks

HOUR = timedelta(hours=1)
FIRST = Rulebook(forbidden=(Forbidden("guaranteed", "Nobody can promise it."),), days_valid=3)


def said(engine):
    with reading(engine) as conn:
        return conn.execute(select(func.count()).select_from(rulebooks)).scalar_one()


def test_a_desk_begins_with_an_empty_rulebook(both_stores):
    assert rules.newest(both_stores) == rules.Said(0, Rulebook())


def test_a_new_rulebook_holds_and_the_earlier_ones_stay_on_record(both_stores, now):
    first = rules.say(both_stores, FIRST, read=0, now=now, by=LOCAL)
    book = Rulebook(
        red_topics=(RedTopic("Mergers", ("merger", "Übernahme")),),
        quiet_periods=(QuietPeriod(now, now + HOUR, "Results"),),
        embargoes=(Embargo(now, "Aurora"),),
        severities={"shouting": "block"},
    )
    second = rules.say(both_stores, book, read=first.id, now=now + HOUR, by=LOCAL)
    assert rules.newest(both_stores) == second
    assert (second.rulebook, second.by, second.at) == (book, LOCAL.name, now + HOUR)
    assert said(both_stores) == 2


def test_the_same_rulebook_again_says_nothing(both_stores, now):
    first = rules.say(both_stores, FIRST, read=0, now=now, by=LOCAL)
    assert rules.say(both_stores, FIRST, read=first.id, now=now + HOUR, by=LOCAL) == first
    assert said(both_stores) == 1


def test_who_read_an_older_rulebook_is_told_and_overwrites_nothing(both_stores, now):
    rules.say(both_stores, FIRST, read=0, now=now, by=LOCAL)
    with pytest.raises(Conflict, match="Local desk changed the guidelines") as caught:
        rules.say(both_stores, Rulebook(), read=0, now=now, by=LOCAL)
    assert (caught.value.by, caught.value.at) == (LOCAL.name, now)
    assert rules.newest(both_stores).rulebook == FIRST


def test_of_two_who_speak_at_the_same_moment_one_is_told(both_stores, now):
    ready = Barrier(2)

    def press(days):
        ready.wait()
        try:
            return rules.say(both_stores, Rulebook(days_valid=days), read=0, now=now, by=LOCAL)
        except Conflict as error:
            return error

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(press, [2, 3]))
    assert [isinstance(one, Conflict) for one in outcomes].count(True) == 1
    assert said(both_stores) == 1


def test_only_an_administrator_keeps_the_rulebook(both_stores, now):
    ana = people.invite(
        both_stores,
        email="ana@desk.example",
        name="Ana",
        memberships=[Membership("approver"), Membership("curator")],
        now=now,
        by=LOCAL,
    )
    with pytest.raises(NotAllowed, match="change the guidelines"):
        rules.say(both_stores, FIRST, read=0, now=now, by=ana)
    assert said(both_stores) == 0


def test_a_mistake_is_refused_with_its_place(both_stores, now):
    with pytest.raises(RulebookError, match="shoutin"):
        rules.say(both_stores, Rulebook(severities={"shoutin": "off"}), read=0, now=now, by=LOCAL)
    book = Rulebook(red_topics=(RedTopic("Mergers"),))
    with pytest.raises(RulebookError, match="needs words"):
        rules.say(both_stores, book, read=0, now=now, by=LOCAL)
    assert said(both_stores) == 0


def test_the_trail_has_what_changed(both_stores, now):
    rules.say(both_stores, FIRST, read=0, now=now, by=LOCAL)
    with reading(both_stores) as conn:
        [entry] = trail.every(conn)
    assert (entry.what, entry.by) == ("guidelines changed", LOCAL.name)
    assert sorted(entry.details["changes"]) == ["days_valid", "forbidden"]
    assert entry.hash == entry.digest()


def test_a_rulebook_that_cannot_be_read_is_told_and_not_passed_over(both_stores, now):
    with writing(both_stores) as conn:
        conn.execute(rulebooks.insert().values(said_at=now, by="", body={"quiet": True}))
    with pytest.raises(RulebookError, match="quiet"):
        rules.newest(both_stores)
