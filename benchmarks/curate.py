"""How Curate does with 500 candidates beside the same page with ten.

    python -m benchmarks.curate [--times 5] [--decisions 20]

Both apps run side by side, each over a database of its own, and are measured in turn by one
browser, round by round, after one that does not count.

First row: a fresh browser context each time, warm servers, from the visit until the first row of
the list shows. Once as staff open the page in the morning: the executive has just done something,
so that all is learned and ranked anew; and once within the minute after, when the ranking of a
moment ago is shown. Both are judged.

Decision: from the key p on a row until the row shows what the server has written down, and the
same for u, which takes it back. The row itself answers at once; that is printed, not judged. The
ranking follows when nobody has decided for a moment, and has ended before the next is measured.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from playwright.sync_api import Browser, Page
from sqlalchemy import Engine

from benchmarks.first_paint import gate, in_turn, spread
from briefing import decide
from briefing.people import LOCAL
from briefing.store import open_store
from tests.browser import chromium, serve, settled
from tests.ui.candidates import fill

FEW, MANY = 10, 500
#: The most that the many may take of the few's time.
MOST = 2.0
ROW = ".row"
#: The decisions are made on this row, which both lists have in sight.
ON = 4

#: Presses a key on a row; resolves with the milliseconds until it shows what the key makes of it,
#: and until that has been written down.
PRESS = """async (row, [key, becomes]) => {
  const reached = (done) => new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      if (done()) { watch.disconnect(); resolve(performance.now() - start); }
    });
    watch.observe(row, {subtree: true, childList: true, characterData: true, attributes: true});
  });
  const shown = () => row.row.held === becomes;
  row.focus();
  const start = performance.now();
  const answered = reached(shown), written = reached(() => shown() && !row.matches(".waiting"));
  row.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, composed: true}));
  return [await answered, await written];
}"""
#: Whether what was decided is in the ranking that is shown.
RANKED = "row => !row.matches('.waiting') && row.getRootNode().board.place.marks.settled"


@dataclass(frozen=True)
class Desk:
    """A running app with so many candidates."""

    address: str
    engine: Engine

    @property
    def page(self) -> str:
        return f"{self.address}/Curate"


def main() -> int:
    """Measure, print, and fail when a figure is missed."""
    parser = argparse.ArgumentParser(prog="curate")
    parser.add_argument("--times", type=int, default=5, help="first rows of each (%(default)s)")
    parser.add_argument("--decisions", type=int, default=20, help="of each (%(default)s)")
    asked = parser.parse_args()
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        few, many = (stack.enter_context(desk(number)) for number in (FEW, MANY))
        anew = in_turn(asked.times, *(first(browser, one, changed) for one in (few, many)))
        again = in_turn(asked.times, *(first(browser, one, left) for one in (few, many)))
        pages = [opened(browser, one) for one in (few, many)]
        pressed = in_turn(asked.decisions, *(decided(page) for page in pages))
    met = [
        judged("first row, anew", *anew),
        judged("first row, within the minute", *again),
        *(
            judged(f"decision {key}, written", *([one[n][1] for one in side] for side in pressed))
            for n, key in enumerate("pu")
        ),
    ]
    answered = ([one[0][0] for one in side] for side in pressed)
    print("        decision p, answered by the page: " + ", ".join(map(spread, answered)))
    return 0 if all(met) else 1


@contextmanager
def desk(number: int) -> Iterator[Desk]:
    """An app over a database of its own with so many candidates."""
    with TemporaryDirectory() as place:
        database = Path(place) / "desk.db"
        engine = open_store(f"sqlite:///{database}")
        fill(engine, number)
        with serve(database) as address:
            yield Desk(address, engine)
        engine.dispose()


def changed(one: Desk) -> None:
    """The executive does something, so that nothing that was learned before holds."""
    decide.keep_for_later(one.engine, 1, 1, now=datetime.now(UTC), by=LOCAL)


def left(one: Desk) -> None:
    """Nothing happens in between."""


def first(browser: Browser, one: Desk, before: Callable[[Desk], None]) -> Callable[[], float]:
    """Measures the seconds of a first visit until the first row shows."""

    def measure() -> float:
        before(one)
        with browser.new_context() as context:
            page = context.new_page()
            start = perf_counter()
            page.goto(one.page, wait_until="commit")
            page.wait_for_selector(ROW)
            seconds = perf_counter() - start
            settled(page)
            return seconds

    return measure


def opened(browser: Browser, one: Desk) -> Page:
    """A page that is ready to be worked on."""
    page = browser.new_page()
    page.goto(one.page)
    settled(page)
    page.wait_for_selector(ROW)
    return page


def decided(page: Page) -> Callable[[], list[list[float]]]:
    """Measures the seconds of a pin, and of taking it back."""

    def measure() -> list[list[float]]:
        return [pressed(page, "p", "pinned"), pressed(page, "u", "")]

    return measure


def pressed(page: Page, key: str, becomes: str) -> list[float]:
    """Seconds until the row answers, and until the server has."""
    row = page.locator(ROW).nth(ON).element_handle()
    assert row is not None
    found = [float(one) / 1000 for one in row.evaluate(PRESS, [key, becomes])]
    while not row.evaluate(RANKED):
        page.wait_for_timeout(50)
    settled(page)
    return found


def judged(what: str, few: list[float], many: list[float]) -> bool:
    """Print both figures and their ratio; whether it is small enough."""
    print(f"        {what}: {spread(few)} with {FEW}, {spread(many)} with {MANY}")
    return gate(what, median(many) / median(few), MOST)


if __name__ == "__main__":
    sys.exit(main())
