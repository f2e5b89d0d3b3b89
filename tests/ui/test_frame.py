"""The frame around every page: its links, by file and in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from briefing.ui.frame import Link, links
from tests.browser import serve, settled

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


def test_a_new_page_appears_by_itself_in_the_order_of_its_number(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "10_Last_of_all.py").write_text('ICON = ":material/flag:"\nRIGHT = "voice"\n')
    (pages / "2_Replies.py").write_text("")
    (pages / "notes.txt").write_text("")
    assert list(links(tmp_path))[1:] == [
        Link("pages/2_Replies.py", "Replies", ":material/article:", "people"),
        Link("pages/10_Last_of_all.py", "Last of all", ":material/flag:", "voice"),
    ]


def labels(page: Page, bar: str) -> list[str]:
    texts = page.locator(f".st-key-{bar} a p").all_inner_texts()
    return [text for text in texts if text != "Take Five"]


@pytest.mark.browser
@pytest.mark.parametrize("way", [*links()], ids=lambda way: way.label)
def test_each_page_can_be_the_very_first_that_is_opened(
    browser: Browser, tmp_path: Path, way: Link
) -> None:
    address = "" if way.file == "app.py" else way.label.replace(" ", "_")
    with serve(tmp_path / "desk.db") as app, browser.new_context(viewport=DESKTOP) as context:
        page = context.new_page()
        page.goto(f"{app}/{address}")
        settled(page)
        assert labels(page, "nav") == [way.label for way in links()]
        expect(page.locator("[data-testid=stException]")).to_have_count(0)


@pytest.mark.browser
def test_the_links_are_at_the_top_of_a_desktop_and_at_the_bottom_of_a_phone(
    browser: Browser, tmp_path: Path
) -> None:
    with serve(tmp_path / "desk.db") as app, browser.new_context(viewport=DESKTOP) as context:
        page = context.new_page()
        page.goto(app)
        settled(page)
        assert all(top(link) < 100 for link in page.locator(".st-key-tabbar a").all())
        page.set_viewport_size(PHONE)
        assert top(page.locator(".st-key-brand a")) < 100
        for link in page.locator(".st-key-tabbar a").all():
            assert link.bounding_box()["height"] >= 44  # type: ignore[index]
            assert top(link) > PHONE["height"] - 100
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def top(link: Locator) -> float:
    """How far below the upper edge of the window it is."""
    return link.bounding_box()["y"]  # type: ignore[index]
