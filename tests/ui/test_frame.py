"""The frame around every page: its links, who may follow them, and whose brief is looked at."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import Engine

from briefing import speak
from briefing.model import Membership, Principle, Voice
from briefing.people import LOCAL
from briefing.permissions import GIVES, ROLES
from briefing.store import executives, open_store, writing
from briefing.store import people as stored
from briefing.ui.frame import ROOM, Link, links
from tests.browser import serve, settled, visitor
from tests.colleagues import colleague
from tests.ui.drawn import words
from tests.ui.mornings import Said, edition
from tests.ui.signing_in import SIGN_IN, page

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
EVERY = [pytest.param(way, id=way.label) for way in links()]
#: Stands in Dana's edition, and in nobody else's.
DANAS = "A cabinet holds for ninety days"


def test_a_new_page_appears_by_itself_in_the_order_of_its_number(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "10_Last_of_all.py").write_text(
        'import streamlit as st\n\nICON = ":material/flag:"\nRIGHT = "curate"\n'
    )
    (pages / "2_Replies.py").write_text('RIGHT = "everything"\n')
    (pages / "3_Forgotten.py").write_text("")
    (pages / "notes.txt").write_text("")
    assert list(links(tmp_path))[1:] == [
        Link("pages/2_Replies.py", "Replies", ":material/article:", "people"),
        Link("pages/3_Forgotten.py", "Forgotten", ":material/article:", "people"),
        Link("pages/10_Last_of_all.py", "Last of all", ":material/flag:", "curate"),
    ]


# ── Who may see what ─────────────────────────────────────────────────────────


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: Any) -> Iterator[Engine]:
    """Dana with an edition, and Finn; people sign in."""
    url = f"sqlite:///{tmp_path}/desk.db"
    for name, value in (SIGN_IN | {"DATABASE_URL": url}).items():
        monkeypatch.setenv(name, value)
    engine = open_store(url)
    edition(engine, [Said(DANAS)])
    with writing(engine) as conn:
        executives.add(conn, "Finn Aalto")
    yield engine
    engine.dispose()


def shown(way: Link, email: str, **params: str) -> str:
    """What a page shows to somebody who typed its address."""
    at = page(way.file, email)
    for name, value in params.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception, at.exception[0].message
    return words(at)


@pytest.mark.parametrize("role", ROLES)
def test_a_page_opens_to_roles_with_its_right_and_to_no_others(
    desk: Engine, now: Any, role: str
) -> None:
    colleague(desk, "Somebody", role, now=now, executive_id=1)
    for way in links():
        said = shown(way, "somebody@desk.example")
        if way.right in GIVES[role]:
            assert "is not open to you" not in said, way
        elif way.label == "Today":
            # Staff have no brief of their own: they begin with their own first page.
            assert "<h1>Good " not in said
            assert "is not open to you" not in said
        else:
            assert f"does not include “{way.label}”" in said, way


@pytest.mark.parametrize("way", EVERY)
def test_a_page_shows_nothing_to_an_unknown_role(desk: Engine, now: Any, way: Link) -> None:
    odd = colleague(desk, "Odd", "curator", now=now)
    with writing(desk) as conn:
        stored.set_memberships(conn, odd.id, [Membership("owner"), Membership("executive")])
    said = shown(way, odd.email)
    assert f"does not include “{way.label}”" in said
    assert DANAS not in said


@pytest.mark.parametrize("way", EVERY)
def test_a_page_shows_nothing_to_whoever_was_removed(desk: Engine, now: Any, way: Link) -> None:
    gone = colleague(desk, "Gone", *ROLES, now=now, executive_id=1)
    with writing(desk) as conn:
        stored.change(conn, gone.id, active=False)
    assert "gone@desk.example is not on the list of this desk" in shown(way, gone.email)


@pytest.mark.parametrize("way", EVERY)
@pytest.mark.parametrize("role", ["delegate", "executive"])
def test_nothing_of_an_executive_is_shown_to_those_of_another(
    desk: Engine, now: Any, way: Link, role: str
) -> None:
    colleague(desk, "Other", role, now=now, executive_id=2)
    said = shown(way, "other@desk.example", **{"for": "1"})
    assert DANAS not in said
    assert "Dana" not in said


# ── Several executives ───────────────────────────────────────────────────────


def working_for(at: Any) -> Any:
    return at.radio(key="frame.for").value


def test_staff_choose_for_whom_they_work_by_address_and_by_hand(desk: Engine, now: Any) -> None:
    colleague(desk, "Cora", "curator", now=now)
    at = page("pages/5_Sources.py", "cora@desk.example").run()
    assert working_for(at) == 1
    at.radio(key="frame.for").set_value(2).run()
    assert at.query_params["for"] == "2"
    assert working_for(at) == 2
    at.switch_page("pages/4_Voice.py").run()
    assert working_for(at) == 2
    at.query_params["for"] = "1"
    at.run()
    assert working_for(at) == 1
    assert not at.exception


def test_each_executive_has_a_voice_and_minutes_of_their_own(desk: Engine, now: Any) -> None:
    colleague(desk, "Cora", "curator", now=now)
    for one, said, minutes in ((1, "Safety before speed", 7), (2, "Ships leave on time", 11)):
        voice = Voice(principles=(Principle(said),))
        speak.say(desk, one, voice, read=0, now=now, by=LOCAL)
        speak.change_settings(desk, one, minutes=minutes, now=now, by=LOCAL)
    voice_page = next(way for way in links() if way.label == "Voice")
    danas = shown(voice_page, "cora@desk.example")
    finns = shown(voice_page, "cora@desk.example", **{"for": "2"})
    assert "Safety before speed" in danas
    assert "Ships leave on time" not in danas
    assert "Ships leave on time" in finns
    assert "Safety before speed" not in finns


@pytest.mark.parametrize("said", ["3", "0", "-1", "x", "²", "9" * 40, ""])
def test_an_address_that_names_nobody_changes_nothing(desk: Engine, now: Any, said: str) -> None:
    colleague(desk, "Cora", "curator", now=now)
    at = page("pages/5_Sources.py", "cora@desk.example")
    at.query_params["for"] = said
    at.run()
    assert not at.exception
    assert working_for(at) == 1


def test_whoever_acts_for_one_executive_has_nobody_to_choose(desk: Engine, now: Any) -> None:
    colleague(desk, "Delia", "delegate", now=now, executive_id=2)
    at = page("app.py", "delia@desk.example").run()
    assert not at.exception
    assert "frame.for" not in [radio.key for radio in at.radio]
    assert "Good" in words(at)
    assert "Finn" in words(at)


def test_an_executive_who_also_curates_sees_today_only_as_themselves(
    desk: Engine, now: Any
) -> None:
    colleague(desk, "Dora", "executive", "curator", now=now, executive_id=1)
    at = page("app.py", "dora@desk.example").run()
    assert DANAS in words(at)
    at.radio(key="frame.for").set_value(2).run()
    assert not at.exception
    assert DANAS not in words(at)
    assert "Curate" in words(at)


def test_before_anybody_has_joined_only_an_administrator_is_asked_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: Any
) -> None:
    url = f"sqlite:///{tmp_path}/empty.db"
    for name, value in (SIGN_IN | {"DATABASE_URL": url}).items():
        monkeypatch.setenv(name, value)
    engine = open_store(url)
    colleague(engine, "Ada", "administrator", now=now)
    colleague(engine, "Cora", "curator", now=now)
    voice = next(way for way in links() if way.label == "Voice")
    assert "Try the sample" in shown(voice, "ada@desk.example")
    assert "Nobody has joined this desk yet" in shown(voice, "cora@desk.example")
    engine.dispose()


# ── In a browser ─────────────────────────────────────────────────────────────


def labels(page: Page) -> list[str]:
    """All links, those behind “More” as well, which is opened for that."""
    total = len(list(links()))
    beside = total if total <= ROOM else ROOM - 1
    expect(page.locator(".st-key-tabbar a")).to_have_count(beside)
    found = page.locator(".st-key-tabbar a p").all_inner_texts()
    more = page.locator(".st-key-more button")
    if more.count():
        more.click()
        body = page.locator("[data-testid=stPopoverBody]")
        expect(body).to_be_visible()
        found += body.locator("a p").all_inner_texts()
    return found


@pytest.mark.browser
@pytest.mark.parametrize("way", EVERY)
def test_each_page_can_be_the_very_first_that_is_opened(
    browser: Browser, tmp_path: Path, way: Link
) -> None:
    address = "" if way.file == "app.py" else way.label.replace(" ", "_")
    with serve(tmp_path / "desk.db") as app, visitor(browser, app, viewport=DESKTOP) as context:
        page = context.new_page()
        page.goto(f"{app}/{address}")
        settled(page)
        assert labels(page) == [way.label for way in links()]
        expect(page.locator("[data-testid=stException]")).to_have_count(0)


@pytest.mark.browser
def test_the_links_are_at_the_top_of_a_desktop_and_at_the_bottom_of_a_phone(
    browser: Browser, tmp_path: Path
) -> None:
    with serve(tmp_path / "desk.db") as app, visitor(browser, app, viewport=DESKTOP) as context:
        page = context.new_page()
        page.goto(app)
        settled(page)
        bar = page.locator(".st-key-tabbar :is(a, button)")
        assert all(top(link) < 100 for link in bar.all())
        page.set_viewport_size(PHONE)
        assert top(page.locator(".st-key-brand a")) < 100
        for link in bar.all():
            assert link.bounding_box()["height"] >= 44  # type: ignore[index]
            assert top(link) > PHONE["height"] - 100
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def top(link: Locator) -> float:
    """How far below the upper edge of the window it is."""
    return link.bounding_box()["y"]  # type: ignore[index]
