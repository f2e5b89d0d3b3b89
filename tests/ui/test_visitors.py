"""The tests' own visitors: each one is new to the app."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import serve, settled, visitor

pytestmark = pytest.mark.browser

STORE = (
    "localStorage.left = 'behind'; sessionStorage.left = 'behind'; document.cookie = 'left=behind'"
)
FOUND = "[localStorage.left, sessionStorage.left, document.cookie.includes('left')]"


def test_nothing_of_a_visitor_is_left_for_the_next(browser: Browser, tmp_path: Path) -> None:
    with serve(tmp_path / "desk.db") as app:
        with visitor(browser, app) as first:
            page = first.new_page()
            page.add_init_script("window.prepared = true")
            page.goto(app)
            page.evaluate(STORE)
            assert page.evaluate(FOUND) == ["behind", "behind", True]
            first.route("**/*", lambda route: route.abort())
            first.grant_permissions(["clipboard-read"])
        with visitor(browser, app) as second:
            assert second is first
            page = second.new_page()
            page.goto(app)
            settled(page)
            assert page.evaluate(FOUND) == [None, None, False]
            assert page.evaluate("window.prepared") is None
            asked = "navigator.permissions.query({name: 'clipboard-read'}).then(one => one.state)"
            assert page.evaluate(asked) != "granted"


def test_two_visitors_at_once_are_two(browser: Browser, tmp_path: Path) -> None:
    with (
        serve(tmp_path / "desk.db") as app,
        visitor(browser, app) as one,
        visitor(browser, app) as other,
    ):
        assert one is not other
