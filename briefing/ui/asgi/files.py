"""Serves files from their compressed copies.

An address is looked up whole among those of the known files and never joined to a
folder, so no address leads outside. Whatever is not found there is left to Streamlit.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from briefing.ui.assets import Asset

#: Not left to the machine's own table, which may say otherwise or nothing.
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


class Files:
    """Answers GET and HEAD for known files; passes everything else on."""

    def __init__(self, app: ASGIApp, assets: Mapping[str, Asset]) -> None:
        self.app = app
        self.assets = assets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        asset = self.assets.get(scope.get("path", "")) if reads(scope) else None
        app = self.app
        # A part of a file is cut from the file as it is, which Streamlit does.
        if asset is not None and "range" not in (asked := Headers(scope=scope)):
            try:
                app = _answer(scope["path"], asset, asked)
            except OSError:  # removed since the start
                app = self.app
        await app(scope, receive, send)


def reads(scope: Scope) -> bool:
    """Whether this is a request that only reads."""
    return scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}


def answer(
    asked: Headers,
    offered: Iterable[str],
    read: Callable[[str], bytes],
    headers: Mapping[str, str],
) -> Response:
    """What `read` gives for the best offered encoding, or word that the browser holds it.

    `read` is asked for "" when the browser takes none of the offered. The server leaves
    the body out when only the head was asked for.
    """
    encoding = preferred(asked.get("accept-encoding", ""), offered)
    body = read(encoding)
    tag = _tag(body)
    told = {**headers, "ETag": tag, "Vary": "Accept-Encoding"}
    if held(asked.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=told)
    return Response(body, headers=told | ({"Content-Encoding": encoding} if encoding else {}))


def preferred(accepted: str, offered: Iterable[str]) -> str:
    """The first offered encoding that an Accept-Encoding header takes (RFC 9110, 12.5.3), or ""."""
    taken = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        taken[name.strip()] = weight.replace(" ", "").rstrip("0") not in {"q=", "q=0."}
    anything = taken.get("*", False)
    return next((name for name in offered if taken.get(name, anything)), "")


def held(claimed: str, tag: str) -> bool:
    """Whether an If-None-Match header names this tag (RFC 9110, 13.1.2)."""
    tags = {one.strip().removeprefix("W/") for one in claimed.split(",")}
    return tag in tags or "*" in tags


def _answer(address: str, asset: Asset, asked: Headers) -> Response:
    def read(encoding: str) -> bytes:
        return _content(asset.copies.get(encoding, asset.path))

    kind = TYPES.get(Path(address).suffix) or guess_type(address)[0] or "application/octet-stream"
    headers = {"Content-Type": kind, "Cache-Control": asset.keep}
    return answer(asked, asset.copies, read, headers)


@lru_cache(maxsize=1024)
def _content(path: Path) -> bytes:
    """A file's bytes; kept, as there are few that anybody asks for."""
    return path.read_bytes()


@lru_cache(maxsize=1024)
def _tag(body: bytes) -> str:
    return f'"{sha256(body).hexdigest()[:20]}"'
