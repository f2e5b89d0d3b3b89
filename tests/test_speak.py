"""The executive speaks: new voices, settings, and learning begun afresh."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from briefing import speak
from briefing.errors import BriefingError, ChangedMeanwhile, NotFound, VoiceError
from briefing.model import Principle, Topic, Voice
from briefing.people import LOCAL
from briefing.store import executives, reading, writing
from briefing.store.tables import voices

FIRST = Voice(principles=(Principle("Safety before speed", "Late, not hurt.", 1.6),))
SECOND = replace(FIRST, topics=(Topic("Grid rules", ("tender",), 2.0),))


@pytest.fixture
def desk(both_stores):
    with writing(both_stores) as conn:
        executives.add(conn, "Dana Okafor", zone="Europe/Zurich")
    return both_stores


def spoken(desk):
    with reading(desk) as conn:
        return conn.execute(select(func.count()).select_from(voices)).scalar_one()


def dana(desk):
    with reading(desk) as conn:
        return executives.by_id(conn, 1)


def test_nothing_has_been_said_at_first(desk):
    assert speak.newest(desk, 1) == speak.Said(0, Voice())


def test_a_new_voice_holds_and_the_earlier_ones_stay_on_record(desk, now):
    first = speak.say(desk, 1, FIRST, read=0, now=now, by=LOCAL)
    second = speak.say(desk, 1, SECOND, read=first.id, now=now + timedelta(hours=1), by=LOCAL)
    assert speak.newest(desk, 1) == second
    assert (second.voice, second.by, second.at) == (SECOND, LOCAL.name, now + timedelta(hours=1))
    assert spoken(desk) == 2


def test_the_same_voice_again_says_nothing(desk, now):
    first = speak.say(desk, 1, FIRST, read=0, now=now, by=LOCAL)
    assert speak.say(desk, 1, FIRST, read=first.id, now=now, by=LOCAL) == first
    assert spoken(desk) == 1


def test_who_read_an_older_voice_is_told_and_overwrites_nothing(desk, now):
    speak.say(desk, 1, FIRST, read=0, now=now, by=LOCAL)
    with pytest.raises(ChangedMeanwhile):
        speak.say(desk, 1, SECOND, read=0, now=now, by=LOCAL)
    assert speak.newest(desk, 1).voice == FIRST


def test_of_many_who_speak_at_once_exactly_one_is_heard(desk, now):
    def say(n):
        topic = Topic(f"Topic {n}")
        try:
            return speak.say(desk, 1, Voice(topics=(topic,)), read=0, now=now, by=LOCAL)
        except ChangedMeanwhile:
            return None

    with ThreadPoolExecutor(8) as pool:
        heard = [said for said in pool.map(say, range(8)) if said]
    assert len(heard) == spoken(desk) == 1
    assert speak.newest(desk, 1) == heard[0]


def test_a_voice_with_a_mistake_is_not_said(desk, now):
    with pytest.raises(VoiceError, match="must be a number from 0 to 3"):
        speak.say(desk, 1, Voice(topics=(Topic("Fusion", weight=9.0),)), read=0, now=now, by=LOCAL)
    assert spoken(desk) == 0


def test_settings_change_only_where_they_are_given_and_what_was_before_comes_back(desk, now):
    before = speak.change_settings(
        desk, 1, minutes=12, networks=["x", "linkedin", "x"], now=now, by=LOCAL
    )
    assert before.minutes == 5
    assert dana(desk) == replace(before, minutes=12, networks=("x", "linkedin"))
    speak.change_settings(
        desk, 1, minutes=before.minutes, networks=before.networks, now=now, by=LOCAL
    )
    assert dana(desk) == before


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"minutes": 0}, "1 to 30 minutes"),
        ({"minutes": 31}, "1 to 30 minutes"),
        ({"zone": "Europe/Zürich"}, "not a time zone"),
        ({"networks": ["x", "friendster"]}, "“friendster” is not a network we know"),
    ],
)
def test_settings_that_make_no_sense_are_refused_whole(desk, settings, says, now):
    before = dana(desk)
    with pytest.raises(BriefingError, match=says):
        speak.change_settings(desk, 1, **{"full_articles": True} | settings, now=now, by=LOCAL)
    assert dana(desk) == before


def test_learning_begins_afresh_and_can_be_brought_back(desk, now):
    before = speak.reset_learning(desk, 1, now=now, by=LOCAL)
    assert (before.learning_since, dana(desk).learning_since) == (None, now)
    speak.learn_since(desk, 1, before.learning_since, now=now, by=LOCAL)
    assert dana(desk) == before


def test_nobody_has_no_settings(desk, now):
    with pytest.raises(NotFound):
        speak.change_settings(desk, 99, minutes=3, now=now, by=LOCAL)
