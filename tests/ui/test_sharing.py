"""The share sheet with guidelines and approval, in a real browser: what leaves, and what not."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import Engine

from briefing import rules, speak, texts
from briefing.model import Decision, Person, Voice
from briefing.people import LOCAL
from briefing.prepared import Prepared, queue
from briefing.rulebook import Forbidden, Hashtag, QuietPeriod, RedTopic, Rulebook
from briefing.store import decisions, open_store, reading, writing
from briefing.store.texts import ShareText
from tests.browser import serve, settled, until
from tests.colleagues import colleague
from tests.ui.lines import Line
from tests.ui.looks import grave, overflows
from tests.ui.mornings import Said, edition
from tests.ui.test_morning import DESKTOP, PHONE, card, tap, visiting

pytestmark = pytest.mark.browser

SAID = [Said("A cabinet holds for ninety days"), Said("Regulators want alarms published")]
#: Article number of the first of these; the second's follows.
FIRST = 1
WORDS = "Ninety days. That is what we have been waiting for."
BOOK = Rulebook(
    forbidden=(Forbidden("guaranteed returns", "Nobody can promise them.", "expected returns"),),
    red_topics=(RedTopic("Mergers", ("merger",)),),
)
DISCLOSURE = "I lead Halden Grid."
COMPOSER = re.compile("^https://x.com/intent/")


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture
def desk(file: Path) -> Iterator[Engine]:
    """Dana's edition, and guidelines."""
    engine = open_store(f"sqlite:///{file}")
    assert edition(engine, SAID)[0] == FIRST
    lay_down(engine, BOOK)
    yield engine
    engine.dispose()


@pytest.fixture
def kit(desk: Engine) -> Person:
    return colleague(desk, "Kit", "approver", now=now())


def lay_down(desk: Engine, book: Rulebook) -> None:
    rules.say(desk, book, read=rules.newest(desk).id, now=now(), by=LOCAL)


def strict(desk: Engine) -> None:
    """Only approved texts leave in Dana's name from now on."""
    speak.set_mode(desk, 1, "approved_only", now=now(), by=LOCAL)


def owned(desk: Engine) -> None:
    """The first article is the company's own, and says so."""
    voice = Voice(own_domains=frozenset({"outlet0.test"}))
    speak.say(desk, 1, voice, read=0, now=now(), by=LOCAL)
    lay_down(desk, replace(BOOK, disclosure=DISCLOSURE, hashtags=(Hashtag("grid", own=True),)))


def approved(desk: Engine, by: Person, words: str = WORDS, network: str = "x") -> ShareText:
    """A text about the first article that somebody wrote and answers for."""
    said = {"now": now(), "by": by}
    made = texts.write(desk, 1, FIRST, network=network, text=words, **said).prepared.text
    texts.submit(desk, made.id, **said)
    texts.approve(desk, made.id, digest=made.digest, **said)
    return made


def left(desk: Engine) -> list[Decision]:
    """What is on record as having left, or said to be."""
    with reading(desk) as conn:
        return decisions.standing(conn, 1)


def kinds(desk: Engine) -> list[str]:
    """Everything on record, what was taken back included."""
    with reading(desk) as conn:
        return list(conn.exec_driver_sql("SELECT kind FROM decisions ORDER BY id").scalars())


@contextmanager
def sheet_of(
    browser: Browser, file: Path, network: str = "X", **device: object
) -> Iterator[tuple[Page, Locator]]:
    """The share sheet of the first article, and its page."""
    with serve(file) as app, visiting(browser, app, **(device or DESKTOP)) as page:
        yield page, opened(page, network)


def opened(page: Page, network: str = "X") -> Locator:
    tap(card(page, SAID[0].title), "Share")
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name=network, exact=True).click()
    expect(sheet.locator(".go")).to_have_text(f"Open {network}")
    return sheet


def words(sheet: Locator) -> Locator:
    return sheet.get_by_role("textbox", name="Your words")


def way(sheet: Locator, name: str = "Open X") -> Locator:
    return sheet.get_by_role("button", name=name, exact=True)


def told(sheet: Locator) -> Locator:
    return sheet.locator(".told")


def asked_for(page: Page) -> list[str]:
    """The addresses of composers that the browser asks for from now on."""
    seen: list[str] = []
    page.context.on(
        "request", lambda request: seen.append(request.url) if "intent" in request.url else None
    )
    return seen


def test_an_approved_text_stands_first_and_leaves_as_it_is(
    browser: Browser, file: Path, desk: Engine, kit: Person
) -> None:
    text = approved(desk, kit)
    with sheet_of(browser, file) as (page, sheet):
        first = sheet.get_by_role("radiogroup", name="How").get_by_role("radio").first
        expect(first).to_have_text("Approved by Kit")
        first.click()
        expect(words(sheet)).to_have_value(WORDS)
        expect(sheet.get_by_text(re.compile("^Approved by Kit. The approval ends"))).to_be_visible()
        with page.expect_popup() as opening:
            way(sheet).press("Enter")
        opening.value.wait_for_url(COMPOSER)
        assert parse_qs(urlsplit(opening.value.url).query)["text"] == [
            f"{WORDS}\n\nhttps://outlet0.test/0"
        ]
        assert opening.value.evaluate("window.opener") is None
        expect(sheet.get_by_text("Posted on X?")).to_be_visible()
        tap(sheet, "Yes")
        expect(sheet).to_have_count(0)
    assert [(one.kind, one.text, one.share_text_id) for one in left(desk)] == [
        ("composed", WORDS, text.id),
        ("shared", WORDS, text.id),
    ]


def an_edit(desk: Engine, kit: Person, text: ShareText) -> None:
    texts.change(desk, text.id, text="Others.", now=now(), by=kit)


def the_end_of_its_time(desk: Engine, kit: Person, text: ShareText) -> None:
    with writing(desk) as conn:
        for column in ("text_events.until", "share_texts.expires_at"):
            table, name = column.split(".")
            conn.exec_driver_sql(f"UPDATE {table} SET {name} = '2026-01-02 03:04:05.000000'")


def a_quiet_period(desk: Engine, kit: Person, text: ShareText) -> None:
    quiet = QuietPeriod(now() - timedelta(hours=1), now() + timedelta(days=9), "The results.")
    topics = (RedTopic("Storage", ("cabinet",)),)
    lay_down(desk, replace(BOOK, quiet_periods=(quiet,), red_topics=topics))


MEANWHILE = {
    an_edit: re.compile("Edited by Kit at .* it needs a new approval"),
    the_end_of_its_time: re.compile("Its approval ended on 2 January"),
    a_quiet_period: re.compile("quiet period"),
}


@pytest.mark.parametrize("what", MEANWHILE)
def test_what_happens_in_between_is_seen_at_the_tap_and_nothing_leaves(
    browser: Browser,
    file: Path,
    desk: Engine,
    kit: Person,
    what: Callable[[Engine, Person, ShareText], None],
) -> None:
    text = approved(desk, kit)
    strict(desk)
    with sheet_of(browser, file) as (page, sheet):
        seen = asked_for(page)
        page.evaluate("navigator.clipboard.writeText('mine')")
        expect(way(sheet)).to_be_enabled()
        what(desk, kit, text)
        with page.expect_popup() as opening:
            way(sheet).click()
        expect(told(sheet)).to_have_text(MEANWHILE[what])
        assert opening.value.is_closed() or opening.value.wait_for_event("close") is not None
        expect(words(sheet)).to_have_value(WORDS)
        expect(sheet.get_by_text("Posted on X?")).to_have_count(0)
        assert page.evaluate("navigator.clipboard.readText()") == "mine"
        assert seen == []
    assert left(desk) == []


def test_a_refused_copy_leaves_the_clipboard_as_it_was(
    browser: Browser, file: Path, desk: Engine, kit: Person
) -> None:
    text = approved(desk, kit)
    strict(desk)
    with sheet_of(browser, file) as (page, sheet):
        page.evaluate("navigator.clipboard.writeText('mine')")
        expect(way(sheet, "Copy")).to_be_enabled()
        an_edit(desk, kit, text)
        tap(sheet, "Copy")
        expect(told(sheet)).to_contain_text("Edited by Kit")
        assert page.evaluate("navigator.clipboard.readText()") == "mine"
    assert left(desk) == []


def test_a_forbidden_word_is_said_while_typing_and_put_right_with_one_tap(
    browser: Browser, file: Path, desk: Engine
) -> None:
    with sheet_of(browser, file) as (_, sheet):
        words(sheet).fill("")
        words(sheet).press_sequentially("  Guaranteed")
        words(sheet).press_sequentially(" returns for all, and guaranteed returns again!!!")
        note = sheet.locator(".note.mistake")
        expect(note).to_have_count(1)
        expect(note).to_contain_text("“guaranteed returns” may not be used")
        expect(words(sheet)).to_be_focused()
        expect(way(sheet)).to_be_disabled()
        expect(way(sheet, "Copy")).to_be_disabled()
        advice = sheet.locator(".note.advise")
        expect(advice.first).to_be_visible()
        note.get_by_role("button", name="Use “expected returns” instead").click()
        expect(words(sheet)).to_have_value(
            "  expected returns for all, and expected returns again!!!"
        )
        expect(note).to_have_count(0)
        expect(advice.first).to_be_visible()
        expect(way(sheet)).to_be_enabled()
    assert left(desk) == []


def test_own_content_gets_what_it_must_have_counted_and_shown(
    browser: Browser, file: Path, desk: Engine
) -> None:
    owned(desk)
    with sheet_of(browser, file) as (page, sheet):
        words(sheet).fill("A good day.")
        expect(sheet.get_by_text(f"Added: {DISCLOSURE} #grid")).to_be_visible()
        whole = f"A good day.\n\n{DISCLOSURE}\n\n#grid"
        # Outside of the top-level domains X takes an address for words.
        expect(sheet.locator(".count")).to_have_text(
            f"{280 - len(whole) - 2 - len('https://outlet0.test/0')} characters left on X."
        )
        tap(sheet, "Copy")
        expect(way(sheet, "Copied")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"{whole}\n\nhttps://outlet0.test/0"
    assert [(one.kind, one.text) for one in left(desk)] == [("composed", whole)]


def test_where_only_approved_texts_leave_a_person_suggests_and_shares_once_it_is_approved(
    browser: Browser, file: Path, desk: Engine, kit: Person
) -> None:
    strict(desk)
    with sheet_of(browser, file) as (page, sheet):
        expect(sheet.get_by_text("Nothing is approved for X yet. Ask your team")).to_be_visible()
        expect(sheet.get_by_role("radio", name="A question")).to_have_count(0)
        for name in ("Open X", "Copy"):
            expect(way(sheet, name)).to_have_count(0)
        words(sheet).fill(WORDS)
        way(sheet, "Suggest this text to your team").click()
        expect(told(sheet)).to_contain_text("Your team has it now")
        expect(sheet.get_by_text(re.compile("^Local desk asked for approval at"))).to_be_visible()
        expect(way(sheet)).to_be_disabled()
        expect(sheet.get_by_text("A text for it waits for your team’s approval.")).to_be_visible()
        [text] = [one.text for one in waiting(desk)]
        assert (text.text, text.origin) == (WORDS, "")
        texts.approve(desk, text.id, digest=text.digest, now=now(), by=kit)
        page.keyboard.press("Escape")
        expect(sheet).to_have_count(0)
        sheet = opened(page)
        expect(words(sheet)).to_have_value(WORDS)
        with page.expect_popup() as opening:
            way(sheet).click()
        opening.value.wait_for_url(COMPOSER)
        expect(sheet.get_by_text("Posted on X?")).to_be_visible()
    assert [one.share_text_id for one in left(desk)] == [text.id]


def waiting(desk: Engine) -> list[Prepared]:
    with reading(desk) as conn:
        return queue(conn, now())


def test_a_red_topic_is_said_to_need_approval_and_asked_for_where_it_was_typed(
    browser: Browser, file: Path, desk: Engine
) -> None:
    with sheet_of(browser, file, **PHONE) as (page, sheet):
        words(sheet).fill("This merger is good news.")
        expect(sheet.locator(".note.approve")).to_contain_text("Mergers")
        expect(way(sheet)).to_have_count(0)
        assert grave(page, "a red topic") == []
        assert not overflows(page)
        tap(sheet, "Ask for approval")
        expect(sheet.locator(".why")).to_contain_text("asked for approval at")
        words(sheet).fill("This is good news.")
        expect(way(sheet)).to_be_enabled()
    assert [one.text.text for one in waiting(desk)] == ["This merger is good news."]


def test_a_digest_leaves_for_all_of_its_articles(
    browser: Browser, file: Path, desk: Engine
) -> None:
    with serve(file) as app, visiting(browser, app, **DESKTOP) as page:
        for said in SAID:
            tap(card(page, said.title), "Pick")
            expect(card(page, said.title).get_by_role("button", name="Picked")).to_be_visible()
        tap(page, "Share picks together")
        sheet = page.get_by_role("dialog")
        sheet.get_by_role("radio", name="X", exact=True).click()
        expect(way(sheet)).to_be_enabled()
        text = words(sheet).input_value()
        with page.expect_popup() as opening:
            way(sheet).click()
        opening.value.wait_for_url(COMPOSER)
        assert parse_qs(urlsplit(opening.value.url).query)["text"] == [text]
        expect(sheet.get_by_text("Posted on X?")).to_be_visible()
    composed = [one for one in left(desk) if one.kind == "composed"]
    assert {(one.article_id, one.text) for one in composed} == {(1, text), (2, text)}


def test_two_taps_are_one_and_the_words_to_paste_are_on_the_clipboard(
    browser: Browser, file: Path, desk: Engine
) -> None:
    with sheet_of(browser, file, "LinkedIn") as (page, sheet):
        words(sheet).fill("To be pasted.")
        expect(way(sheet, "Open LinkedIn")).to_be_enabled()
        before = len(page.context.pages)
        with page.expect_popup() as opening:
            way(sheet, "Open LinkedIn").dblclick()
        opening.value.wait_for_url(re.compile("^https://www.linkedin.com/"))
        expect(sheet.get_by_text("Posted on LinkedIn?")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == "To be pasted."
        assert len(page.context.pages) == before + 1
    assert [(one.kind, one.network) for one in left(desk)] == [("composed", "linkedin")]


def test_a_browser_that_keeps_new_tabs_shut_gets_a_link(
    browser: Browser, file: Path, desk: Engine
) -> None:
    with sheet_of(browser, file) as (page, sheet):
        page.evaluate("void (window.open = () => null)")
        way(sheet).click()
        link = told(sheet).get_by_role("link", name="Open X")
        expect(link).to_have_attribute("href", COMPOSER)
        expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_a_mail_opens_without_a_tab(browser: Browser, file: Path, desk: Engine) -> None:
    with sheet_of(browser, file, "Email") as (page, sheet):
        mails: list[str] = []
        before = len(page.context.pages)
        page.on("request", lambda request: mails.append(request.url))
        way(sheet, "Open Email").click()
        expect(sheet.get_by_text("Posted by email?")).to_be_visible()
        assert len(page.context.pages) == before
        until(page, lambda: any(one.startswith("mailto:?subject=A%20cabinet") for one in mails))


def test_without_an_answer_the_tab_is_closed_and_an_answer_that_comes_too_late_leaves_no_trace(
    browser: Browser, file: Path, desk: Engine
) -> None:
    with serve(file) as app, visiting(browser, app, **DESKTOP) as page:
        line = Line(page)
        page.reload()
        settled(page)
        sheet, seen = opened(page), asked_for(page)
        line.there = "late"
        with page.expect_popup() as opening:
            way(sheet).click()
        expect(way(sheet)).to_be_disabled()
        expect(told(sheet)).to_contain_text("No answer came", timeout=7000)
        assert opening.value.is_closed()
        line.mend()
        until(page, lambda: kinds(desk) == ["composed", "undone"])
        expect(sheet.get_by_text("Posted on X?")).to_have_count(0)
        assert seen == []


def test_what_the_device_did_not_take_is_not_on_record(
    browser: Browser, file: Path, desk: Engine
) -> None:
    closed = "navigator.share = async () => { throw new DOMException('', 'AbortError') }"
    with serve(file) as app, visiting(browser, app, **PHONE) as page:
        page.evaluate(f"void ({closed})")
        sheet = opened(page)
        tap(sheet, "Another app")
        until(page, lambda: kinds(desk) == ["composed", "undone"])
        expect(sheet.get_by_text("Posted?")).to_have_count(0)
        page.evaluate("void (navigator.share = async (said) => { window.shared = said.text })")
        words(sheet).fill("To my own people.")
        expect(way(sheet, "Another app")).to_be_enabled()
        tap(sheet, "Another app")
        expect(sheet.get_by_text("Posted?")).to_be_visible()
        sent = "To my own people.\n\nhttps://outlet0.test/0"
        until(page, lambda: page.evaluate("window.shared") == sent)
    assert [(one.kind, one.network) for one in left(desk)] == [("composed", "copy")]


def test_without_the_newer_clipboard_a_copy_is_made_the_old_way(
    browser: Browser, file: Path, desk: Engine
) -> None:
    with sheet_of(browser, file) as (page, sheet):
        page.evaluate("window.board = navigator.clipboard; void 0")
        page.evaluate("void Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        words(sheet).fill("As ever.")
        expect(way(sheet, "Copy")).to_be_enabled()
        tap(sheet, "Copy")
        expect(way(sheet, "Copied")).to_be_visible()
        assert page.evaluate("board.readText()") == "As ever.\n\nhttps://outlet0.test/0"


def test_without_guidelines_that_can_be_understood_nothing_leaves(
    browser: Browser, file: Path, desk: Engine
) -> None:
    with writing(desk) as conn:
        conn.exec_driver_sql("UPDATE rulebooks SET body = '{\"forbiden\": []}'")
    with serve(file) as app, visiting(browser, app, **DESKTOP) as page:
        tap(card(page, SAID[0].title), "Share")
        sheet = page.get_by_role("dialog")
        expect(sheet.get_by_role("alert")).to_contain_text("forbiden")
        expect(sheet.get_by_role("button", name="Copy")).to_have_count(0)
