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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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


def settled(page: Page, *, within: float = 15) -> None:
    """Wait until the page is connected and its script has ended; `within` is in seconds."""
    page.wait_for_selector(SETTLED, timeout=within * 1000)


@contextmanager
def serve(database: Path | str, *, root: Path = ROOT, **environ: str) -> Iterator[str]:
    """Run the app over this database, a file or an address; gives the app's own address."""
    url = database if "://" in str(database) else f"sqlite:///{database}"
    port = str(free_port())
    command = ("-m", "uvicorn", "asgi:app", "--port", port, "--log-level", "warning")
    with running(command, port, cwd=root, DATABASE_URL=str(url), **environ) as address:
        yield address


@contextmanager
def running(command: tuple[str, ...], port: str, *, cwd: Path, **environ: str) -> Iterator[str]:
    """A Python process that serves Streamlit on this port, until the block ends."""
    with TemporaryFile() as log:
        process = subprocess.Popen(
            (sys.executable, *command),
            cwd=cwd,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **environ},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            if not _answers(process, f"{address}/_stcore/health"):
                log.seek(0)
                raise RuntimeError(f"The app did not start:\n{log.read().decode()}")
            yield address
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """A port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(process: subprocess.Popen[bytes], address: str) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(address, timeout=1):
                return True
        except (URLError, OSError):
            time.sleep(0.05)
    return False
