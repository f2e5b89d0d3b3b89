"""The candidates for an executive: all of them, the best first, with what the staff changed."""

from datetime import timedelta

import pytest

from briefing import brief, curate, longlist
from briefing.people import LOCAL
from briefing.ranking.outcome import CHOSEN, FIRST_FILTER, VERDICTS
from briefing.store import articles, reading
from tests.conftest import SAMPLE_NOW as NOW


@pytest.fixture
def grounds(sampled, ottilie):
    return longlist.grounds(sampled, ottilie, now=NOW)


def listed(grounds, pinned=(), blocked=(), **said):
    return longlist.longlist(grounds, pinned=pinned, blocked=blocked, **said)


def ids(items):
    return [item.article.id for item in items]


def test_every_candidate_is_listed_once_and_none_beyond_the_most_is_forgotten(grounds):
    everything = listed(grounds)
    candidates = grounds.trial.candidates.ids.tolist()
    assert sorted(ids(everything.lines)) == sorted(candidates)
    assert everything.more == 0
    some = listed(grounds, most=25)
    assert some.lines == everything.lines[:25]
    assert some.more == len(candidates) - 25


def test_the_edition_comes_first_then_what_just_missed_then_what_was_sifted_out(grounds):
    found = listed(grounds)
    chosen = ids(found.draft.items)
    assert ids(found.lines[: len(chosen)]) == chosen
    parts = [
        0 if line.outcome == CHOSEN else 1 if VERDICTS.index(line.outcome) < FIRST_FILTER else 2
        for line in found.lines
    ]
    assert parts == sorted(parts)
    assert {0, 1, 2} == set(parts)
    assert [line.place for line in found.lines] == list(range(1, len(found.lines) + 1))
    assert all(bool(line.because) == (line.outcome != CHOSEN) for line in found.lines)


def test_a_topic_is_one_of_the_voice(grounds):
    topics = {topic.name for topic in grounds.trial.voice.topics}
    about = {line.topic for line in listed(grounds).lines}
    assert about <= topics | {""}
    assert about & topics


def test_the_draft_is_the_edition_that_would_be_made(grounds, sampled, ottilie):
    assert ids(listed(grounds).draft.items) == ids(brief.draft(sampled, ottilie, now=NOW).items)


def test_pins_and_blocks_change_it_as_they_will_change_the_edition(grounds, sampled, ottilie):
    before = listed(grounds)
    pinned, blocked = before.lines[20].article.id, before.lines[0].article.id
    curate.pin(sampled, ottilie.id, pinned, now=NOW, by=LOCAL)
    curate.block(sampled, ottilie.id, blocked, reason="Ours", now=NOW, by=LOCAL)
    after = listed(grounds, [pinned], [blocked])
    assert ids(after.draft.items) == ids(brief.draft(sampled, ottilie, now=NOW).items)
    assert pinned in after.changed.new
    gone = {one.article.id: one.because for one in after.changed.gone}
    assert gone[blocked] == "The desk took it out."
    assert all(gone.values())
    assert before.changed.same


def test_what_was_pinned_or_blocked_is_listed_however_far_down_it_stands(grounds):
    last = listed(grounds).lines[-1].article.id
    found = listed(grounds, blocked=[last], most=10)
    assert last in ids(found.lines)
    assert len(found.lines) == 11


def test_a_pin_of_something_older_asks_for_new_grounds(grounds, sampled, ottilie):
    with reading(sampled) as conn:
        every = articles.candidates(conn, since=NOW - timedelta(days=3650), until=NOW)
    known = set(grounds.trial.candidates.ids.tolist())
    old = next(article.id for article in every if article.id not in known and article.link)
    assert grounds.lacking([old, *known]) == {old}
    curate.pin(sampled, ottilie.id, old, now=NOW, by=LOCAL)
    again = longlist.grounds(sampled, ottilie, now=NOW)
    assert not again.lacking([old])
    assert listed(again, [old]).draft.items[0].article.id == old


def test_a_desk_with_nothing_new_looks_further_back_as_its_edition_does(sampled, ottilie):
    later = NOW + timedelta(days=20)
    found = listed(longlist.grounds(sampled, ottilie, now=later))
    drafted = brief.draft(sampled, ottilie, now=later)
    assert ids(found.draft.items) == ids(drafted.items) != []
    assert found.draft.window == drafted.window == "any age"
    assert len(found.lines) > 200


def test_an_article_is_judged_as_the_ranking_judges_it(grounds, sampled, ottilie):
    found = listed(grounds)
    line = found.lines[15]
    item, outcome, because = found.judged(line.article.id)
    verdict = brief.judge(sampled, ottilie, line.article.id, now=NOW)
    assert (item.parts, outcome, because) == (verdict.parts, verdict.outcome, verdict.because)
    assert found.judged(999_999) is None


def test_a_draft_is_dressed_in_the_words_of_the_staff(grounds, sampled):
    items = listed(grounds).draft.items
    first, second = ids(items[:2])
    said = {"key_points": ("One.",), "stance": "endorse", "seen": 0, "now": NOW, "by": LOCAL}
    curate.show_as(sampled, first, abstract="Ours", **said)
    curate.annotate(sampled, second, "Because", now=NOW, by=LOCAL)
    with reading(sampled) as conn:
        dressed = longlist.dressed(conn, items)
    assert (dressed[0].shown.abstract, dressed[0].key_points) == ("Ours", ("One.",))
    assert (dressed[1].note, dressed[1].key_points) == ("Because", items[1].key_points)
    assert dressed[2:] == tuple(items[2:])
