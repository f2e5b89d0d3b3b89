"""The share sheet with a language model, in a real browser and over a real endpoint."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from briefing.store import decisions, open_store, reading
from tests.browser import serve
from tests.language_model.server import ModelServer
from tests.servers import LoopbackServer
from tests.ui.looks import grave, overflows
from tests.ui.mornings import Said, edition
from tests.ui.test_morning import DESKTOP, PHONE, card, tap, visiting

pytestmark = pytest.mark.browser

SAID = [Said("A cabinet holds for ninety days"), Said("Regulators want alarms published")]
DRAFT = "I would like to know who tests theirs for ninety days as well."
#: The articles of `tests.ui.mornings` say nothing of any profit.
WRONG = "A profit of $9bn is within reach."


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    file = tmp_path / "desk.db"
    engine = open_store(f"sqlite:///{file}")
    edition(engine, SAID)
    engine.dispose()
    return file


@pytest.fixture
def spoken() -> Iterator[ModelServer]:
    with LoopbackServer() as server:
        yield ModelServer(server, says=lambda *_: DRAFT)


@contextmanager
def sheet_of(
    browser: Browser, desk: Path, spoken: ModelServer, **device: object
) -> Iterator[tuple[Page, Locator]]:
    """The share sheet of the first article, with the model set."""
    model = spoken.model()
    environ = {
        "TAKE_FIVE_MODEL_ADDRESS": model.address,
        "TAKE_FIVE_MODEL": model.name,
        "TAKE_FIVE_MODEL_KEY": model.key,
    }
    with serve(desk, **environ) as app, visiting(browser, app, **device) as page:
        tap(card(page, SAID[0].title), "Share")
        yield page, page.get_by_role("dialog")


def kind(sheet: Locator, name: str) -> None:
    sheet.get_by_role("radio", name=name, exact=True).click()


def words(sheet: Locator) -> Locator:
    return sheet.get_by_role("textbox", name="Your words")


def test_a_draft_is_asked_for_when_it_is_chosen_and_can_be_changed(
    browser: Browser, desk: Path, spoken: ModelServer
) -> None:
    with sheet_of(browser, desk, spoken, **PHONE) as (page, sheet):
        expect(words(sheet)).to_have_value(re.compile("."))
        assert spoken.asked == []
        kind(sheet, "Draft")
        expect(words(sheet)).to_have_value(DRAFT)
        expect(sheet.get_by_text("Drafted by tiny-1 from the article.")).to_be_visible()
        for network in ("X", "Mastodon"):
            sheet.get_by_role("radio", name=network, exact=True).click()
            expect(sheet.locator(".go")).to_have_text(f"Open {network}")
            expect(words(sheet)).to_have_value(DRAFT)
        assert len(spoken.asked) == 1
        words(sheet).fill("In my own words.")
        expect(sheet.locator(".count")).to_contain_text("left on Mastodon")
        assert grave(page, "draft") == []
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert not overflows(page)
            for radio in sheet.get_by_role("radio", name=re.compile("Quote|Draft|One")).all():
                assert radio.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_a_draft_that_leaves_unchanged_is_on_record_as_the_models(
    browser: Browser, desk: Path, spoken: ModelServer
) -> None:
    with sheet_of(browser, desk, spoken, **DESKTOP) as (_, sheet):
        kind(sheet, "Draft")
        expect(words(sheet)).to_have_value(DRAFT)
        tap(sheet, "Copy")
        expect(sheet.get_by_role("button", name="Copied")).to_be_visible()
        words(sheet).fill(f"{DRAFT} Do you?")
        expect(sheet.get_by_role("button", name="Copy", exact=True)).to_be_enabled()
        tap(sheet, "Copy")
        expect(sheet.get_by_role("button", name="Copied")).to_be_visible()
    engine = open_store(f"sqlite:///{desk}")
    with reading(engine) as conn:
        left = [(one.text, one.origin) for one in decisions.standing(conn, 1)]
    engine.dispose()
    assert left == [(DRAFT, spoken.model().name), (f"{DRAFT} Do you?", "")]


def test_a_refused_draft_is_said_to_be_and_the_prepared_text_stays(
    browser: Browser, desk: Path, spoken: ModelServer
) -> None:
    spoken.says = lambda *_: WRONG
    with sheet_of(browser, desk, spoken, **DESKTOP) as (_, sheet):
        expect(words(sheet)).to_have_value(re.compile("."))
        prepared = words(sheet).input_value()
        kind(sheet, "Draft")
        expect(sheet.get_by_text("a figure that the article does not have: $9bn")).to_be_visible()
        expect(words(sheet)).to_have_value(prepared)
        expect(sheet.get_by_text("Drafted by")).to_have_count(0)
        spoken.says = lambda *_: DRAFT
        tap(sheet, "Ask again")
        expect(words(sheet)).to_have_value(DRAFT)


def test_nobody_has_to_wait_for_a_slow_model(
    browser: Browser, desk: Path, spoken: ModelServer
) -> None:
    spoken.slow = 4
    with sheet_of(browser, desk, spoken, **DESKTOP) as (_, sheet):
        expect(words(sheet)).to_have_value(re.compile("."))
        kind(sheet, "Draft")
        expect(sheet.get_by_text("tiny-1 is drafting")).to_be_visible()
        kind(sheet, "One line")
        expect(sheet.get_by_text("tiny-1 is drafting")).to_have_count(0, timeout=2500)
        kind(sheet, "Draft")
        expect(words(sheet)).to_have_value(DRAFT)
        assert len(spoken.asked) == 1


def test_without_a_model_there_is_no_draft(browser: Browser, desk: Path) -> None:
    with serve(desk) as app, visiting(browser, app, **DESKTOP) as page:
        tap(card(page, SAID[0].title), "Share")
        sheet = page.get_by_role("dialog")
        expect(sheet.get_by_role("radio", name="A question")).to_be_visible()
        expect(sheet.get_by_role("radio", name="Draft")).to_have_count(0)
