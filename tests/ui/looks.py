"""What can be seen of a page that would keep somebody out."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser import settled


def grave(page: Page, where: str) -> list[str]:
    """What axe calls serious or critical in what is shown now."""
    settled(page)
    page.wait_for_timeout(400)  # a colour that is still fading in has too little contrast
    found = Axe().run(page).response["violations"]
    return [
        f"{where}: {one['id']}: {node['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def overflows(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
