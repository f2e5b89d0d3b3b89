"""The People page as an administrator uses it, over a real database."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from briefing import people
from briefing.model import Membership
from briefing.people import LOCAL
from briefing.store import executives, open_store, reading, writing
from briefing.ui.people.roles import in_words
from tests.browser import ROOT, serve, settled, visitor
from tests.colleagues import colleague
from tests.ui.drawn import words
from tests.ui.looks import grave, overflows
from tests.ui.signing_in import SIGN_IN, page

FILE = "pages/6_People.py"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """Dana and Finn have joined; nobody is invited, and there is no sign-in."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/desk.db")
    engine = open_store(f"sqlite:///{tmp_path}/desk.db")
    with writing(engine) as conn:
        executives.add(conn, "Dana Okafor", role="Chief executive, Halden Grid")
        executives.add(conn, "Finn Aalto")
    yield engine
    engine.dispose()


def opened(person: int | None = None) -> Any:
    at = AppTest.from_file(ROOT / "app.py", default_timeout=60).switch_page(FILE)
    if person is not None:
        at.query_params["person"] = str(person)
    return run(at)


def run(at: Any) -> Any:
    at.run()
    assert not at.exception, at.exception[0].message
    return at


def press(at: Any, key: str) -> Any:
    at.button(key=key).click()
    return run(at)


def keys(at: Any) -> list[str]:
    return [button.key for button in at.button]


def problems(at: Any) -> list[str]:
    return [error.value.replace("\\", "") for error in at.error]


def invite(at: Any, email: str, name: str, **roles: Any) -> Any:
    at.text_input(key="people.invite.email").set_value(email)
    at.text_input(key="people.invite.name").set_value(name)
    for role, value in roles.items():
        at.button_group(key=f"people.invite.{role}").set_value(value)
    return press(at, "people.invite.do")


def cora(desk: Engine) -> Any:
    return people.by_email(desk, "cora@desk.example")


def now() -> datetime:
    return datetime.now(UTC)


def test_without_a_sign_in_it_says_quietly_who_gets_in(desk: Engine) -> None:
    said = words(opened())
    assert "Without a sign-in this desk is open to this machine only." in said
    assert "Nobody invited" in said
    assert "Delegate for everybody, curator, approver, administrator" in said


def test_somebody_is_invited_with_roles_and_shown_at_once(desk: Engine) -> None:
    at = invite(
        opened(), " Cora@Desk.example", "Cora Vance", desk=["curator", "approver"], delegate=[2]
    )
    assert not problems(at)
    assert cora(desk).memberships == (
        Membership("curator"),
        Membership("approver"),
        Membership("delegate", 2),
    )
    assert at.query_params["person"] == str(cora(desk).id)
    assert "Curator, approver, delegate for Finn Aalto" in words(at)
    assert "1 person on the list" in words(at)
    assert at.text_input(key="people.invite.email").value == ""
    assert at.button_group(key="people.invite.desk").value == []


@pytest.mark.parametrize(
    ("email", "name", "roles", "says"),
    [
        ("cora", "Cora", {"desk": ["curator"]}, "“cora” is not an e-mail address."),
        ("cora@desk.example", " ", {"desk": ["curator"]}, "Give the person's name."),
        ("cora@desk.example", "Cora", {}, "Give them at least one role, or remove them."),
    ],
)
def test_what_is_wrong_is_told_in_the_form_and_what_was_typed_stays(
    desk: Engine, email: str, name: str, roles: dict[str, Any], says: str
) -> None:
    at = invite(opened(), email, name, **roles)
    assert problems(at) == [says]
    assert at.text_input(key="people.invite.email").value == email
    assert len(people.everybody(desk)) == 1
    assert not problems(run(at))


def test_roles_are_changed_to_exactly_what_is_chosen(desk: Engine) -> None:
    colleague(desk, "Cora", "curator", "delegate", now=now(), executive_id=1)
    at = opened(cora(desk).id)
    form = f"people.roles.{cora(desk).id}"
    assert at.button_group(key=f"{form}.desk").value == ["curator"]
    assert at.button_group(key=f"{form}.delegate").value == [1]
    at.button_group(key=f"{form}.desk").set_value(["approver"])
    at.button_group(key=f"{form}.delegate").set_value([])
    at.button_group(key=f"{form}.executive").set_value([2])
    at = press(at, f"{form}.do")
    assert cora(desk).memberships == (Membership("approver"), Membership("executive", 2))
    assert "Approver, executive, as Finn Aalto" in words(at)


def test_a_removal_is_asked_about_once_and_can_be_taken_back_by_inviting(desk: Engine) -> None:
    number = colleague(desk, "Cora", "curator", now=now()).id
    at = press(opened(number), f"people.remove.{number}")
    assert "Remove Cora? They are out at their next tap." in words(at)
    at = press(at, f"people.remove.{number}.no")
    assert cora(desk) is not None
    at = press(at, f"people.remove.{number}")
    at = press(at, f"people.remove.{number}.yes")
    assert cora(desk) is None
    assert "Removed: they cannot come in." in words(at)
    assert f"people.remove.{number}" not in keys(at)
    at = press(at, f"people.roles.{number}.do")
    assert cora(desk).memberships == (Membership("curator"),)


def test_the_last_administrator_cannot_be_removed_or_demoted(desk: Engine) -> None:
    number = colleague(desk, "Ada", "administrator", now=now()).id
    at = press(opened(number), f"people.remove.{number}")
    at = press(at, f"people.remove.{number}.yes")
    assert problems(at) == ["They are the last administrator: make somebody else one first."]
    at.button_group(key=f"people.roles.{number}.desk").set_value(["curator"])
    at = press(at, f"people.roles.{number}.do")
    assert problems(at) == ["They are the last administrator: make somebody else one first."]


def test_the_local_person_is_explained_and_not_changed(desk: Engine) -> None:
    at = opened(LOCAL.id)
    assert "The command line works as them" in words(at)
    assert not [key for key in keys(at) if key.startswith(("people.remove", "people.roles"))]


def test_a_number_that_is_nobodys_is_no_accident(desk: Engine) -> None:
    assert "That person is not on the list." in words(opened(99))


def test_when_people_were_last_active_comes_from_the_trail(desk: Engine) -> None:
    colleague(desk, "Cora", "curator", now=now())
    said = words(opened(cora(desk).id))
    assert "active 1 min ago" in said  # the local person, who has just invited
    assert "<dt>Last active</dt><dd>not yet</dd>" in said


def test_a_further_executive_joins(desk: Engine) -> None:
    at = opened()
    at.text_input(key="people.welcome.name").set_value("Ines Duarte")
    at.text_input(key="people.welcome.role").set_value("Chief financial officer")
    at.selectbox(key="people.welcome.zone").set_value("Europe/Lisbon")
    at.slider(key="people.welcome.minutes").set_value(9)
    at = press(at, "people.welcome.do")
    with reading(desk) as conn:
        ines = executives.named(conn, "Ines Duarte")
    assert (ines.role, ines.zone, ines.minutes) == ("Chief financial officer", "Europe/Lisbon", 9)
    assert "Chief financial officer · 9 min, Europe/Lisbon" in words(at)
    at.text_input(key="people.welcome.name").set_value("ines duarte")
    assert "Ines Duarte is here already" in problems(press(at, "people.welcome.do"))[0]


def test_what_may_be_shared_in_a_name_is_set(desk: Engine) -> None:
    at = opened()
    assert at.button_group(key="people.mode.2").value == "checked"
    at.button_group(key="people.mode.2").set_value("approved_only")
    run(at)
    with reading(desk) as conn:
        assert [one.mode for one in executives.every(conn)] == ["checked", "approved_only"]


def test_with_a_sign_in_it_says_where_people_come_in(
    desk: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in SIGN_IN.items():
        monkeypatch.setenv(name, value)
    colleague(desk, "Ada", "administrator", now=now())
    number = colleague(desk, "Cora", "curator", now=now()).id
    at = page(FILE, "ada@desk.example")
    at.query_params["person"] = str(number)
    said = words(run(at))
    assert "May come in at https://brief.example.com" in said
    assert "Without a sign-in" not in said


def test_whoever_loses_the_right_meanwhile_changes_nothing_and_sees_no_list(
    desk: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in SIGN_IN.items():
        monkeypatch.setenv(name, value)
    ada = colleague(desk, "Ada", "administrator", now=now())
    colleague(desk, "Bea", "administrator", now=now())
    at = run(page(FILE, "ada@desk.example"))
    people.give_roles(desk, ada.id, [Membership("curator")], now=now(), by=LOCAL)
    at = invite(at, "eve@else.example", "Eve", desk=["administrator"])
    assert people.by_email(desk, "eve@else.example") is None
    assert "does not include “People”" in words(at)
    assert "bea@desk.example" not in words(at)


def test_names_are_shown_as_text(desk: Engine) -> None:
    colleague(desk, "Cora", "curator", now=now())
    people.remove(desk, cora(desk).id, now=now(), by=LOCAL)
    people.invite(
        desk,
        email="x@desk.example",
        name="<b onclick=x>Loud</b> **bold** :smile:",
        memberships=[Membership("curator")],
        now=now(),
        by=LOCAL,
    )
    at = opened(3)
    assert "&lt;b onclick=x&gt;Loud&lt;/b&gt; **bold** :smile:" in words(at)
    assert not [one.label for one in at.button if "Loud" in one.label]


def test_roles_are_said_in_words() -> None:
    names = {1: "Dana Okafor"}
    held = [Membership("executive", 1), Membership("delegate"), Membership("owner")]
    assert in_words(held, names) == (
        "Executive, as Dana Okafor, delegate for everybody, “owner”, which is no role"
    )
    assert in_words([], names) == ""


@pytest.mark.browser
def test_it_fits_a_phone_and_has_no_serious_fault_of_access(
    browser: Browser, tmp_path: Path, desk: Engine
) -> None:
    number = colleague(desk, "Cora", "curator", now=now()).id
    with (
        serve(tmp_path / "desk.db") as app,
        visitor(browser, app, viewport=PHONE) as context,
    ):
        page = context.new_page()
        page.goto(f"{app}/People?person={number}")
        settled(page)
        expect(page.get_by_role("button", name="Save roles")).to_be_visible()
        page.get_by_role("button", name="Back to the list").click()
        expect(page.get_by_text("cora@desk.example").first).to_be_visible()
        page.get_by_role("button", name="Invite somebody").click()
        expect(page.get_by_role("button", name="Invite", exact=True)).to_be_visible()
        assert not overflows(page)
        assert not grave(page, "invite")
