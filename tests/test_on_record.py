"""Whoever acts is allowed to, and the trail says what they did."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import insert

from briefing import curate, decide, people
from briefing.errors import BriefingError, Conflict, NotAllowed
from briefing.model import Membership
from briefing.on_record import on_record
from briefing.people import LOCAL
from briefing.permissions import RIGHTS, may
from briefing.store import (
    entries,
    executives,
    outlets,
    presentations,
    reading,
    sources,
    trail,
    writing,
)
from briefing.store import people as written
from briefing.store.tables import memberships
from tests.colleagues import colleague


@pytest.fixture
def desk(both_stores, arrival, now):
    """Two executives, and three articles."""
    with writing(both_stores) as conn:
        executives.add(conn, "Dana Okafor")
        executives.add(conn, "Finn Aalto")
        [feed], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
        said = [arrival() for _ in range(3)]
        known = outlets.ensure(conn, {said[0].host: "The Wire"})
        entries.take_in(conn, {feed.id: said}, known, now=now)
    return both_stores


def trail_of(desk):
    with reading(desk) as conn:
        return list(trail.every(conn))


def test_the_local_person_may_do_everything_for_everybody(desk):
    local = people.local(desk)
    assert all(may(local, right, executive_id) for right in RIGHTS for executive_id in (1, 2))


def test_a_role_for_one_executive_is_none_for_another(desk, now):
    del_ = colleague(desk, "Eli", "delegate", executive_id=1, now=now)
    decide.pass_on(desk, 1, 1, now=now, by=del_)
    with pytest.raises(NotAllowed, match="an executive or a delegate"):
        decide.pass_on(desk, 2, 1, now=now, by=del_)


def test_a_curator_cannot_decide_for_an_executive_and_a_delegate_cannot_curate(desk, now):
    kit = colleague(desk, "Kit", "curator", now=now)
    eli = colleague(desk, "Eli", "delegate", executive_id=1, now=now)
    with pytest.raises(NotAllowed):
        decide.keep_for_later(desk, 1, 1, now=now, by=kit)
    with pytest.raises(NotAllowed, match="it takes a curator"):
        curate.pin(desk, 1, 1, now=now, by=eli)


def test_what_a_person_claims_to_be_counts_for_nothing(desk, now):
    eli = colleague(desk, "Eli", "delegate", executive_id=1, now=now)
    forged = replace(eli, memberships=(Membership("curator"), Membership("administrator")))
    with pytest.raises(NotAllowed):
        curate.pin(desk, 1, 1, now=now, by=forged)


def test_who_was_just_removed_may_do_nothing_with_a_page_still_open(desk, now):
    kit = colleague(desk, "Kit", "curator", now=now)
    curate.pin(desk, 1, 1, now=now, by=kit)
    people.remove(desk, kit.id, now=now, by=LOCAL)
    with pytest.raises(NotAllowed, match="no longer on this desk's list"):
        curate.unpin(desk, 1, 1, now=now, by=kit)
    assert people.by_email(desk, kit.email) is None


@pytest.mark.parametrize("role", ["", "owner", "Administrator", "curator ", "executive"])
def test_an_unknown_role_or_one_without_its_executive_gives_nothing(desk, now, role):
    eli = colleague(desk, "Eli", "delegate", executive_id=1, now=now)
    with writing(desk) as conn:
        written.set_memberships(conn, eli.id, [])
        conn.execute(insert(memberships).values(person_id=eli.id, role=role))
    eli = people.by_email(desk, eli.email)
    assert not any(may(eli, right, n) for right in RIGHTS for n in (None, 1, 2))
    with pytest.raises(NotAllowed):
        decide.pass_on(desk, 1, 1, now=now, by=eli)


def test_nobody_signs_in_as_the_local_person(desk):
    assert people.by_email(desk, "") is None
    assert people.by_email(desk, "  ") is None


def test_the_last_administrator_stays(desk, now):
    ada = colleague(desk, "Ada", "administrator", now=now)
    with pytest.raises(BriefingError, match="last administrator"):
        people.remove(desk, ada.id, now=now, by=LOCAL)
    with pytest.raises(BriefingError, match="last administrator"):
        people.give_roles(desk, ada.id, [Membership("curator")], now=now, by=ada)
    colleague(desk, "Bo", "administrator", now=now)
    people.remove(desk, ada.id, now=now, by=LOCAL)


def test_roles_that_make_no_sense_are_refused(desk, now):
    for held, says in (
        ([Membership("boss")], "not a role"),
        ([Membership("delegate")], "for which executive"),
        ([Membership("executive", 99)], "for which executive"),
        ([Membership("curator", 1)], "whole desk"),
        ([], "at least one role"),
    ):
        with pytest.raises(BriefingError, match=says):
            people.invite(desk, email="a@b.example", name="A", memberships=held, now=now, by=LOCAL)
    assert [person.name for person in people.everybody(desk)] == [LOCAL.name]


def test_the_trail_says_who_did_what_and_on_whose_behalf(desk, now):
    dana = colleague(desk, "Dana", "executive", executive_id=1, now=now)
    eli = colleague(desk, "Eli", "delegate", executive_id=1, now=now)
    decide.share_opened(desk, 1, [2], network="x", text="Worth it.", now=now, by=dana)
    decide.share_opened(desk, 1, [2], network="x", text="Worth  it.", now=now, by=eli)
    mine, theirs = trail_of(desk)[-2:]
    assert (mine.by, mine.on_behalf_of, mine.text) == ("Dana", "", "Worth it.")
    assert (theirs.by, theirs.on_behalf_of, theirs.text) == ("Eli", "Dana Okafor", "Worth  it.")
    assert (theirs.what, theirs.article_id, theirs.details["network"]) == ("composed", 2, "x")


def test_each_entry_carries_the_hash_of_the_one_before(desk, now):
    for n in (1, 2, 3):
        curate.pin(desk, 1, n, now=now, by=LOCAL)
    entries_ = trail_of(desk)
    assert [one.number for one in entries_] == [1, 2, 3]
    assert [one.before for one in entries_] == ["", *(one.hash for one in entries_[:-1])]
    assert [one.digest() for one in entries_] == [one.hash for one in entries_]


def test_what_is_refused_leaves_no_trace(desk, now):
    with pytest.raises(BriefingError):
        curate.block(desk, 1, 1, reason=" ", now=now, by=LOCAL)
    with contextlib.suppress(ZeroDivisionError), on_record(desk, LOCAL, "curate", now=now) as act:
        act.record("pinned", article_id=1)
        act.record("pinned", article_id=1 // 0)
    assert trail_of(desk) == []


def test_many_at_once_make_one_chain(desk, now):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: curate.pin(desk, 1 + n % 2, 1, now=now, by=LOCAL), range(24)))
    entries_ = trail_of(desk)
    assert [one.number for one in entries_] == list(range(1, 25))
    assert all(one.digest() == one.hash for one in entries_)


def test_the_later_of_two_curators_is_shown_what_the_first_did(desk, now):
    kit = colleague(desk, "Kit", "curator", now=now)
    curate.block(desk, 1, 1, reason="We are a party", seen=0, now=now, by=kit)
    with pytest.raises(Conflict, match=r"Kit blocked it meanwhile \(We are a party\)") as told:
        curate.pin(desk, 1, 1, seen=0, now=now, by=LOCAL)
    assert (told.value.by, told.value.at) == ("Kit", now)


def test_of_many_articles_those_that_somebody_else_spoke_about_are_left_alone(desk, now):
    curate.pin(desk, 1, 2, now=now, by=LOCAL)
    refused = curate.say_of_many(
        desk, 1, {1: 0, 2: 0, 3: 0, 99: 0}, "blocked", reason="Old news", now=now, by=LOCAL
    )
    assert {one.article_id for one in refused} == {2, 99}
    with pytest.raises(BriefingError, match="Say in a few words"):
        curate.say_of_many(desk, 1, {1: 0}, "blocked", now=now, by=LOCAL)


def test_a_note_is_not_overwritten_unseen(desk, now):
    curate.annotate(desk, 1, "First.", seen=0, now=now, by=LOCAL)
    with pytest.raises(Conflict, match=r"says now: “First\."):
        curate.annotate(desk, 1, "Second.", seen=0, now=now, by=LOCAL)


def test_an_article_is_shown_in_other_words_and_keeps_its_own(desk, now):
    shown = curate.show_as(
        desk,
        1,
        abstract=" Grid  storage pays ",
        key_points=("One.", " ", "Two."),
        stance="critical",
        seen=0,
        now=now,
        by=LOCAL,
    )
    assert (shown.abstract, shown.key_points, shown.stance) == (
        "Grid storage pays",
        ("One.", "Two."),
        "critical",
    )
    with reading(desk) as conn:
        assert presentations.newest(conn, [1]) == {1: shown}
    said = {"abstract": "", "key_points": (), "now": now, "by": LOCAL}
    with pytest.raises(Conflict, match="changed how it is shown"):
        curate.show_as(desk, 1, stance="neutral", seen=0, **said)
    with pytest.raises(BriefingError, match="no stance"):
        curate.show_as(desk, 1, stance="furious", seen=shown.id, **said)
    again = curate.show_as(desk, 1, stance="neutral", seen=shown.id, **said)
    assert (again.abstract, again.key_points) == ("", ())


def test_of_two_who_show_it_at_once_one_is_told(desk, now):
    def show(n):
        try:
            return curate.show_as(
                desk,
                1,
                abstract=f"Words {n}",
                key_points=(),
                stance="neutral",
                seen=0,
                now=now,
                by=LOCAL,
            )
        except Conflict:
            return None

    with ThreadPoolExecutor(8) as pool:
        shown = [one for one in pool.map(show, range(8)) if one]
    assert len(shown) == 1


def test_the_last_name_stands_for_who_comes_back(desk, now):
    eli = colleague(desk, "Eli", "curator", now=now)
    people.remove(desk, eli.id, now=now, by=LOCAL)
    back = people.invite(
        desk,
        email=" ELI@desk.example ",
        name="Eli Marsh",
        memberships=[Membership("approver")],
        now=now,
        by=LOCAL,
    )
    assert (back.id, back.name, back.memberships) == (
        eli.id,
        "Eli Marsh",
        (Membership("approver"),),
    )
