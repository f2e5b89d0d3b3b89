"""Whoever was removed, or signed in too long ago, is out at their next tap, wherever they tap.

A tap on a part of a page runs that part alone (`st.fragment`), without the frame that asks who is
there. So each message of a browser is looked at here: from somebody who may no longer come in it
becomes a plain visit of the page, which then says so. What the page shows is not decided here.
"""

import json
from collections.abc import Mapping
from typing import Any

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from briefing.errors import BriefingError
from briefing.settings import SignIn
from briefing.ui import data
from briefing.ui.claims import Claims, claimed, person_of

#: Buttons of pages that people see who may not come in.
OPEN_TO_ALL = ("-arrival.sign_in", "-arrival.leave")
#: Messages that neither change nor tell anything.
IDLE = ("app_heartbeat", "stop_script")


class Door:
    """Looks at each message of a websocket of somebody who has signed in."""

    def __init__(self, app: ASGIApp, sign_in: SignIn) -> None:
        self.app = app
        self.sign_in = sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        claims = signed_in(scope, self.sign_in) if scope["type"] == "websocket" else None
        if claims is None:
            # Streamlit takes them for nobody, too, and a page tells nobody anything.
            await self.app(scope, receive, send)
            return

        async def receive_what_may_pass() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                if await run_in_threadpool(admitted, claims, self.sign_in):
                    return message
                if body := plain_visit(message.get("bytes") or b""):
                    return {"type": "websocket.receive", "bytes": body}

        await self.app(scope, receive_what_may_pass, send)


def signed_in(scope: Scope, sign_in: SignIn) -> Claims | None:
    """What the cookie of a request claims; None without one that we signed."""
    cookies = HTTPConnection(scope).cookies

    def signed(name: str) -> bytes | None:
        return decode_signed_value(sign_in.cookie_secret, name, cookies.get(name, "").encode())

    try:
        found: Any = json.loads(get_cookie_with_chunks(signed, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return None
    return claimed(found) if isinstance(found, Mapping) else None


def admitted(claims: Claims, sign_in: SignIn) -> bool:
    """Whether they may come in, as of now; nobody may while the list cannot be read."""
    try:
        fresh = claims.fresh(sign_in, data.now())
        return fresh and person_of(data.desk().engine, claims) is not None
    except BriefingError:
        return False


def plain_visit(body: bytes) -> bytes:
    """The message without all that it asks for but the page; b"" where nothing is left of it."""
    said, plain = BackMsg(), BackMsg()
    try:
        said.ParseFromString(body)
    except DecodeError:
        return body  # Streamlit ends the connection over it.
    kind = said.WhichOneof("type")
    if kind in IDLE:
        return body
    if kind != "rerun_script":
        return b""
    asked, left = said.rerun_script, plain.rerun_script
    left.query_string = asked.query_string
    left.page_script_hash = asked.page_script_hash
    left.page_name = asked.page_name
    left.context_info.CopyFrom(asked.context_info)
    left.widget_states.widgets.extend(
        one for one in asked.widget_states.widgets if one.id.endswith(OPEN_TO_ALL)
    )
    return bytes(plain.SerializeToString())
