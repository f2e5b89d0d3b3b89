"""Teaching: what is asked, and what the answers do and leave alone."""

from datetime import timedelta

import numpy as np
import pytest

from briefing import brief, decide, speak, teach
from briefing.errors import NotFound
from briefing.learned import learning
from briefing.model import Voice
from briefing.people import LOCAL
from briefing.standings import Standing, kept_for_later, picks_of, standings
from briefing.store import decisions, executives, open_store, reading, writing
from briefing.teach import ASKED, answers_of, course
from tests.conftest import SAMPLE_NOW as NOW

LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def desk(sampled, ottilie):
    return sampled, ottilie


@pytest.fixture(scope="module")
def shared_desk(sample_file):
    """The same for tests that only read, ranked once."""
    engine = open_store(f"sqlite:///{sample_file}")
    with reading(engine) as conn:
        executive = executives.by_id(conn, 1)
    yield engine, executive, brief.trial(engine, executive, now=NOW)
    engine.dispose()


def standing(store):
    with reading(store) as conn:
        return decisions.standing(conn, 1)


def test_twenty_recent_articles_are_asked_about_each_story_once(shared_desk):
    _, _, trial = shared_desk
    asked = course(trial).ahead([], ASKED)
    assert len(asked) == ASKED
    assert len({article.story_id or -article.id for article in asked}) == ASKED
    assert min(article.published for article in asked) >= NOW - timedelta(days=7)
    done = trial.reader.handled
    assert not [article for article in asked if article.id in done]


def test_what_the_voice_mutes_is_not_asked_about(shared_desk):
    _, _, trial = shared_desk
    outlets = {article.outlet.name for article in trial.candidates.articles}
    assert "The Daily Flare" in outlets
    assert "The Daily Flare" not in {article.outlet.name for article in course(trial).articles}


def test_the_questions_spread_further_than_the_newest_articles_would(shared_desk):
    _, _, trial = shared_desk
    all_ = course(trial)
    left = {}
    for way, asked in (("asked", all_.ahead([], ASKED)), ("newest", all_.articles[:ASKED])):
        covariance = all_.covariance.copy()
        for place in (all_.articles.index(article) for article in asked):
            teach.learn_of(covariance, place)
        left[way] = covariance.diagonal().sum()
    assert left["asked"] < left["newest"]
    topics = trial.reader.main_topic(trial.candidates)
    of = dict(zip(trial.candidates.ids.tolist(), topics.tolist(), strict=True))
    assert len({of[article.id] for article in all_.ahead([], ASKED)} - {-1}) >= 5


def test_the_same_questions_come_in_the_same_order_wherever_it_was_left(shared_desk):
    _, _, trial = shared_desk
    asked = [article.id for article in course(trial).ahead([], ASKED)]
    again = course(brief.trial(trial.engine, trial.executive, now=NOW))
    assert [article.id for article in again.ahead(asked[:7], ASKED - 7)] == asked[7:]
    without = [article.id for article in again.ahead(asked[:3], ASKED)]
    assert without[0] == asked[3]
    assert len(again.ahead([], 10_000)) == len(again.articles)


def test_answers_do_not_change_what_else_is_asked(desk):
    sampled, executive = desk
    before = [one.id for one in course(brief.trial(sampled, executive, now=NOW)).ahead([], ASKED)]
    teach.would_share(sampled, executive.id, before[0], now=NOW, by=LOCAL)
    teach.would_pass(sampled, executive.id, before[1], now=NOW, by=LOCAL)
    after = course(brief.trial(sampled, executive, now=LATER))
    assert [one.id for one in after.ahead(before[:2], ASKED - 2)] == before[2:]


def test_an_empty_desk_has_nothing_to_ask(sampled):
    with writing(sampled) as conn:
        executive = executives.add(conn, "Dana Okafor")
    long_after = NOW + timedelta(days=90)
    assert course(brief.trial(sampled, executive, now=long_after)).ahead([], ASKED) == []


def test_an_answer_is_on_record_settles_nothing_and_can_be_taken_back(desk):
    sampled, executive = desk
    edition = brief.draft(sampled, executive, now=NOW)
    ids = [item.article.id for item in edition.items]
    done = len(standing(sampled))
    for article_id in ids:
        teach.would_pass(sampled, executive.id, article_id, now=NOW, by=LOCAL)
    with reading(sampled) as conn:
        found = standings(conn, executive.id, ids, since=NOW - timedelta(hours=9))
        assert set(found.values()) == {Standing()}
        assert picks_of(conn, executive.id, since=NOW - timedelta(hours=9)) == []
        assert not {one.id for one in kept_for_later(conn, executive.id)} & set(ids)
    assert not brief.trial(sampled, executive, now=LATER).reader.handled & set(ids)
    answers = answers_of(sampled, executive.id, since=None)
    assert [a.article.id for a in answers] == ids
    assert {(a.decision.by, a.would_share) for a in answers} == {(LOCAL.name, False)}
    for answer in answers:
        decide.undo(sampled, answer.decision.id, now=LATER, by=LOCAL)
    assert answers_of(sampled, executive.id, since=None) == []
    assert len(standing(sampled)) == done


def test_the_last_answer_holds_and_the_same_again_is_one(desk):
    sampled, executive = desk
    [article] = course(brief.trial(sampled, executive, now=NOW)).ahead([], 1)
    for verb in (teach.would_pass, teach.would_share, teach.would_share):
        verb(sampled, executive.id, article.id, now=NOW, by=LOCAL)
    assert [a.would_share for a in answers_of(sampled, executive.id, since=None)] == [True]


def test_what_is_taught_is_learned_and_forgotten_with_the_rest(desk):
    sampled, executive = desk
    with reading(sampled) as conn:
        ids = [d.id for d in decisions.standing(conn, executive.id)]
    for number in ids:
        decide.undo(sampled, number, now=NOW, by=LOCAL)
    plain = speak.newest(sampled, executive.id)
    trial = brief.trial(sampled, executive, now=NOW)
    topics = [topic.name for topic in plain.voice.topics]
    about = trial.reader.main_topic(trial.candidates) == topics.index("Skills and apprenticeships")
    speak.say(sampled, executive.id, Voice(), read=plain.id, now=NOW, by=LOCAL)
    ids = trial.candidates.ids[about].tolist()
    for article_id in ids[::2]:
        teach.would_share(sampled, executive.id, article_id, now=NOW, by=LOCAL)
    after = brief.trial(sampled, executive, now=LATER)
    found = learning(after)
    assert found.lessons == len(ids[::2]) >= 3
    assert {pull.did for pull in found.up} == {"would_share"}
    lift = after.ranking().scores - trial.ranking(Voice()).scores
    others = np.isin(after.candidates.ids, ids[1::2])
    assert lift[others].mean() > max(lift[~about].mean(), 0)
    speak.reset_learning(sampled, executive.id, now=LATER, by=LOCAL)
    with reading(sampled) as conn:
        afresh = executives.by_id(conn, executive.id)
    assert learning(brief.trial(sampled, afresh, now=LATER)).lessons == 0
    assert answers_of(sampled, executive.id, since=afresh.learning_since) == []


def test_what_is_not_there_cannot_be_judged(desk):
    sampled, executive = desk
    with pytest.raises(NotFound):
        teach.would_share(sampled, executive.id, 99_999, now=NOW, by=LOCAL)
