"""Streamlit's cookies as they should be: for as long as a sign-in holds, and over HTTPS only."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from briefing.settings import SignIn


class Cookies:
    """Streamlit's own last 30 days and go over plain HTTP, too; nothing in it changes that."""

    def __init__(self, app: ASGIApp, sign_in: SignIn) -> None:
        self.app = app
        self.sign_in = sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def send_with_cookies(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                cookies = headers.getlist("set-cookie")
                del headers["set-cookie"]
                for cookie in cookies:
                    headers.append("set-cookie", rewritten(cookie, self.sign_in))
            await send(message)

        await self.app(scope, receive, send_with_cookies)


def rewritten(cookie: str, sign_in: SignIn) -> str:
    """One Set-Cookie header, with our words where Streamlit's would last too long."""
    name, *attributes = (part.strip() for part in cookie.split(";"))
    said = [one for one in attributes if one.lower() != "secure"]
    if name.startswith(USER_COOKIE_NAME) and "max-age=0" not in (one.lower() for one in said):
        said = [one for one in said if not one.lower().startswith(("max-age=", "expires="))]
        said.append(f"Max-Age={sign_in.session:.0f}")
    if sign_in.public_address.startswith("https:"):
        said.append("Secure")
    return "; ".join((name, *said))
