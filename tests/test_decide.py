"""What people do: appended, taken back, and never lost."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from briefing import decide
from briefing.errors import NotFound, ShareError
from briefing.model import Voice
from briefing.people import LOCAL
from briefing.standings import kept_for_later, picks_of, standings
from briefing.store import decisions, entries, executives, outlets, reading, sources, writing
from briefing.store.tables import decisions as decisions_table
from briefing.voice import from_dict, to_dict


@pytest.fixture
def desk(both_stores, arrival, now):
    """A store with Dana and three articles of two outlets."""
    with writing(both_stores) as conn:
        executives.add(conn, "Dana Okafor")
        [source], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
        said = [arrival(), arrival(), arrival(host="flare.example")]
        hosts = outlets.ensure(conn, {"wire.example": "The Wire", "flare.example": "The Flare"})
        entries.take_in(conn, {source.id: said}, hosts, now=now)
    return both_stores


BEFORE = datetime(2026, 1, 4, 23, tzinfo=UTC)


def standing(desk, article_id):
    with reading(desk) as conn:
        return standings(conn, 1, [article_id], since=BEFORE)[article_id]


def written(desk):
    with reading(desk) as conn:
        return conn.execute(select(func.count()).select_from(decisions_table)).scalar_one()


def muted(desk):
    with reading(desk) as conn:
        return from_dict(executives.voice(conn, 1)).muted_outlets


def test_a_pass_settles_and_an_undo_unsettles(desk, now):
    decide.pass_on(desk, 1, 1, now=now, by=LOCAL)
    settled = standing(desk, 1).settled
    assert (settled.kind, settled.reason, settled.by) == ("passed", "not_for_me", LOCAL.name)

    decide.undo(desk, settled.id, now=now, by=LOCAL)

    assert standing(desk, 1).settled is None
    assert written(desk) == 2


def test_undoing_twice_is_undoing_once(desk, now):
    decide.pass_on(desk, 1, 1, now=now, by=LOCAL)
    settled = standing(desk, 1).settled
    decide.undo(desk, settled.id, now=now, by=LOCAL)
    decide.undo(desk, settled.id, now=now, by=LOCAL)
    assert written(desk) == 2


def test_there_is_nothing_to_undo_that_never_was(desk, now):
    with pytest.raises(NotFound, match="nothing to take back"):
        decide.undo(desk, 99, now=now, by=LOCAL)


def test_a_better_reason_takes_the_place_of_the_first(desk, now):
    decide.pass_on(desk, 1, 1, now=now, by=LOCAL)
    decide.pass_on(desk, 1, 1, now=now, by=LOCAL, reason="seen_it")
    decide.keep_for_later(desk, 1, 1, now=now, by=LOCAL)
    decide.undo(desk, standing(desk, 1).settled.id, now=now, by=LOCAL)
    assert standing(desk, 1).settled is None


def test_muting_an_outlet_can_be_taken_back(desk, now):
    decide.pass_on(desk, 1, 3, now=now, by=LOCAL, reason="mute_outlet")
    assert muted(desk) == {"flare.example"}
    decide.undo(desk, standing(desk, 3).settled.id, now=now, by=LOCAL)
    assert muted(desk) == frozenset()


def test_an_opened_composer_asks_until_the_answer_is_known(desk, now):
    decide.share_opened(desk, 1, [1], network="x", text="Worth it.", now=now, by=LOCAL)
    assert standing(desk, 1).settled is None
    assert standing(desk, 1).composed.text == "Worth it."

    decide.confirm_posted(desk, 1, [1], now=now, by=LOCAL)

    shared = standing(desk, 1)
    assert shared.composed is None
    assert (shared.settled.kind, shared.settled.network, shared.settled.text) == (
        "shared",
        "x",
        "Worth it.",
    )


def test_not_posted_takes_back_every_composer_that_was_opened(desk, now):
    for network in ("copy", "x"):
        decide.share_opened(desk, 1, [1], network=network, text="Hm.", now=now, by=LOCAL)
    decide.deny_posted(desk, 1, [1], now=now, by=LOCAL)
    assert standing(desk, 1).composed is None
    decide.confirm_posted(desk, 1, [1], now=now, by=LOCAL)
    assert standing(desk, 1).settled is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a\0b", "nobody can read"),
        ("a\ud83db", "nobody can read"),
        ("x" * 1_000_000, "1,000,000 characters; write 70,000 at the most"),
    ],
)
def test_what_no_database_keeps_is_refused_before_it_leaves(desk, now, text, why):
    with pytest.raises(ShareError, match=why):
        decide.share_opened(desk, 1, [1], network="copy", text=text, now=now, by=LOCAL)
    assert written(desk) == 0


def test_a_digest_counts_for_each_of_its_articles(desk, now):
    decide.share_opened(desk, 1, [1, 2], network="x", text="Two today.", now=now, by=LOCAL)
    decide.confirm_posted(desk, 1, [1, 2], now=now, by=LOCAL)
    assert [standing(desk, n).settled.text for n in (1, 2)] == ["Two today."] * 2


def test_reading_is_counted_once(desk, now):
    for _ in range(2):
        decide.open_article(desk, 1, 1, now=now, by=LOCAL)
    assert standing(desk, 1).opened
    assert written(desk) == 1


def test_picks_are_todays_in_the_order_of_picking(desk, now):
    decide.pick(desk, 1, 3, now=now - timedelta(days=1), by=LOCAL)
    for article_id in (2, 1, 2):
        decide.pick(desk, 1, article_id, now=now, by=LOCAL)
    decide.pick(desk, 1, 2, now=now, by=LOCAL)
    with reading(desk) as conn:
        picked = picks_of(conn, 1, since=now - timedelta(hours=7))
    assert [article.id for article in picked] == [1, 2]


def test_what_is_passed_is_no_pick_until_that_is_taken_back(desk, now):
    def picked():
        with reading(desk) as conn:
            found = [article.id for article in picks_of(conn, 1, since=now - timedelta(hours=7))]
        assert [n for n in (1, 2) if standing(desk, n).among_picks] == sorted(found)
        return found

    for article_id in (1, 2):
        decide.pick(desk, 1, article_id, now=now, by=LOCAL)
    decide.pass_on(desk, 1, 1, now=now, by=LOCAL)
    assert picked() == [2]
    decide.undo(desk, standing(desk, 1).settled.id, now=now, by=LOCAL)
    assert picked() == [1, 2]
    decide.keep_for_later(desk, 1, 2, now=now, by=LOCAL)
    assert picked() == [1, 2]
    decide.pass_on(desk, 1, 1, now=now, by=LOCAL)
    decide.pick(desk, 1, 1, now=now, by=LOCAL)
    assert picked() == [2, 1]


def test_what_was_kept_waits_until_it_is_settled_otherwise(desk, now):
    for article_id in (1, 2):
        decide.keep_for_later(desk, 1, article_id, now=now, by=LOCAL)
    decide.pass_on(desk, 1, 1, now=now, by=LOCAL)
    with reading(desk) as conn:
        assert [a.id for a in kept_for_later(conn, 1)] == [2]


def test_what_was_kept_or_picked_yesterday_is_open_again_today(desk, now):
    decide.keep_for_later(desk, 1, 1, now=now, by=LOCAL)
    decide.pick(desk, 1, 1, now=now, by=LOCAL)
    with reading(desk) as conn:
        today = standings(conn, 1, [1], since=now - timedelta(hours=7))[1]
        tomorrow = standings(conn, 1, [1], since=now + timedelta(hours=17))[1]
    assert (today.settled.kind, today.picked.kind) == ("later", "picked")
    assert (tomorrow.settled, tomorrow.picked) == (None, None)


def test_picking_again_tomorrow_picks_and_does_not_take_out(desk, now):
    decide.pick(desk, 1, 1, now=now, by=LOCAL)
    decide.pick(desk, 1, 1, now=now + timedelta(days=1), by=LOCAL)
    with reading(desk) as conn:
        assert len(picks_of(conn, 1, since=now + timedelta(hours=17))) == 1


def test_what_was_kept_can_be_let_go_alone_and_nothing_else_with_it(desk, now):
    for article_id in (1, 2):
        decide.keep_for_later(desk, 1, article_id, now=now, by=LOCAL)
    decide.pick(desk, 1, 1, now=now, by=LOCAL)
    decide.let_go(desk, 1, 1, now=now, by=LOCAL)
    with reading(desk) as conn:
        assert [one.id for one in kept_for_later(conn, 1)] == [2]
    assert standing(desk, 1).settled is None
    assert standing(desk, 1).picked is not None


def test_an_outlet_that_another_pass_or_the_staff_muted_stays_muted(desk, now):
    said = to_dict(Voice(muted_outlets=frozenset({"wire.example"})))
    with writing(desk) as conn:
        executives.say(conn, 1, said, by="staff", now=now - timedelta(days=1))
    for article_id in (1, 3):
        decide.pass_on(desk, 1, article_id, now=now, by=LOCAL, reason="mute_outlet")
    for article_id in (1, 3):
        decide.undo(desk, standing(desk, article_id).settled.id, now=now, by=LOCAL)
    assert muted(desk) == {"wire.example"}


def test_many_taps_at_once_are_as_good_as_one_after_the_other(desk, now):
    ready, failed = threading.Barrier(6), []

    def tap():
        ready.wait()
        try:
            decide.pass_on(desk, 1, 1, now=now, by=LOCAL)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=tap) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failed
    with reading(desk) as conn:
        assert len(decisions.standing(conn, 1)) == 1
