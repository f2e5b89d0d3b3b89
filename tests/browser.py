"""The app as a process of its own, and a real browser to look at it, for tests and benchmarks.

    with serve(tmp_path / "desk.db") as address, visitor(browser, address) as context:
        page = context.new_page()
        page.goto(address)
        settled(page)

`tests/ui/conftest.py` gives the fixture to the tests of the pages. What takes longest is to load
Streamlit's scripts, so one process of the browser does it for one visitor after the other: it knows
them by their address, which is why servers that follow each other have the same port.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import served

ROOT = Path(__file__).parents[1]
#: Seconds until a process that does not answer counts as broken.
PATIENCE = 30

#: Nothing that the browser does for itself may disturb what is measured.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Pages of one visitor after the other are the work of one process.
ONE_PROCESS = "--renderer-process-limit=1"
SETTLED = (
    "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
)


def chromium_path() -> str | None:
    """The browser: what the variable CHROMIUM names, or one on the path; None without one."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """A headless browser, with more arguments of its own than the usual ones."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=[*QUIET, *more])
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; they are skipped where there is none."""
    if chromium_path() is None:
        pytest.skip("There is no Chromium on this machine; name one in the variable CHROMIUM.")
    with chromium(ONE_PROCESS) as started:
        yield started


@contextmanager
def visitor(browser: Browser, app: str, **device: Any) -> Iterator[BrowserContext]:
    """Somebody of whom nothing is stored, with this device: as `browser.new_context` takes it.

    The first of the context's pages stays open and keeps the process alive; it is the same
    context once its visitor has left and all that was stored is gone.
    """
    idle = _contexts(browser, repr(sorted(device.items())))
    context = idle.pop() if idle else browser.new_context(**device)
    if not context.pages:
        context.new_page().goto(f"{app}/app/static/favicon.png")
    try:
        yield context
    except BaseException:
        context.close()
        raise
    first, *others = context.pages
    for page in others:
        page.close()
    context.unroute_all()
    context.clear_permissions()
    context.clear_cookies()
    stored = {"origin": app, "storageTypes": "all"}
    context.new_cdp_session(first).send("Storage.clearDataForOrigin", stored)
    idle.append(context)


@cache
def _contexts(browser: Browser, device: str) -> list[BrowserContext]:
    """Those that nobody uses now."""
    return []


def settled(page: Page, *, within: float = PATIENCE) -> None:
    """Wait until the page is connected and its script has ended; `within` is in seconds."""
    page.wait_for_selector(SETTLED, timeout=within * 1000)


def until(page: Page, holds: Callable[[], bool], *, within: float = 10) -> None:
    """Wait for what the page does not show; `within` is in seconds."""
    end = time.monotonic() + within
    while not holds():
        assert time.monotonic() < end
        page.wait_for_timeout(50)


@contextmanager
def serve(database: Path | str, *, root: Path = ROOT, **environ: str) -> Iterator[str]:
    """Run the app over this database, a file or an address; gives the app's own address."""
    url = database if "://" in str(database) else f"sqlite:///{database}"
    port = str(_port())
    arguments = ("asgi:app", "--port", port, "--log-level", "warning")
    environ = {"DATABASE_URL": str(url), **environ}
    if root == ROOT and sys.platform == "linux":
        with forked(arguments, port, **environ) as address:
            yield address
    else:
        with running(("-m", "uvicorn", *arguments), port, cwd=root, **environ) as address:
            yield address


@contextmanager
def running(command: tuple[str, ...], port: str, *, cwd: Path, **environ: str) -> Iterator[str]:
    """A Python process that serves Streamlit on this port, until the block ends."""
    with NamedTemporaryFile() as log:
        process = subprocess.Popen(
            (sys.executable, *command),
            cwd=cwd,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **environ},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield _address(port, Path(log.name), lambda: process.poll() is None)
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def forked(arguments: Sequence[str], port: str, **environ: str) -> Iterator[str]:
    """The same for uvicorn in this folder, from a process that has loaded the libraries already."""
    with NamedTemporaryFile() as log:
        process = served.start(arguments, environ={**os.environ, **environ}, log=log.name)
        try:
            yield _address(port, Path(log.name), lambda: served.runs(process))
        finally:
            served.stop(process)


def free_port() -> int:
    """A port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _port() -> int:
    """The same for one server after the other; a free one where another has it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", _usual_port()))
        except OSError:
            return free_port()
    return _usual_port()


@cache
def _usual_port() -> int:
    return free_port()


def _address(port: str, log: Path, alive: Callable[[], bool]) -> str:
    """Where it answers, once it does; else an error with what it printed."""
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and alive():
        try:
            with urlopen(f"{address}/_stcore/health", timeout=1):
                return address
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"The app did not start:\n{log.read_text()}")
