"""The app as a process of its own, and a real browser to look at it, for tests and benchmarks.

    with serve(tmp_path / "desk.db") as address, chromium() as browser:
        page = browser.new_page()
        page.goto(address)
        settled(page)

`tests/ui/conftest.py` gives the fixture to the tests of the pages.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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
def chromium() -> Iterator[Browser]:
    """A headless browser. Each context of it starts with nothing stored."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; they are skipped where there is none."""
    if chromium_path() is None:
        pytest.skip("There is no Chromium on this machine; name one in the variable CHROMIUM.")
    with chromium() as started:
        yield started


def settled(page: Page, *, within: float = PATIENCE) -> None:
    """Wait until the page is connected and its script has ended; `within` is in seconds."""
    page.wait_for_selector(SETTLED, timeout=within * 1000)


@contextmanager
def serve(database: Path | str, *, root: Path = ROOT, **environ: str) -> Iterator[str]:
    """Run the app over this database, a file or an address; gives the app's own address."""
    url = database if "://" in str(database) else f"sqlite:///{database}"
    port = str(free_port())
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
