"""The whole morning in a real browser: from the greeting to "Done for today"."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Route,
    expect,
)

from briefing import decide
from briefing.people import LOCAL
from briefing.store import decisions, open_store, reading, writing
from tests.browser import serve, settled, until, visitor
from tests.ui.lines import Line
from tests.ui.looks import grave, overflows
from tests.ui.mornings import Said, edition

pytestmark = pytest.mark.browser

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
FIVE = [
    Said("A cabinet holds for ninety days", words=480),
    Said("Regulators want alarms published"),
    Said("Forty paintings go to Ghent", words=600),
    Said("A choir of dockers sings again", also_in=("The Flare", "Grid & Cell")),
    Said("Hail takes a third of the apricots", paywalled=True),
]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk whose edition has five items; the outlets do not exist."""
    file = tmp_path / "desk.db"
    engine = open_store(f"sqlite:///{file}")
    edition(engine, FIVE)
    engine.dispose()
    return file


@contextmanager
def visiting(browser: Browser, app: str, **device: object) -> Iterator[Page]:
    """A page on Today. Nothing leaves for the outside, and nothing may go wrong unseen."""
    wrong: list[str] = []
    with visitor(browser, app, **device) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.route(lambda address: not address.startswith(app), stay_here)
        page = watched(context, wrong)
        page.goto(app)
        settled(page, within=60)
        expect(page.locator("h1")).to_be_visible()
        yield page
    assert not wrong


def watched(context: BrowserContext, wrong: list[str]) -> Page:
    """A new page whose errors are collected."""
    page = context.new_page()
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    return page


def stay_here(route: Route) -> None:
    """What would open elsewhere gets an empty page."""
    route.fulfill(body="", content_type="text/html")


def card(page: Page, title: str) -> Locator:
    """What stands for an item: its card, or the line once it is settled."""
    return page.locator(".card").filter(has_text=title)


def tap(where: Page | Locator, name: str) -> None:
    """Tap a button as a person finds it."""
    button = where.get_by_role("button", name=name, exact=True)
    if button.evaluate("navigator.maxTouchPoints > 0"):
        button.tap()
    else:
        button.click()


def done(page: Page) -> Locator:
    return page.locator(".progress p")


def written(desk: Path) -> list[tuple[str, str]]:
    """Kind and network of the decisions that hold."""
    engine = open_store(f"sqlite:///{desk}")
    with reading(engine) as conn:
        held = [(one.kind, one.network) for one in decisions.standing(conn, 1)]
    engine.dispose()
    return held


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_whole_morning(browser: Browser, desk: Path, device: dict[str, object]) -> None:
    with serve(desk) as app, visiting(browser, app, **device) as page:
        expect(done(page)).to_have_text("0 of 5 done")
        assert not overflows(page)
        reads_why_the_first_is_here(page)
        passes_says_why_and_takes_it_back(page)
        keeps_one_and_picks_two(page)
        shares_on_x(page, desk)
        shares_the_picks_together(page)
        is_done_for_today(page)
        assert not overflows(page)
        page.reload()
        settled(page, within=60)
        expect(done(page)).to_have_text("5 of 5 done")
        expect(page.get_by_text("Done for today")).to_be_visible()
        expect(page.get_by_text(re.compile(r"^Shared on X, \d\d:\d\d$"))).to_be_visible()
        expect(page.get_by_text("of 5:00 picked")).to_be_visible()


def reads_why_the_first_is_here(page: Page) -> None:
    first = card(page, FIVE[0].title)
    breakdown = first.get_by_role("table")
    expect(breakdown).to_be_hidden()
    first.locator("summary").click()
    expect(breakdown).to_contain_text("it is about “Grid storage”")
    first.locator("summary").click()
    expect(breakdown).to_be_hidden()
    with page.expect_popup() as opening:
        first.get_by_role("link", name="Read", exact=True).click()
    assert opening.value.url == "https://outlet0.test/0"
    opening.value.close()
    expect(first.locator(".meta")).to_contain_text("· read")
    tap(first, "Undo read")
    expect(first.get_by_role("button", name="Undo read")).to_have_count(0)
    expect(first.locator(".meta")).not_to_contain_text("· read")


def passes_says_why_and_takes_it_back(page: Page) -> None:
    first = card(page, FIVE[0].title)
    tap(first, "Pass")
    expect(first).to_contain_text("Passed")
    expect(done(page)).to_have_text("1 of 5 done")
    tap(first, "Not for me")
    expect(reasons(first)).to_have_count(4)
    tap(first, "Seen it")
    expect(reasons(first)).to_have_count(0)
    expect(first.get_by_role("button", name="Seen it")).to_be_visible()
    undo = first.get_by_role("button", name="Undo")
    assert abs(middle(undo) - middle(first)) < 4
    tap(first, "Undo")
    expect(first.get_by_role("button", name="Pass", exact=True)).to_be_visible()
    expect(done(page)).to_have_text("0 of 5 done")


def reasons(where: Page | Locator) -> Locator:
    """The choice of reasons, where it is open."""
    return where.get_by_role("group", name="Why did you pass on it?").get_by_role("button")


def middle(what: Locator) -> float:
    box = what.bounding_box()
    assert box
    return box["y"] + box["height"] / 2


def keeps_one_and_picks_two(page: Page) -> None:
    second = card(page, FIVE[1].title)
    tap(second, "Later")
    expect(second).to_contain_text("Kept for later")
    page.get_by_text("Kept for later (1)").click()
    waiting = page.locator("[class*=st-key-kept-]")
    expect(waiting).to_contain_text(FIVE[1].title)
    tap(waiting, "Take out")
    expect(waiting).to_have_count(0)
    tap(second, "Later")
    expect(second).to_contain_text("Kept for later")
    for said, clock in ((FIVE[0], "2:01"), (FIVE[2], "4:32")):
        tap(card(page, said.title), "Pick")
        expect(page.get_by_text(f"{clock} of 5:00 picked")).to_be_visible()
        expect(card(page, said.title).get_by_role("button", name="Picked")).to_be_visible()


def shares_on_x(page: Page, desk: Path) -> None:
    tap(card(page, FIVE[2].title), "Share")
    sheet = page.get_by_role("dialog")
    way = sheet.get_by_role("button", name=re.compile("^Open "))
    expect(way).to_be_in_viewport(ratio=1)  # without scrolling
    sheet.get_by_role("radio", name="X", exact=True).click()
    expect(way).to_have_text("Open X")
    words = sheet.get_by_role("textbox", name="Your words")

    words.fill("much too long " * 40)
    expect(sheet.locator(".count")).to_contain_text(re.compile(r"too long for X: take out \d+\.$"))
    expect(sheet.locator(".count")).to_have_class(re.compile("over"))
    expect(way).to_be_disabled()

    words.fill("Worth five minutes: 90 % & more?")
    expect(sheet.locator(".count")).to_have_text(re.compile(r"^\d+ characters left on X\.$"))
    expect(way).to_be_enabled()
    sent = "Worth five minutes: 90 % & more?\n\nhttps://outlet2.test/2"

    tap(sheet, "Copy")
    expect(sheet.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == sent
    expect(sheet.get_by_text("Posted on X?")).to_be_visible()
    with page.expect_popup() as opening:
        way.click()
    opening.value.wait_for_url(re.compile("^https://x.com/intent/"))
    assert parse_qs(urlsplit(opening.value.url).query)["text"] == [sent]
    opening.value.close()
    tap(sheet, "Yes")
    expect(sheet).to_have_count(0)
    expect(card(page, FIVE[2].title)).to_contain_text(re.compile(r"Shared on X, \d\d:\d\d"))
    expect(done(page)).to_have_text("2 of 5 done")
    assert ("shared", "x") in written(desk)


def shares_the_picks_together(page: Page) -> None:
    tap(page, "Share picks together")
    sheet = page.get_by_role("dialog")
    words = sheet.get_by_role("textbox", name="Your words")
    expect(words).to_have_value(re.compile("outlet0.test/0"))
    for number in (0, 2):
        assert FIVE[number].title in words.input_value()
        assert f"https://outlet{number}.test/{number}" in words.input_value()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


def is_done_for_today(page: Page) -> None:
    expect(page.get_by_text("That is all for today")).to_be_visible()
    for number in (0, 3, 4):
        tap(card(page, FIVE[number].title), "Pass")
        expect(card(page, FIVE[number].title)).to_contain_text("Passed")
    expect(done(page)).to_have_text("5 of 5 done")
    expect(page.get_by_text("Done for today")).to_be_visible()
    expect(page.get_by_text("1 shared, 3 passed and 1 kept for later.")).to_be_visible()


def test_a_text_that_left_is_asked_about_on_the_card_when_the_sheet_was_closed(
    browser: Browser, desk: Path
) -> None:
    with serve(desk) as app, visiting(browser, app, **PHONE) as page:
        first = card(page, FIVE[0].title)
        tap(first, "Share")
        sheet = page.get_by_role("dialog")
        tap(sheet, "Copy")
        expect(sheet.get_by_text(re.compile("^Posted"))).to_be_visible()
        page.keyboard.press("Escape")
        expect(first.get_by_text(re.compile("^Posted"))).to_be_visible()
        tap(first, "Yes")
        expect(first).to_contain_text("Shared")


def test_what_was_typed_stays_when_the_network_changes(browser: Browser, desk: Path) -> None:
    with serve(desk) as app, visiting(browser, app, **DESKTOP) as page:
        tap(card(page, FIVE[0].title), "Share")
        sheet = page.get_by_role("dialog")
        words = sheet.get_by_role("textbox", name="Your words")
        words.fill("In my own words.")
        for network in ("Bluesky", "X", "LinkedIn"):
            sheet.get_by_role("radio", name=network, exact=True).click()
            expect(sheet.locator(".go")).to_have_text(f"Open {network}")
            expect(words).to_have_value("In my own words.")


def test_two_tabs_end_in_the_same_place(browser: Browser, desk: Path) -> None:
    with serve(desk) as app, visiting(browser, app, **DESKTOP) as page:
        other = page.context.new_page()
        other.goto(app)
        settled(other)
        first, same = card(page, FIVE[0].title), card(other, FIVE[0].title)
        tap(first, "Pass")
        expect(done(page)).to_have_text("1 of 5 done")
        tap(same, "Later")
        expect(same).to_contain_text("Kept for later")
        expect(done(other)).to_have_text("1 of 5 done")
        tap(first, "Undo")  # of a pass that no longer holds: nothing is lost by it
        expect(first).to_contain_text("Kept for later")
        tap(same, "Undo")
        expect(done(other)).to_have_text("0 of 5 done")
        for tab in (page, other):
            tab.reload()
            settled(tab)
            expect(card(tab, FIVE[0].title).get_by_role("button", name="Pass")).to_be_visible()
    assert written(desk) == []


def test_who_goes_by_the_keyboard_stays_where_they_are(browser: Browser, desk: Path) -> None:
    with serve(desk) as app, visiting(browser, app, **DESKTOP) as page:
        first = card(page, FIVE[0].title)
        first.get_by_role("button", name="Pass", exact=True).press("Enter")
        expect(first.get_by_role("button", name="Undo")).to_be_focused()
        page.keyboard.press("Enter")
        expect(first.get_by_role("button", name="Pass", exact=True)).to_be_focused()
        first.get_by_role("button", name="Pick", exact=True).press("Enter")
        expect(first.get_by_role("button", name="Picked")).to_be_focused()


def test_a_pass_reaches_the_picks_and_what_was_kept_before(browser: Browser, desk: Path) -> None:
    engine = open_store(f"sqlite:///{desk}")
    yesterday = datetime.now(UTC) - timedelta(days=1)
    decide.keep_for_later(engine, 1, 1, now=yesterday, by=LOCAL)
    engine.dispose()
    with serve(desk) as app, visiting(browser, app, **DESKTOP) as page:
        first, picks = card(page, FIVE[0].title), page.get_by_text("of 5:00 picked")
        expect(page.get_by_text("Kept for later (1)")).to_be_visible()
        tap(first, "Pick")
        expect(picks).to_be_visible()
        tap(first, "Pass")
        expect(picks).to_have_count(0)
        expect(page.get_by_text("Kept for later (1)")).to_have_count(0)
        tap(first, "Undo")
        expect(picks).to_be_visible()


def test_two_taps_are_one(browser: Browser, desk: Path) -> None:
    with serve(desk) as app, visiting(browser, app, **DESKTOP) as page:
        first = card(page, FIVE[0].title)
        first.get_by_role("button", name="Pick", exact=True).dblclick()
        expect(page.get_by_text("of 5:00 picked")).to_be_visible()
        expect(first.get_by_role("button", name="Picked")).to_be_visible()
    assert written(desk) == [("picked", "")]


def test_a_second_tap_in_the_place_is_not_for_the_card_that_moved_there(
    browser: Browser, desk: Path
) -> None:
    click = "(button, detail) => button.dispatchEvent(new MouseEvent('click', {bubbles: true, "
    click += "detail, clientX: 200, clientY: 300}))"
    with serve(desk) as app, visiting(browser, app, **DESKTOP) as page:
        ways = page.get_by_role("button", name="Pass", exact=True)
        first, second, third = (ways.nth(n).element_handle() for n in range(3))
        first.evaluate(click, 1)
        second.evaluate(click, 2)
        page.wait_for_timeout(500)
        third.evaluate(click, 1)
        expect(done(page)).to_have_text("2 of 5 done")
        for number, holds in enumerate((True, False, True, False, False)):
            passed = card(page, FIVE[number].title).get_by_text("Passed", exact=True)
            expect(passed).to_have_count(int(holds))


def test_what_follows_a_card_is_in_its_place_as_soon_as_that_is_drawn_anew(
    browser: Browser, desk: Path
) -> None:
    drawn_anew = """button => {
        const place = () => Math.round(document.getElementById("card-3").offsetTop);
        button.focus();
        button.click();
        document.activeElement.blur();
        const at_once = place();
        const seen = new Promise((seen) => requestAnimationFrame(() => setTimeout(seen, 100)));
        return seen.then(() => [at_once, place()]);
    }"""
    with serve(desk) as app, visiting(browser, app, **DESKTOP) as page:
        later = card(page, FIVE[1].title).get_by_role("button", name="Later", exact=True)
        at_once, in_the_end = later.evaluate(drawn_anew)
    assert at_once == in_the_end


def test_taps_on_several_cards_at_once_all_count(browser: Browser, desk: Path) -> None:
    with serve(desk) as app, visiting(browser, app, **DESKTOP) as page:
        ways = page.get_by_role("button", name="Pass", exact=True)
        expect(ways).to_have_count(5)
        ways.evaluate_all("buttons => buttons.forEach(button => button.click())")
        expect(done(page)).to_have_text("5 of 5 done")
        for said in FIVE:
            expect(card(page, said.title)).to_contain_text("Passed")
    assert written(desk) == [("passed", "")] * 5


def test_an_answer_brings_what_another_tab_did_and_leaves_the_rest_as_it_is(
    browser: Browser, desk: Path
) -> None:
    with serve(desk) as app, visiting(browser, app, **DESKTOP) as page:
        other = page.context.new_page()
        other.goto(app)
        settled(other)
        tap(card(other, FIVE[2].title), "Later")
        expect(card(other, FIVE[2].title)).to_contain_text("Kept for later")
        expect(done(other)).to_have_text("1 of 5 done")
        why = card(page, FIVE[0].title).locator("details")
        why.locator("summary").click()
        tap(card(page, FIVE[1].title), "Pass")
        expect(card(page, FIVE[1].title)).to_contain_text("Passed")
        expect(card(page, FIVE[2].title)).to_contain_text("Kept for later")
        expect(done(page)).to_have_text("2 of 5 done")
        expect(why).to_have_attribute("open", "")


def test_a_tap_that_is_refused_is_answered_on_its_card_which_stays_as_it_was(
    browser: Browser, desk: Path
) -> None:
    with serve(desk) as app, visiting(browser, app, **DESKTOP) as page:
        first = card(page, FIVE[0].title)
        tap(first, "Pass")
        expect(done(page)).to_have_text("1 of 5 done")
        engine = open_store(f"sqlite:///{desk}")
        with writing(engine) as conn:
            conn.exec_driver_sql("DELETE FROM decisions")
        engine.dispose()
        tap(first, "Undo")
        expect(first.get_by_role("alert")).to_have_text("There is nothing to take back.")
        expect(first.get_by_role("button", name="Pass", exact=True)).to_be_visible()


@contextmanager
def far_away(browser: Browser, desk: Path) -> Iterator[tuple[Page, Line]]:
    """A page on Today, and the line to its server."""
    with serve(desk) as app, visiting(browser, app, **DESKTOP) as page:
        line = Line(page)
        page.reload()
        settled(page)
        yield page, line


def test_a_card_answers_without_the_server_and_comes_back_when_that_never_does(
    browser: Browser, desk: Path
) -> None:
    with far_away(browser, desk) as (page, line):
        line.there = "never"
        first = card(page, FIVE[0].title)
        tap(first, "Pass")
        expect(first).to_contain_text("Passed")
        share = first.get_by_role("button", name="Share", exact=True)
        expect(share).to_be_hidden()
        expect(share).to_be_visible(timeout=7000)
        expect(first.get_by_role("alert")).to_have_text("No answer came. Try again in a moment.")
    assert written(desk) == []


def test_taps_are_told_at_once_however_late_the_answers_come(browser: Browser, desk: Path) -> None:
    with far_away(browser, desk) as (page, line):
        line.back = "late"
        for number in (0, 1, 2):
            tap(card(page, FIVE[number].title), "Pass")
            expect(card(page, FIVE[number].title)).to_contain_text("Passed")
        until(page, lambda: len(written(desk)) == 3)
        expect(done(page)).to_have_text("0 of 5 done")
        line.mend()
        expect(done(page)).to_have_text("3 of 5 done")


def test_what_was_foreseen_can_be_taken_back_before_it_is_answered(
    browser: Browser, desk: Path
) -> None:
    with far_away(browser, desk) as (page, line):
        first, second = card(page, FIVE[0].title), card(page, FIVE[1].title)
        line.back = "late"
        tap(first, "Pass")
        tap(first, "Undo")
        tap(second, "Later")
        until(page, lambda: written(desk) == [("later", "")])
        line.mend()
        expect(done(page)).to_have_text("1 of 5 done")
        expect(first.get_by_role("button", name="Pass", exact=True)).to_be_visible()


def test_a_tap_that_got_lost_is_told_with_the_next_one(browser: Browser, desk: Path) -> None:
    with far_away(browser, desk) as (page, line):
        line.there = "never"
        tap(card(page, FIVE[0].title), "Pass")
        page.wait_for_timeout(200)
        line.mend()
        tap(card(page, FIVE[1].title), "Later")
        expect(done(page)).to_have_text("2 of 5 done")
    assert sorted(written(desk)) == [("later", ""), ("passed", "")]


def test_nothing_stands_out_to_the_side_at_any_width(browser: Browser, desk: Path) -> None:
    with serve(desk) as app, visiting(browser, app, **DESKTOP) as page:
        card(page, FIVE[3].title).locator("summary").click()
        tap(card(page, FIVE[1].title), "Pick")
        tap(card(page, FIVE[2].title), "Pass")
        tap(card(page, FIVE[2].title), "Not for me")
        expect(reasons(page)).to_have_count(4)
        assert too_narrow(page) == []
        tap(card(page, FIVE[0].title), "Share")
        sheet = page.get_by_role("dialog")
        expect(sheet.get_by_role("button", name="Copy", exact=True)).to_be_visible()
        assert too_narrow(page) == []
        for kind in sheet.get_by_role("radio", name=re.compile("A |One line")).all():
            assert kind.evaluate("box => box.scrollWidth <= box.clientWidth")


def too_narrow(page: Page) -> list[int]:
    """The widths at which something stands out to the side; the narrowest is left set."""
    widths = []
    for width in (1280, 768, 390, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(100)
        widths += [width] if overflows(page) else []
    return widths


def test_nobody_is_shut_out(browser: Browser, desk: Path) -> None:
    with serve(desk) as app, visiting(browser, app, **PHONE) as page:
        faults = grave(page, "Today")
        first = card(page, FIVE[0].title)
        first.locator("summary").click()
        tap(card(page, FIVE[1].title), "Pick")
        expect(page.get_by_text("of 5:00 picked")).to_be_visible()
        faults += grave(page, "why, and picks")
        tap(first, "Share")
        sheet = page.get_by_role("dialog")
        tap(sheet, "Copy")
        expect(sheet.get_by_text(re.compile("^Posted"))).to_be_visible()
        faults += grave(page, "share sheet")
        page.keyboard.press("Escape")
        expect(sheet).to_have_count(0)
        for said in FIVE:
            tap(card(page, said.title), "Pass")
            expect(card(page, said.title)).to_contain_text("Passed")
        tap(first, "Not for me")
        expect(reasons(page)).to_have_count(4)
        faults += grave(page, "done")
    assert faults == []


def test_nobody_is_shut_out_at_the_very_beginning(browser: Browser, tmp_path: Path) -> None:
    with (
        serve(tmp_path / "none.db") as app,
        visiting(browser, app, **PHONE) as page,
    ):
        assert not grave(page, "welcome")
        assert not overflows(page)
