"""What stands between the web and Streamlit: headers, compressed files, the first document.

Each part is an ASGI application that wraps the next one; `layers` says in which order.
"""

from starlette.middleware import Middleware

from briefing.ui.asgi.document import Document, ours
from briefing.ui.asgi.files import Files
from briefing.ui.asgi.headers import Headers, policy
from briefing.ui.assets import assets


def layers() -> list[Middleware]:
    """The middleware for `st.App`, outermost first. Reads what it serves from, once."""
    text = ours()
    return [
        Middleware(Headers, policy=policy(text)),
        Middleware(Files, assets=assets()),
        Middleware(Document, text=text),
    ]
