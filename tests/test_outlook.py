"""The next brief against today's."""

from datetime import UTC, datetime, timedelta

import pytest

from briefing import brief, decide, sample
from briefing.outlook import Gone, made_today, outlook
from briefing.settings import Settings

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def ottilie(store):
    return sample.load(store, Settings(), now=NOW).executive


def test_before_today_s_brief_is_made_there_is_nothing_to_hold_it_against(store, ottilie):
    found = outlook(store, ottilie, now=NOW)
    assert found.draft.items
    assert (found.today, found.new, found.gone) == (None, frozenset(), ())
    assert made_today(store, ottilie, now=NOW) is None


def test_what_changed_is_told_and_nothing_is_kept(store, ottilie):
    today = brief.open_edition(store, ottilie, now=NOW)
    assert outlook(store, ottilie, now=NOW).new == frozenset()
    passed = today.items[0].article
    decide.pass_on(store, ottilie.id, passed.id, now=NOW + timedelta(minutes=1), by="Ottilie")

    found = outlook(store, ottilie, now=NOW + timedelta(minutes=2))

    assert Gone(passed, "Dealt with.") in found.gone
    drafted = {item.article.id for item in found.draft.items}
    was = {item.article.id for item in today.items}
    assert found.new == drafted - was
    assert {one.article.id for one in found.gone} == was - drafted
    assert brief.open_edition(store, ottilie, now=NOW + timedelta(hours=1)) == today
