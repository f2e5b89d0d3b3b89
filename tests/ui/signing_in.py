"""A sign-in for tests of the pages: settings, a provider, and users as Streamlit knows them."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Page
from streamlit.testing.v1 import AppTest

from tests.browser import ROOT, free_port, running, settled

#: As settings, for pages that are run without a server.
SIGN_IN = {
    "TAKE_FIVE_SIGN_IN": "https://login.example.com/.well-known/openid-configuration",
    "TAKE_FIVE_SIGN_IN_CLIENT": "take-five",
    "TAKE_FIVE_SIGN_IN_SECRET": "only-for-tests",
    "TAKE_FIVE_PUBLIC_ADDRESS": "https://brief.example.com",
    "TAKE_FIVE_COOKIE_SECRET": "nobody-can-guess-these-32-letters",
}


def page(file: str, email: str, **claims: Any) -> AppTest:
    """A page as it is for somebody who signed in with this address a moment ago."""
    at = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    at.user = {"is_logged_in": True, "email": email, "iat": int(time.time()) - 5} | claims
    return at if file == "app.py" else at.switch_page(file)


@contextmanager
def provider(*users: User) -> Iterator[str]:
    """A real provider on this machine; gives where it describes itself."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with run_server_in_thread(user_claims=users) as server:
        yield f"http://localhost:{server.server_port}/.well-known/openid-configuration"


@contextmanager
def serve_signing_in(database: Path, metadata: str, **environ: str) -> Iterator[str]:
    """The app with a sign-in, as it is deployed; gives its address."""
    port = str(free_port())
    told = SIGN_IN | {
        "DATABASE_URL": f"sqlite:///{database}",
        "TAKE_FIVE_SIGN_IN": metadata,
        "TAKE_FIVE_PUBLIC_ADDRESS": f"http://127.0.0.1:{port}",
    }
    command = ("-m", "uvicorn", "asgi:app", "--port", port, "--log-level", "warning")
    with running(command, port, cwd=ROOT, **told | environ) as address:
        yield address


def sign_in(page: Page, sub: str) -> None:
    """From the page with one button, through the provider, and back."""
    page.get_by_role("button", name="Sign in").click()
    page.locator("input[name=sub]").fill(sub)
    page.locator("input[name=sub]").press("Enter")
    page.wait_for_url("http://127.0.0.1:*/**")
    settled(page)
