"""What stands between the web and Streamlit: headers, who may come in, compressed files, the first
document.

Each part is an ASGI application that wraps the next one; `layers` says in which order.
"""

from typing import Any

from starlette.middleware import Middleware

from briefing.settings import Settings, SignIn
from briefing.ui.asgi.cookies import Cookies
from briefing.ui.asgi.document import Document, ours
from briefing.ui.asgi.door import Door
from briefing.ui.asgi.files import Files
from briefing.ui.asgi.headers import Headers, policy
from briefing.ui.asgi.local import Local
from briefing.ui.asgi.way_back import WayBack
from briefing.ui.assets import assets


def layers(settings: Settings) -> list[Middleware]:
    """The middleware for `st.App`, outermost first. Reads what it serves from, once."""
    text = ours()
    return [
        Middleware(Headers, policy=policy(text)),
        *_entrance(settings.sign_in),
        Middleware(Files, assets=assets()),
        Middleware(Document, text=text),
    ]


def secrets(settings: Settings) -> dict[str, Any]:
    """What Streamlit's sign-in wants to know, in the place of a file of secrets."""
    sign_in = settings.sign_in
    if sign_in is None:
        return {}
    return {
        "auth": {
            "redirect_uri": f"{sign_in.public_address}/oauth2callback",
            "cookie_secret": sign_in.cookie_secret,
            "client_id": sign_in.client,
            "client_secret": sign_in.secret,
            "server_metadata_url": sign_in.metadata,
        }
    }


def _entrance(sign_in: SignIn | None) -> list[Middleware]:
    if sign_in is None:
        return [Middleware(Local)]
    return [
        Middleware(Cookies, sign_in=sign_in),
        Middleware(WayBack, sign_in=sign_in),
        Middleware(Door, sign_in=sign_in),
    ]
