"""The invitation list: who comes in, as what, and who no longer; on the command line as well."""

import json

import pytest
from click.testing import CliRunner

from briefing import people
from briefing.cli import commands
from briefing.errors import BriefingError, NotAllowed, NotFound
from briefing.model import Membership
from briefing.people import LOCAL
from briefing.store import executives, open_store, reading, trail, writing
from tests.colleagues import colleague

CURATOR, APPROVER = Membership("curator"), Membership("approver")


@pytest.fixture
def desk(both_stores):
    with writing(both_stores) as conn:
        executives.add(conn, "Dana Okafor")
        executives.add(conn, "Finn Aalto")
    return both_stores


def invited(desk, now, email="cora@desk.example", *, by=LOCAL, memberships=(CURATOR,), name="Cora"):
    return people.invite(desk, email=email, name=name, memberships=memberships, now=now, by=by)


def test_an_address_counts_in_any_case_and_with_blanks_around_it(desk, now):
    person = invited(desk, now, " Cora@Desk.Example ")
    assert person.email == "cora@desk.example"
    assert people.by_email(desk, "CORA@desk.example ") == person


@pytest.mark.parametrize(
    "email",
    ["", "   ", "cora", "cora@", "@desk.example", "a b@c.example", "a@b@c", "x" * 255 + "@d"],
)
def test_what_is_no_address_is_refused(desk, now, email):
    with pytest.raises(BriefingError, match="is not an e-mail address"):
        invited(desk, now, email)


@pytest.mark.parametrize(("name", "says"), [("  ", "Give the person's name"), ("x" * 101, "101")])
def test_a_name_is_needed_and_not_endless(desk, now, name, says):
    with pytest.raises(BriefingError, match=says):
        invited(desk, now, name=name)


def test_nobody_is_invited_twice(desk, now):
    invited(desk, now)
    with pytest.raises(BriefingError, match="Cora is on the list already"):
        invited(desk, now, "CORA@DESK.example", name="Another")


def test_whoever_was_removed_does_not_come_in_and_can_be_invited_again(desk, now):
    person = invited(desk, now)
    people.remove(desk, person.id, now=now, by=LOCAL)
    assert people.by_email(desk, person.email) is None
    again = invited(desk, now, memberships=[APPROVER])
    assert (again.id, again.active, again.memberships) == (person.id, True, (APPROVER,))


def test_roles_are_exactly_what_was_given_last(desk, now):
    person = invited(desk, now, memberships=[CURATOR, Membership("delegate", 1)])
    wanted = [Membership("delegate", 2), APPROVER, APPROVER]
    changed = people.give_roles(desk, person.id, wanted, now=now, by=LOCAL)
    assert changed.memberships == (Membership("delegate", 2), APPROVER)


def test_an_empty_address_is_nobodys(desk):
    assert people.by_email(desk, "") is None
    assert people.by_email(desk, "  ") is None


def test_the_local_person_stays_and_unknown_ones_are_not_found(desk, now):
    with pytest.raises(BriefingError, match="local person cannot be removed"):
        people.remove(desk, LOCAL.id, now=now, by=LOCAL)
    for verb in (people.remove, lambda *a, **k: people.give_roles(*a, [CURATOR], **k)):
        with pytest.raises(NotFound):
            verb(desk, 77, now=now, by=LOCAL)


def test_an_administrator_can_remove_themselves_once_there_is_another(desk, now):
    ada = colleague(desk, "Ada", "administrator", now=now)
    with pytest.raises(BriefingError, match="last administrator"):
        people.remove(desk, ada.id, now=now, by=ada)
    colleague(desk, "Bea", "administrator", now=now)
    people.remove(desk, ada.id, now=now, by=ada)
    with pytest.raises(NotAllowed, match="no longer on this desk's list"):
        invited(desk, now, by=ada)


def test_the_trail_says_who_let_whom_in_and_out(desk, now):
    ada = colleague(desk, "Ada", "administrator", now=now)
    person = invited(desk, now, by=ada, memberships=[Membership("delegate", 2), CURATOR])
    people.remove(desk, person.id, now=now, by=ada)
    with reading(desk) as conn:
        *_, entered, left = trail.every(conn)
    assert (entered.by, entered.what) == ("Ada", "invited")
    assert entered.details["roles"] == ["delegate for Finn Aalto", "curator"]
    assert (left.by, left.what, left.details["email"]) == ("Ada", "removed", "cora@desk.example")


# ── The command line ─────────────────────────────────────────────────────────


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command; gives what it printed, or raises what it raised."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/desk.db")
    engine = open_store(f"sqlite:///{tmp_path}/desk.db")
    with writing(engine) as conn:
        executives.add(conn, "Dana Okafor")
    engine.dispose()

    def run(*words):
        return CliRunner().invoke(commands, words, catch_exceptions=False).output

    return run


def test_somebody_is_invited_changed_and_removed_by_command(run):
    roles = ("--role", "Curator", "--role", "delegate: dana okafor")
    assert "may come in as cora@desk.example" in run(
        "invite", "Cora@desk.example", "--name", "Cora Vance", *roles
    )
    assert "Cora Vance <cora@desk.example>: curator, delegate:Dana Okafor\n" in run("people")
    run("roles", "cora@desk.example", "approver")
    [_, cora] = json.loads(run("people", "--json"))
    assert cora == {
        "id": 2,
        "name": "Cora Vance",
        "email": "cora@desk.example",
        "roles": ["approver"],
        "active": True,
    }
    assert "can no longer come in" in run("uninvite", "cora@desk.example")
    assert "approver  (removed)" in run("people")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("uninvite", "eve@else.example"), "Nobody is on the list as “eve@else.example”"),
        (("roles", "eve@else.example", "curator"), "Nobody is on the list"),
        (("invite", "e@x.example", "--name", "E", "--role", "boss"), "“boss” is not a role"),
        (("invite", "e@x.example", "--name", "E", "--role", "delegate"), "for which executive"),
        (("invite", "e@x.example", "--name", "E", "--role", "delegate:Zed"), "called “Zed”"),
        (("invite", "e@x.example", "--name", "E", "--role", "curator:Dana Okafor"), "whole desk"),
        (("invite", "nowhere", "--name", "E", "--role", "curator"), "not an e-mail address"),
    ],
)
def test_a_command_that_makes_no_sense_says_why(run, words, says):
    with pytest.raises(BriefingError, match=says):
        run(*words)
