"""The list of Curate in a real browser: 500 candidates, decided on by keyboard or finger."""

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect

from briefing import curate
from briefing.store import articles, curations, open_store, reading, writing
from tests.browser import serve, settled, visitor
from tests.colleagues import colleague
from tests.ui.candidates import fill
from tests.ui.lines import Line
from tests.ui.looks import grave, overflows

pytestmark = pytest.mark.browser

MANY, SOME = 500, 60
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
HOSTILE = "<img src=x onerror=\"document.title='taken'\"> **bold** &amp;"
HERE = "row => row.getRootNode().activeElement === row"


def filled(place: Path, number: int) -> Path:
    """A desk with so many candidates."""
    engine = open_store(f"sqlite:///{place}/{number}.db")
    fill(engine, number)
    engine.dispose()
    return place / f"{number}.db"


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with some candidates, to copy."""
    return filled(tmp_path_factory.mktemp("some"), SOME)


@pytest.fixture
def desk(some: Path, tmp_path: Path) -> Path:
    file = tmp_path / "desk.db"
    shutil.copy(some, file)
    return file


@contextmanager
def visiting(browser: Browser, app: str, path: str = "/Curate", **device: object) -> Iterator[Page]:
    """The page, with its list drawn; nothing may go wrong unseen."""
    wrong: list[str] = []
    with visitor(browser, app, **(device or DESKTOP)) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{app}{path}")
        settled(page, within=60)
        expect(rows(page).first).to_be_visible()
        yield page
    assert not wrong


def rows(page: Page) -> Locator:
    return page.locator(".row")


def row(page: Page, n: int) -> Locator:
    """The row that stands in a place now, from 1; it stays the same one wherever it goes."""
    return page.locator(f".row:nth-child({n})")


def named(page: Page, title: str) -> Locator:
    return rows(page).filter(has_text=title)


def title(of: Locator) -> str:
    # What is out of sight is not drawn, so that it has no inner text.
    return of.locator(".title").text_content() or ""


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def written(row_: Locator, chip: str) -> None:
    """Wait until the row shows the chip, and the server has written down what it says."""
    expect(row_.locator(".chip").filter(has_text=re.compile(f"^{chip}$"))).to_be_visible()


def held(desk: Path) -> dict[str, str]:
    """Title to the kind of the last word on it."""
    engine = open_store(f"sqlite:///{desk}")
    with reading(engine) as conn:
        words = curations.last_words(conn, 1)
        titles = {n: one.title for n, one in articles.by_ids(conn, words).items()}
    engine.dispose()
    return {titles[n]: word.kind for n, word in words.items()}


def test_a_morning_with_the_keyboard(browser: Browser, tmp_path: Path) -> None:
    desk = filled(tmp_path, MANY)
    with serve(desk) as app, visiting(browser, app) as page:
        expect(rows(page)).to_have_count(MANY)
        here = row(page, 1)
        assert here.evaluate(HERE), "the keys work at once"
        keys(page, "j", "ArrowDown", "k", "j")
        third = named(page, title(row(page, 3)))
        assert third.evaluate(HERE)

        keys(page, "p")
        written(third, "Pinned")
        expect(page.get_by_role("status").filter(has_text="Pinned “")).to_be_visible()
        assert third.evaluate(HERE), "the keys stay where they are"
        keys(page, "u")
        expect(third.locator(".chip.pinned")).to_have_count(0)

        keys(page, "End", "p")
        last = named(page, title(row(page, MANY)))
        expect(last).to_contain_text("Edition 1")
        assert last.evaluate(HERE), "nor when the ranking has changed"
        expect(page.get_by_text("Your desk moved 1 in")).to_be_visible()

        keys(page, "Home", "b")
        expect(page.get_by_role("textbox", name="Why is")).to_be_focused()
        page.keyboard.type("We are party to it")
        keys(page, "Enter")
        first = named(page, title(row(page, 1)))
        written(first, "Blocked")
        assert first.evaluate(HERE)
        keys(page, "b", "Escape")
        assert first.evaluate(HERE)

        keys(page, "Enter")
        beside = page.locator(".st-key-pane-chosen")
        expect(beside).to_contain_text("Blocked from every edition to come: We are party to it")
        assert "article=" in page.url
        assert first.evaluate(HERE)

        keys(page, "?")
        expect(page.get_by_text("block, with a reason")).to_be_visible()
        keys(page, "Escape")
        expect(page.get_by_text("block, with a reason")).to_be_hidden()
        keys(page, "/")
        expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
        page.keyboard.type(title(last).split()[1])
        expect(rows(page)).to_have_count(1)
        keys(page, "ArrowDown")
        assert row(page, 1).evaluate(HERE)
        assert held(desk)[title(row(page, 1))] == "pinned"
    assert sorted(held(desk).values()) == ["blocked", "pinned", "unpinned"]


def test_keys_do_nothing_while_somebody_types(browser: Browser, desk: Path) -> None:
    with serve(desk) as app, visiting(browser, app) as page:
        keys(page, "/")
        page.keyboard.type("pbx")
        expect(page.get_by_text("Nothing is as you ask.")).to_be_visible()
    assert not held(desk)


def test_many_are_decided_at_once_with_one_reason_and_taken_back(
    browser: Browser, tmp_path: Path
) -> None:
    desk = filled(tmp_path, MANY)
    with serve(desk) as app, visiting(browser, app) as page:
        expect(rows(page)).to_have_count(MANY)
        keys(page, "j", "x", "j", "j", "j", "Shift+X")
        expect(page.get_by_text("4 selected")).to_be_visible()
        row(page, 8).locator(".meta").click(modifiers=["Shift"])
        expect(page.get_by_text("7 selected")).to_be_visible()
        bulk = page.get_by_role("group", name="What to do with the selected")
        bulk.get_by_role("button", name="Block").click()
        page.get_by_role("textbox", name="Why are these 7 to stay out?").fill("All of one tender")
        keys(page, "Enter")
        expect(page.locator(".row.blocked:not(.waiting)")).to_have_count(7)
        assert list(held(desk).values()) == ["blocked"] * 7
        page.get_by_role("button", name="Undo").click()
        expect(page.locator(".row.blocked")).to_have_count(0)
        expect(page.locator(".row.waiting")).to_have_count(0)
        assert list(held(desk).values()) == ["unblocked"] * 7

        keys(page, "a")
        expect(page.get_by_text(f"{MANY} selected")).to_be_visible()
        keys(page, "p")
        expect(page.locator(".row:not(.waiting) .chip.pinned")).to_have_count(MANY, timeout=15_000)
    assert list(held(desk).values()) == ["pinned"] * MANY


def test_decisions_in_quick_succession_are_all_done(browser: Browser, desk: Path) -> None:
    with serve(desk) as app, visiting(browser, app) as page:
        keys(page, "p", "u", "j", *["p", "j"] * 9)
        expect(page.locator(".row:not(.waiting) .chip.pinned")).to_have_count(9)
        expect(page.locator(".row.waiting")).to_have_count(0)
    assert sorted(held(desk).values()) == ["pinned"] * 9 + ["unpinned"]


def test_the_list_keeps_its_order_until_it_is_asked_to_sort(browser: Browser, desk: Path) -> None:
    with serve(desk) as app, visiting(browser, app) as page:
        expect(rows(page)).to_have_count(SOME)
        thirtieth = title(row(page, 30))
        row(page, 30).hover()
        row(page, 30).get_by_role("button", name="Pin").click()
        expect(row(page, 30)).to_contain_text("Edition 1")
        assert title(row(page, 30)) == thirtieth
        page.get_by_role("button", name="Sort anew").click()
        assert title(row(page, 1)) == thirtieth
        assert row(page, 1).evaluate(HERE)


def test_who_decides_later_is_shown_who_was_faster_and_may_do_it_all_the_same(
    browser: Browser, desk: Path
) -> None:
    engine = open_store(f"sqlite:///{desk}")
    ann = colleague(engine, "Ann", "curator", now=datetime.now(UTC))
    with ExitStack() as stack:
        app = stack.enter_context(serve(desk))
        one, two = (stack.enter_context(visiting(browser, app)) for _ in range(2))
        first, second = title(row(one, 1)), title(row(one, 2))
        keys(one, "p")
        written(named(one, first), "Pinned")
        keys(two, "b")
        two.keyboard.type("Not ours to say")
        keys(two, "Enter")
        alert = two.get_by_role("alert").filter(has_text="Not done.")
        expect(alert).to_contain_text(re.compile(rf"pinned “{first}” at \d\d:\d\d"))
        written(named(two, first), "Pinned")
        assert held(desk) == {first: "pinned"}
        alert.get_by_role("button", name="Block all the same").click()
        written(named(two, first), "Blocked")
        expect(alert).to_have_count(0)
        assert held(desk) == {first: "blocked"}

        with reading(engine) as conn:
            [second_id] = [
                n
                for n, one_ in articles.by_ids(conn, range(SOME + 1)).items()
                if one_.title == second
            ]
        curate.block(engine, 1, second_id, reason="Tender", now=datetime.now(UTC), by=ann)
        keys(two, "j", "p")
        expect(alert).to_contain_text(f"Ann blocked “{second}”")
        expect(alert).to_contain_text("Tender")
        alert.get_by_role("button", name="Leave it").click()
        expect(alert).to_have_count(0)
    assert held(desk) == {first: "blocked", second: "blocked"}
    engine.dispose()


def test_what_the_server_did_not_hear_is_said_and_can_be_tried_again(
    browser: Browser, desk: Path
) -> None:
    with serve(desk) as app, visitor(browser, app, **DESKTOP) as context:
        page = context.new_page()
        line = Line(page)
        page.goto(f"{app}/Curate")
        settled(page, within=60)
        expect(rows(page)).to_have_count(SOME)
        line.there = "never"
        keys(page, "p")
        expect(row(page, 1).locator(".chip.pinned")).to_have_text("Pinned…")
        expect(page.get_by_text("The server has not answered yet.")).to_be_visible(timeout=10_000)
        line.mend()
        page.get_by_role("button", name="Try again").click()
        written(row(page, 1), "Pinned")
    assert list(held(desk).values()) == ["pinned"]


def test_what_got_lost_on_the_way_is_told_again(browser: Browser, desk: Path) -> None:
    lost: list[object] = []

    def listen(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def on_the_way(message: str | bytes) -> None:
            if not lost and b"told" in (message if isinstance(message, bytes) else b""):
                lost.append(message)
            else:
                server.send(message)

        socket.on_message(on_the_way)
        server.on_message(lambda message: socket.send(message))

    with serve(desk) as app, visitor(browser, app, **DESKTOP) as context:
        page = context.new_page()
        page.route_web_socket(re.compile("/_stcore/stream"), listen)
        page.goto(f"{app}/Curate")
        settled(page, within=60)
        expect(rows(page)).to_have_count(SOME)
        first = named(page, title(row(page, 1)))
        keys(page, "p")
        written(first, "Pinned")
        assert lost
    assert list(held(desk).values()) == ["pinned"]


def test_what_was_closed_stays_closed_while_decisions_are_on_their_way(
    browser: Browser, desk: Path
) -> None:
    """The browser learns of another address late, and says the old one until then."""
    with serve(desk) as app, visitor(browser, app, **DESKTOP) as context:
        page = context.new_page()
        page.add_init_script("history.replaceState = history.pushState = () => {}")
        page.goto(f"{app}/Curate?article=1")
        settled(page, within=60)
        expect(rows(page)).to_have_count(SOME)
        page.get_by_role("button", name="Close").click()
        expect(page.get_by_role("button", name="Close")).to_have_count(0)
        row(page, 1).click()
        open_ = page.locator(".st-key-pane-chosen h2").first
        expect(open_).to_have_text(title(row(page, 1)))
        page.get_by_role("button", name="Close").click()
        expect(page.get_by_role("button", name="Close")).to_have_count(0)
        first = named(page, title(row(page, 1)))
        first.hover()
        first.get_by_role("button", name="Pin").click()
        written(first, "Pinned")
        expect(first).to_contain_text("Edition 1")
        page.get_by_text("picked by your team").first.wait_for()
        settled(page)
        expect(page.get_by_role("button", name="Close")).to_have_count(0)


def test_what_a_feed_says_is_text(browser: Browser, desk: Path) -> None:
    engine = open_store(f"sqlite:///{desk}")
    with writing(engine) as conn:
        articles.record(conn, 1, title=HOSTILE, key_points=[HOSTILE])
    curate.show_as(
        engine, 2, abstract=HOSTILE, key_points=(HOSTILE,), stance="critical", seen=0,
        now=datetime.now(UTC), by=colleague(engine, "Ann", "curator", now=datetime.now(UTC)),
    )  # fmt: skip
    engine.dispose()
    with serve(desk) as app, visiting(browser, app, "/Curate?article=1") as page:
        expect(rows(page)).to_have_count(SOME)
        assert title(named(page, HOSTILE).first) == HOSTILE
        expect(page.locator(".st-key-pane-chosen h2").first).to_have_text(HOSTILE)
        expect(page.locator("img[onerror]")).to_have_count(0)
        assert "Curate" in page.title()


def test_on_a_phone_the_rows_are_cards_for_a_finger(browser: Browser, desk: Path) -> None:
    with serve(desk) as app, visiting(browser, app, **PHONE) as page:
        first = named(page, title(row(page, 1)))
        pin = first.get_by_role("button", name="Pin")
        assert pin.bounding_box()["height"] >= 44  # type: ignore[index]
        pin.tap()
        written(first, "Pinned")
        assert not overflows(page)
        first.locator(".title").tap()
        beside = page.locator(".st-key-pane-chosen")
        expect(beside.get_by_text("Pinned: today’s edition will have it.")).to_be_visible()
        assert not overflows(page)
        page.get_by_role("button", name="Close").tap()
        expect(beside).to_be_hidden()
        page.get_by_role("button", name="See the edition").tap()
        expect(beside.get_by_text("picked by your team")).to_be_visible()
        page.get_by_role("button", name="Back to the list").tap()
        expect(beside).to_be_hidden()
        page.get_by_role("searchbox", name="Search").fill("zzqq")
        nothing = page.get_by_text("Nothing is as you ask.")
        expect(nothing).to_be_visible()
        assert nothing.evaluate("one => one.getBoundingClientRect().right <= innerWidth")
        expect(page.get_by_role("button", name="Select all")).to_be_hidden()


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_keeps_anybody_out(browser: Browser, desk: Path, device: dict[str, object]) -> None:
    with serve(desk) as app, visiting(browser, app, **device) as page:
        expect(rows(page)).to_have_count(SOME)
        found = [*grave(page, "list")]
        row(page, 2).locator("input").click()
        page.get_by_role("button", name="Block", exact=True).first.click()
        found += grave(page, "reason")
        page.get_by_role("textbox", name="Why is").fill("Ours")
        keys(page, "Enter")
        written(row(page, 2), "Blocked")
        row(page, 2).locator(".title").click()
        expect(page.get_by_label("Shown instead of the headline")).to_be_visible()
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
        found += grave(page, "article")
        assert not found
        assert not overflows(page)
