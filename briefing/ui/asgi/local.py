"""Lets nobody in but this machine, as long as there is no sign-in."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from briefing.ui.reach import ONLY_HERE, intrudes


class Local:
    """Answers 403 to everybody else, over HTTP and over websockets."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "lifespan" or not _from_elsewhere(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "http" or "websocket.http.response" in scope.get("extensions", {}):
            await PlainTextResponse(ONLY_HERE, 403)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})


def _from_elsewhere(scope: Scope) -> bool:
    headers = (
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]
    )
    client = scope.get("client")
    return intrudes(headers, client[0] if client else None)
