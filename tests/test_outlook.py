"""The next brief against today's."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefing import brief, curate, decide, sample, speak
from briefing.outlook import Gone, made_today, outlook, tried
from briefing.people import LOCAL
from briefing.settings import Settings
from briefing.store import executives, open_store, reading

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory):
    """The sample, loaded once, to copy."""
    file = tmp_path_factory.mktemp("sample") / "desk.db"
    engine = open_store(f"sqlite:///{file}")
    sample.load(engine, Settings(), now=NOW)
    engine.dispose()
    return file


@pytest.fixture
def store(sample_file, tmp_path):
    shutil.copy(sample_file, tmp_path / "desk.db")
    engine = open_store(f"sqlite:///{tmp_path}/desk.db")
    yield engine
    engine.dispose()


@pytest.fixture
def ottilie(store):
    with reading(store) as conn:
        return executives.by_id(conn, 1)


def test_before_today_s_brief_is_made_there_is_nothing_to_hold_it_against(store, ottilie):
    found = outlook(store, ottilie, now=NOW)
    assert found.draft.items
    assert (found.today, found.new, found.gone) == (None, frozenset(), ())
    assert made_today(store, ottilie, now=NOW) is None


def test_what_changed_is_told_and_nothing_is_kept(store, ottilie):
    today = brief.open_edition(store, ottilie, now=NOW)
    assert outlook(store, ottilie, now=NOW).new == frozenset()
    passed = today.items[0].article
    decide.pass_on(store, ottilie.id, passed.id, now=NOW + timedelta(minutes=1), by=LOCAL)

    found = outlook(store, ottilie, now=NOW + timedelta(minutes=2))

    assert Gone(passed, "Dealt with.") in found.gone
    drafted = {item.article.id for item in found.draft.items}
    was = {item.article.id for item in today.items}
    assert found.new == drafted - was
    assert {one.article.id for one in found.gone} == was - drafted
    assert brief.open_edition(store, ottilie, now=NOW + timedelta(hours=1)) == today


LATER = NOW + timedelta(hours=3)


def louder(store, executive, **weights):
    return replace(speak.newest(store, executive.id).voice, weights=weights)


def test_the_voice_that_made_today_s_brief_makes_it_again_whatever_was_done_since(store, ottilie):
    curate.pin(store, ottilie.id, 3, now=NOW - timedelta(hours=1), by=LOCAL)
    today = brief.open_edition(store, ottilie, now=NOW)
    decide.pass_on(store, ottilie.id, today.items[0].article.id, now=LATER, by=LOCAL)
    trial = brief.trial(store, ottilie, now=LATER, made=today)
    assert tried(trial, trial.voice).same
    assert [item.score for item in trial.edition().items] == [item.score for item in today.items]


def test_other_weights_tell_what_moves_in_and_out_with_the_rule(store, ottilie):
    today = brief.open_edition(store, ottilie, now=NOW)
    trial = brief.trial(store, ottilie, now=LATER, made=today)
    voice = louder(store, ottilie, freshness=3.0, taste=0.0)
    found = tried(trial, voice)
    was = {item.article.id: item.position for item in today.items}
    drafted = {item.article.id: item.position for item in found.draft.items}
    assert found.new == drafted.keys() - was.keys() != set()
    assert {one.article.id for one in found.gone} == was.keys() - drafted.keys()
    assert all(one.because for one in found.gone)
    assert found.moved == {n: was[n] for n in drafted.keys() & was.keys() if was[n] != drafted[n]}
    assert not found.same


def test_a_trial_says_what_saving_would_do(store, ottilie):
    read = speak.newest(store, ottilie.id)
    for weights in ({"freshness": 2.5}, {"topics": 0.0, "taste": 3.0}):
        voice = louder(store, ottilie, **weights)
        expected = brief.trial(store, ottilie, now=LATER).edition(voice)
        read = speak.say(store, ottilie.id, voice, read=read.id, now=NOW, by=LOCAL)
        assert brief.draft(store, ottilie, now=LATER) == expected


def test_with_no_weights_at_all_nothing_is_left_and_every_article_has_its_rule(store, ottilie):
    brief.open_edition(store, ottilie, now=NOW)
    trial = brief.trial(store, ottilie, now=NOW)
    names = dict.fromkeys(trial.weights(), 0.0)
    found = tried(trial, louder(store, ottilie, **names))
    assert found.draft.items == []
    assert {one.because for one in found.gone} == {"Nothing speaks for it yet."}


def test_leeway_bounds_how_far_evidence_moves_a_weight(store, ottilie):
    read = speak.newest(store, ottilie.id)
    for leeway in (0.0, 0.01, 1.0):
        voice = replace(read.voice, leeway=leeway)
        read = speak.say(store, ottilie.id, voice, read=read.id, now=NOW, by=LOCAL)
        pairs = brief.trial(store, ottilie, now=NOW).weights().values()
        assert all(abs(moved - held) <= leeway * held + 1e-12 for held, moved in pairs)
        assert any(moved != held for held, moved in pairs) == (leeway > 0)
