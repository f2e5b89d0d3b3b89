"""Whoever opened a link and had to sign in first comes to what they wanted.

Streamlit leads everybody to the first page. So the page from which a sign-in begins is kept in a
cookie for some minutes, and put in the place of the first page when the provider sends them back.
"""

from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefing.settings import SignIn

COOKIE = "take_five_back"
#: Seconds for the sign-in itself: passwords, second factors, telephones in other rooms.
KEPT = 900
LEAVES, RETURNS = "/auth/login", "/oauth2callback"
LONGEST = 1_500


class WayBack:
    """Keeps where a sign-in began, and leads back there."""

    def __init__(self, app: ASGIApp, sign_in: SignIn) -> None:
        self.app = app
        self.home = sign_in.public_address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"] not in (LEAVES, RETURNS):
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)

        async def send_with_way(message: Message) -> None:
            if message["type"] == "http.response.start" and 300 <= message["status"] < 400:
                headers = MutableHeaders(scope=message)
                if scope["path"] == LEAVES:
                    headers.append("set-cookie", _cookie(self._began(asked), KEPT))
                else:
                    self._lead_back(asked, headers)
            await send(message)

        await self.app(scope, receive, send_with_way)

    def _began(self, asked: Headers) -> str:
        """The page of ours on which "Sign in" was tapped; "" when it cannot be told."""
        page = asked.get("referer", "")
        if not page.startswith(f"{self.home}/"):
            return ""
        return ours(page.removeprefix(self.home))

    def _lead_back(self, asked: Headers, headers: MutableHeaders) -> None:
        target = ours(unquote(cookie_parser(asked.get("cookie", "")).get(COOKIE, "")))
        if target and urlsplit(headers.get("location", "")).path == "/":
            headers["location"] = target
        headers.append("set-cookie", _cookie("", 0))


def ours(target: str) -> str:
    """The address, if it can only be a page of this app; else "".

    Browsers take "//", and a backslash for a slash, as the start of another site's name, and
    leave out tabs and line ends first (WHATWG URL, 4.4).
    """
    plain = target.isascii() and target.isprintable() and " " not in target and "\\" not in target
    local = target.startswith("/") and not target.startswith("//")
    fits = len(target) <= LONGEST and not target.startswith(("/auth/", RETURNS))
    return target if plain and local and fits else ""


def _cookie(value: str, seconds: int) -> str:
    return f"{COOKIE}={quote(value, safe='')}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=lax"
