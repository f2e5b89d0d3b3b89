"""What the staff do about an article: it holds for the next edition, and leaves a trace."""

from datetime import timedelta

import pytest

from briefing import brief, curate, outlets
from briefing.days import local_day
from briefing.errors import BriefingError, NotFound
from briefing.people import LOCAL
from briefing.prepare import prepare
from briefing.settings import Settings
from briefing.store import curations, entries, executives, reading, sources, writing
from briefing.store import outlets as stored

DAY = timedelta(days=1)


@pytest.fixture
def dana(both_stores, arrival, now):
    """An executive, two articles of today, and one of last month."""
    with writing(both_stores) as conn:
        made = executives.add(conn, "Dana Okafor", zone="Europe/Zurich")
        [source], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
        arrivals = [
            arrival(host="one.example", title="Harbour tests new cabinets", text="Cabinets. " * 90),
            arrival(
                host="two.example", title="Choir records old songs", text="Songs of old. " * 90
            ),
            arrival(
                host="three.example",
                title="Valley loses its apricots",
                text="Hail fell on the trees. " * 60,
                published=now - 30 * DAY,
            ),
        ]
        hosts = stored.ensure(conn, {a.host: a.host for a in arrivals})
        entries.take_in(conn, {source.id: arrivals}, hosts, now=now)
    prepare(both_stores, Settings(), now=now, pages=False)
    return made


def held(engine, executive):
    with reading(engine) as conn:
        return {
            n: word.kind
            for n, word in curations.words(conn, executive.id).items()
            if word.kind in ("pinned", "blocked")
        }


def pinned_in(edition):
    return [item.article.id for item in edition.items if item.pinned]


def test_a_pin_is_for_one_edition(both_stores, dana, now):
    brief.open_edition(both_stores, dana, now=now)
    curate.pin(both_stores, dana.id, 2, now=now + timedelta(hours=1), by=LOCAL)

    tomorrow = brief.open_edition(both_stores, dana, now=now + DAY)
    assert pinned_in(tomorrow) == [2]
    assert held(both_stores, dana) == {}
    assert pinned_in(brief.open_edition(both_stores, dana, now=now + 2 * DAY)) == []


def test_an_article_of_any_age_can_be_pinned(both_stores, dana, now):
    curate.pin(both_stores, dana.id, 3, now=now, by=LOCAL)
    assert pinned_in(brief.open_edition(both_stores, dana, now=now)) == [3]


def test_a_block_holds_for_every_edition_until_it_is_lifted(both_stores, dana, now):
    curate.block(both_stores, dana.id, 1, reason=" We are  a party ", now=now, by=LOCAL)
    for days in range(2):
        edition = brief.open_edition(both_stores, dana, now=now + days * DAY)
        assert 1 not in [item.article.id for item in edition.items]
    with reading(both_stores) as conn:
        assert curations.words(conn, dana.id)[1].reason == "We are a party"

    curate.unblock(both_stores, dana.id, 1, now=now + 2 * DAY, by=LOCAL)
    later = brief.open_edition(both_stores, dana, now=now + 2 * DAY)
    assert 1 in [item.article.id for item in later.items]


def test_the_last_word_holds(both_stores, dana, now):
    curate.pin(both_stores, dana.id, 1, now=now, by=LOCAL)
    curate.unpin(both_stores, dana.id, 1, now=now, by=LOCAL)
    assert held(both_stores, dana) == {}
    curate.block(both_stores, dana.id, 2, reason="Wrong", now=now, by=LOCAL)
    curate.pin(both_stores, dana.id, 2, now=now, by=LOCAL)
    assert held(both_stores, dana) == {2: "pinned"}


@pytest.mark.parametrize(
    ("reason", "said"), [("  ", "few words"), ("x" * 201, "has 201 characters")]
)
def test_a_block_needs_a_reason_of_some_words(both_stores, dana, now, reason, said):
    with pytest.raises(BriefingError, match=said):
        curate.block(both_stores, dana.id, 1, reason=reason, now=now, by=LOCAL)
    assert held(both_stores, dana) == {}


def test_a_note_is_shown_on_an_edition_that_is_frozen_already(both_stores, dana, now):
    brief.open_edition(both_stores, dana, now=now)
    curate.annotate(both_stores, 1, "Our cabinets,\ntoo.", now=now, by=LOCAL)
    edition = brief.open_edition(both_stores, dana, now=now)
    assert {i.article.id: i.note for i in edition.items}[1] == "Our cabinets, too."
    with pytest.raises(BriefingError, match="has 281 characters"):
        curate.annotate(both_stores, 1, "x" * 281, now=now, by=LOCAL)


def test_what_is_not_there_cannot_be_curated(both_stores, dana, now):
    with pytest.raises(NotFound):
        curate.pin(both_stores, dana.id, 99, now=now, by=LOCAL)
    with pytest.raises(NotFound):
        curate.annotate(both_stores, 99, "Ours.", now=now, by=LOCAL)


def test_judging_an_article_opens_no_edition(both_stores, dana, now):
    verdict = brief.judge(both_stores, dana, 1, now=now)
    assert verdict.because.endswith(".")
    assert brief.past_edition(both_stores, dana, local_day(dana, now)) is None


def test_trust_and_paywall_are_kept_within_bounds(both_stores, dana, now):
    outlets.trust(both_stores, "one.example", 0.9, now=now, by=LOCAL)
    outlets.paywall(both_stores, "one.example", True, now=now, by=LOCAL)
    with pytest.raises(BriefingError, match="0 to 100"):
        outlets.trust(both_stores, "one.example", 1.5, now=now, by=LOCAL)
    with reading(both_stores) as conn:
        [one] = [outlet for outlet in stored.every(conn) if outlet.host == "one.example"]
    assert (one.trust, one.paywalled) == (0.9, True)


@pytest.mark.parametrize("letter", ["\ud800", "\0"], ids=["half a pair", "nothing"])
def test_what_no_database_keeps_is_refused_in_words(both_stores, dana, now, letter):
    if letter == "\0" and both_stores.dialect.name == "sqlite":
        pytest.skip("SQLite keeps it.")
    with pytest.raises(BriefingError, match="a character that nobody can read: type it again"):
        curate.block(both_stores, dana.id, 1, reason=f"Ours {letter}", now=now, by=LOCAL)
    with reading(both_stores) as conn:
        assert not curations.last_words(conn, dana.id)
