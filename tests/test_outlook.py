"""The next brief against today's."""

from dataclasses import replace
from datetime import timedelta

from briefing import brief, curate, decide, speak
from briefing.outlook import Gone, made_today, outlook, tried
from briefing.people import LOCAL
from tests.conftest import SAMPLE_NOW as NOW


def test_before_today_s_brief_is_made_there_is_nothing_to_hold_it_against(sampled, ottilie):
    found = outlook(sampled, ottilie, now=NOW)
    assert found.draft.items
    assert (found.today, found.new, found.gone) == (None, frozenset(), ())
    assert made_today(sampled, ottilie, now=NOW) is None


def test_what_changed_is_told_and_nothing_is_kept(sampled, ottilie):
    today = brief.open_edition(sampled, ottilie, now=NOW)
    assert outlook(sampled, ottilie, now=NOW).new == frozenset()
    passed = today.items[0].article
    decide.pass_on(sampled, ottilie.id, passed.id, now=NOW + timedelta(minutes=1), by=LOCAL)

    found = outlook(sampled, ottilie, now=NOW + timedelta(minutes=2))

    assert Gone(passed, "Dealt with.") in found.gone
    drafted = {item.article.id for item in found.draft.items}
    was = {item.article.id for item in today.items}
    assert found.new == drafted - was
    assert {one.article.id for one in found.gone} == was - drafted
    assert brief.open_edition(sampled, ottilie, now=NOW + timedelta(hours=1)) == today


LATER = NOW + timedelta(hours=3)


def louder(store, executive, **weights):
    return replace(speak.newest(store, executive.id).voice, weights=weights)


def test_the_voice_that_made_today_s_brief_makes_it_again_whatever_was_done_since(sampled, ottilie):
    curate.pin(sampled, ottilie.id, 3, now=NOW - timedelta(hours=1), by=LOCAL)
    today = brief.open_edition(sampled, ottilie, now=NOW)
    decide.pass_on(sampled, ottilie.id, today.items[0].article.id, now=LATER, by=LOCAL)
    trial = brief.trial(sampled, ottilie, now=LATER, made=today)
    assert tried(trial, trial.voice).same
    assert [item.score for item in trial.edition().items] == [item.score for item in today.items]


def test_other_weights_tell_what_moves_in_and_out_with_the_rule(sampled, ottilie):
    today = brief.open_edition(sampled, ottilie, now=NOW)
    trial = brief.trial(sampled, ottilie, now=LATER, made=today)
    voice = louder(sampled, ottilie, freshness=3.0, taste=0.0)
    found = tried(trial, voice)
    was = {item.article.id: item.position for item in today.items}
    drafted = {item.article.id: item.position for item in found.draft.items}
    assert found.new == drafted.keys() - was.keys() != set()
    assert {one.article.id for one in found.gone} == was.keys() - drafted.keys()
    assert all(one.because for one in found.gone)
    assert found.moved == {n: was[n] for n in drafted.keys() & was.keys() if was[n] != drafted[n]}
    assert not found.same


def test_a_trial_says_what_saving_would_do(sampled, ottilie):
    read = speak.newest(sampled, ottilie.id)
    for weights in ({"freshness": 2.5}, {"topics": 0.0, "taste": 3.0}):
        voice = louder(sampled, ottilie, **weights)
        expected = brief.trial(sampled, ottilie, now=LATER).edition(voice)
        read = speak.say(sampled, ottilie.id, voice, read=read.id, now=NOW, by=LOCAL)
        assert brief.draft(sampled, ottilie, now=LATER) == expected


def test_with_no_weights_at_all_nothing_is_left_and_every_article_has_its_rule(sampled, ottilie):
    brief.open_edition(sampled, ottilie, now=NOW)
    trial = brief.trial(sampled, ottilie, now=NOW)
    names = dict.fromkeys(trial.weights(), 0.0)
    found = tried(trial, louder(sampled, ottilie, **names))
    assert found.draft.items == []
    assert {one.because for one in found.gone} == {"Nothing speaks for it yet."}


def test_leeway_bounds_how_far_evidence_moves_a_weight(sampled, ottilie):
    read = speak.newest(sampled, ottilie.id)
    for leeway in (0.0, 0.01, 1.0):
        voice = replace(read.voice, leeway=leeway)
        read = speak.say(sampled, ottilie.id, voice, read=read.id, now=NOW, by=LOCAL)
        pairs = brief.trial(sampled, ottilie, now=NOW).weights().values()
        assert all(abs(moved - held) <= leeway * held + 1e-12 for held, moved in pairs)
        assert any(moved != held for held, moved in pairs) == (leeway > 0)
