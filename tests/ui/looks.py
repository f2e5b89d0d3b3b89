"""What can be seen of a page that would keep somebody out."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser import settled

#: Light last, as pages are looked at otherwise.
SCHEMES: tuple[Literal["dark", "light"], ...] = ("dark", "light")


def grave(page: Page, where: str) -> list[str]:
    """What axe calls serious or critical in what is shown now, in dark and in light."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        settled(page)
        page.wait_for_timeout(400)  # a colour that is still fading in has too little contrast
        found += [
            f"{where}, {scheme}: {one['id']}: {node['html'][:160]}"
            for one in Axe().run(page).response["violations"]
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]
    return found


def overflows(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
