"""How soon the first card stands, and how fast a tap is answered, beside an empty Streamlit app.

    python -m benchmarks.first_paint [--address http://127.0.0.1:8501] [--times 5]

First load: a fresh browser context each time, warm servers, both in turn. On one side the app
of `st.write("x")` under a bare `streamlit run` until its text shows, on the other our app until
its first card shows. Bytes are what crossed the wire for the whole page, headers included.

Tap: from a click on Pass until the card has changed, measured inside the page, beside the
click on a button of a fragment that holds nothing but a number; that one runs once served like
our app (which is what counts) and once under a bare `streamlit run`. The card changes twice:
the page itself answers (`briefing.ui.taps`), then the server's drawing takes the card's place,
once the decision is in the database. Both are printed; the second is the one that is judged.

Without an address the app is started over a database of its own with the sample in it.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

from playwright.sync_api import Browser, Page

from tests.browser import ROOT, chromium, free_port, running, serve, settled

T = TypeVar("T")

EMPTY = 'import streamlit as st\n\nst.write("x")\n'
FRAGMENT = """import streamlit as st


@st.fragment
def number():
    st.session_state.taps = st.session_state.get("taps", 0) + st.button("Tap")
    st.write(f"Taps: {st.session_state.taps}")


number()
"""
SERVED = 'import streamlit as st\n\napp = st.App("app.py")\n'

TEXT = "[data-testid=stMarkdown]"
CARD = ".card:not(.settled)"
PROGRESS = "#progress [role=progressbar]"
#: When a tap on the Pass of a card is answered: the card is passed; the page counts it.
PASSED = "!document.querySelector('{shown}{card}')"
COUNTED = "document.querySelector('" + PROGRESS + "').ariaValueNow == {done} + 1"
#: The most our app may take of the empty one's: time, bytes; and a tap of an empty fragment's.
MOST_TIME, MOST_BYTES, MOST_TAP = 1.2, 1.0, 1.5

#: Clicks the button and resolves with the milliseconds until the page has changed as asked.
TAP = """async ([button, changed]) => {
  const find = (scope, name) => [...document.querySelectorAll(scope + " button")]
    .find(one => one.textContent.trim().startsWith(name) && one.checkVisibility());
  const done = new Function("return " + changed);
  const target = find(...button);
  const start = performance.now();
  const answered = new Promise(resolve => {
    const watch = new MutationObserver(() => {
      if (done()) { watch.disconnect(); resolve(performance.now() - start); }
    });
    watch.observe(document.body,
      {subtree: true, childList: true, characterData: true, attributes: true});
  });
  target.click();
  return await answered;
}"""


@dataclass(frozen=True)
class Load:
    """One first visit."""

    seconds: float
    bytes: int


def main() -> int:
    """Measure, print, and fail when a figure is missed."""
    parser = argparse.ArgumentParser(prog="first_paint")
    parser.add_argument("--address", help="of our app, when it already runs")
    parser.add_argument("--card", default=CARD, help="CSS selector of the first thing to see")
    parser.add_argument("--times", type=int, default=5, help="first loads of each (%(default)s)")
    parser.add_argument("--taps", type=int, default=20, help="taps of each (%(default)s)")
    asked = parser.parse_args()
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        ours = asked.address or stack.enter_context(sample_app())
        loads = measured_loads(stack, browser, ours, asked.card, asked.times)
        taps = measured_taps(stack, browser, ours, asked.card, asked.taps)
    return report(loads, taps)


def measured_loads(
    stack: ExitStack, browser: Browser, ours: str, card: str, times: int
) -> list[list[Load]]:
    """First loads of the empty app and of ours."""
    empty = stack.enter_context(bare(EMPTY))
    return in_turn(times, lambda: load(browser, empty, TEXT), lambda: load(browser, ours, card))


def measured_taps(
    stack: ExitStack, browser: Browser, ours: str, card: str, times: int
) -> list[list[float]]:
    """Seconds of a tap: in the empty fragment served like ours, then bare; on Pass until the
    card is passed, and until the day's count has changed."""
    addresses = (stack.enter_context(like_ours(FRAGMENT)), stack.enter_context(bare(FRAGMENT)))
    alike, plain, page = (opened(browser, address) for address in (*addresses, ours))
    return in_turn(
        times,
        lambda: tap_number(alike),
        lambda: tap_number(plain),
        lambda: tap_pass(page, card, PASSED),
        lambda: tap_pass(page, card, COUNTED),
    )


def in_turn(times: int, *measures: Callable[[], T]) -> list[list[T]]:
    """What each measure gave, round by round, after one round that does not count."""
    rounds = [[measure() for measure in measures] for _ in range(times + 1)]
    return [list(column) for column in zip(*rounds[1:], strict=True)]


def load(browser: Browser, address: str, seen: str) -> Load:
    """Visit for the first time: seconds until `seen` shows, bytes until nothing more comes."""
    with browser.new_context() as context:
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        sizes: list[int] = []
        wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        start = perf_counter()
        page.goto(address, wait_until="commit")
        page.wait_for_selector(seen)
        seconds = perf_counter() - start
        settled(page)
        page.wait_for_load_state("networkidle")
        return Load(seconds, int(sum(sizes)))


def opened(browser: Browser, address: str) -> Page:
    """A page that is ready to be tapped."""
    page = browser.new_page()
    page.goto(address)
    settled(page)
    return page


def tap_number(page: Page) -> float:
    """Seconds of one tap in the fragment that holds a number."""
    now = int(page.locator(TEXT).inner_text().removeprefix("Taps: "))
    return tap(page, "", "Tap", f'document.body.innerText.includes("Taps: {now + 1}")')


def tap_pass(page: Page, card: str, changed: str) -> float:
    """Seconds until a tap on the first card's Pass has changed the page; then it is taken back."""
    first = page.locator(card).filter(has=page.get_by_role("button", name="Pass", exact=True)).first
    shown, done = f"#{first.get_attribute('id')}", count_of(page)
    seconds = tap(page, shown, "Pass", changed.format(shown=shown, card=card, done=done))
    page.wait_for_selector(f"{PROGRESS}[aria-valuenow='{done + 1}']")
    page.locator(shown).get_by_role("button", name="Undo", exact=True).click()
    page.wait_for_selector(f"{PROGRESS}[aria-valuenow='{done}']")
    settled(page)
    return seconds


def count_of(page: Page) -> int:
    """How many items the page says are done."""
    return int(page.locator(PROGRESS).get_attribute("aria-valuenow") or 0)


def tap(page: Page, scope: str, name: str, changed: str) -> float:
    """Seconds from a click on a button until a JavaScript expression holds."""
    settled(page)
    return float(page.evaluate(TAP, [[scope, name], changed])) / 1000


@contextmanager
def bare(script: str) -> Iterator[str]:
    """A script under `streamlit run`, with nothing set but what keeps it from opening windows."""
    with folder(script) as cwd:
        port = str(free_port())
        quiet = ("--server.headless=true", "--browser.gatherUsageStats=false")
        command = ("-m", "streamlit", "run", "app.py", f"--server.port={port}", *quiet)
        with running(command, port, cwd=cwd) as address:
            yield address


@contextmanager
def like_ours(script: str) -> Iterator[str]:
    """A script under the server and with the settings of our app, but without our middleware."""
    with folder(script) as cwd:
        copytree(ROOT / ".streamlit", cwd / ".streamlit")
        (cwd / "asgi.py").write_text(SERVED)
        with serve(cwd / "none.db", root=cwd) as address:
            yield address


@contextmanager
def sample_app() -> Iterator[str]:
    """Our app over a database of its own, with the sample in it."""
    with TemporaryDirectory() as place:
        database = Path(place) / "desk.db"
        environ = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
        command = (sys.executable, "-m", "briefing", "sample")
        subprocess.run(command, cwd=ROOT, env=environ, check=True)
        with serve(database) as address:
            yield address


@contextmanager
def folder(script: str) -> Iterator[Path]:
    """A folder with this script in it as app.py."""
    with TemporaryDirectory() as place:
        (Path(place) / "app.py").write_text(script)
        yield Path(place)


def report(loads: Sequence[Sequence[Load]], taps: Sequence[Sequence[float]]) -> int:
    """Print the figures and their ratios; 0 when all are met, else 1."""
    empty, ours = ([one.seconds for one in side] for side in loads)
    least, most = (median(one.bytes for one in side) for side in loads)
    alike, plain, passed, counted = taps
    print(f"first load  {spread(empty)} empty app, {spread(ours)} our first card")
    print(f"bytes       {least:,.0f} empty app, {most:,.0f} ours")
    print(f"tap         {spread(alike)} empty fragment, {spread(passed)} Pass")
    print(f"            {spread(counted)} Pass, until it is stored and counted:", end=" ")
    print(f"{median(counted) / median(alike):.2f} times")
    print(f"            {spread(plain)} empty fragment under a bare streamlit run")
    met = (
        gate("time of the first card", median(ours) / median(empty), MOST_TIME),
        gate("bytes of the first load", most / least, MOST_BYTES),
        gate("tap on Pass", median(passed) / median(alike), MOST_TAP),
    )
    return 0 if all(met) else 1


def spread(seconds: Sequence[float]) -> str:
    """Median, least and most, in milliseconds."""
    middle, least, most = (1000 * one for one in (median(seconds), min(seconds), max(seconds)))
    return f"{middle:.0f} ms ({least:.0f} to {most:.0f})"


def gate(what: str, ratio: float, most: float) -> bool:
    """Print one ratio; whether it is small enough."""
    met = ratio <= most
    print(f"{'met ' if met else 'MISSED'}  {what}: {ratio:.2f} times, at most {most:.2f}")
    return met


if __name__ == "__main__":
    sys.exit(main())
