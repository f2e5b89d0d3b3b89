"""Headers that tell the browser what our pages may do, and the one address that is closed."""

import re
from base64 import b64encode
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Streamlit's figures for Prometheus: how many sessions and how much memory, for anybody.
CLOSED = "/_stcore/metrics"

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # An outlet need not learn from which page of which company a reader came.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
#: Two years, only ever sent over HTTPS.
HTTPS_ONLY = "max-age=63072000"

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def policy(document: str) -> str:
    """The Content-Security-Policy under which this document works, and nothing beyond.

    Inline scripts are allowed by their digest, `blob:` scripts because the browser code
    loads inline components (`st.components.v2`) so, inline styles because it makes its
    own. Pictures come from here only: a picture in a feed would tell who read it when.
    """
    digests = " ".join(f"'sha256-{_digest(script)}'" for script in INLINE.findall(document))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {digests}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


class Headers:
    """Adds the headers to every answer, and answers for what is closed."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self.app = app
        self.headers = ALWAYS | {"Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.headers)
                if scope["scheme"] == "https":
                    headers["Strict-Transport-Security"] = HTTPS_ONLY
            await send(message)

        closed = scope["path"].rstrip("/").endswith(CLOSED)
        app = PlainTextResponse("Not found", 404) if closed else self.app
        await app(scope, receive, send_with_headers)
