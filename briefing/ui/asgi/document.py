"""The one HTML document, which the browser gets for every page: Streamlit's, made ours.

Streamlit's calls itself "Streamlit", fetches a typeface that we do not use, and starts
white even at night.
"""

import gzip
import logging
import re
import tomllib
from pathlib import Path

import brotli
from starlette.datastructures import Headers
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from briefing.ui.asgi.files import answer, reads

log = logging.getLogger(__name__)

THEIRS = Path(get_static_dir()) / "index.html"
CONFIG = Path(__file__).parents[3] / ".streamlit" / "config.toml"

#: The theme names its fonts only once the page is connected; every page is set in these.
FONT = (
    '<link rel="preload" href="./app/static/fonts/{}.woff2" '
    'as="font" type="font/woff2" crossorigin>'
)
#: Parts of Streamlit's browser code that every page of ours needs, but which the browser
#: would only learn of one after the other, once it has drawn the page around them.
SOON = ("Html", "purify.es", "PageLink", "Button", "LinkButton", "Progress", "ProgressBar")
CODE = '<link rel="modulepreload" crossorigin href="./static/js/{}">'
#: What shows until the theme arrives.
GROUND = """<title>Take Five</title>
    <meta name="description" content="Five minutes of news worth sharing">
    <meta name="theme-color" content="{light}" media="(prefers-color-scheme: light)">
    <meta name="theme-color" content="{dark}" media="(prefers-color-scheme: dark)">
    <style>
      :root {{ color-scheme: light dark; background: {light} }}
      @media (prefers-color-scheme: dark) {{ :root {{ background: {dark} }} }}
      /* Drawn before the theme, it would fetch a typeface (170 KB) that nothing else uses. */
      [data-testid="stSkipToContent"] {{ font-family: Inter, sans-serif !important }}
    </style>"""
NOSCRIPT = (
    "<noscript><p>Take Five needs JavaScript. Please allow it for this address.</p></noscript>"
)


def ours(theirs: str | None = None) -> str:
    """Streamlit's document with our name, language, icon, fonts and background.

    A change that does not find its place is logged: then Streamlit has a new document,
    and the page works but shows some of Streamlit's own.
    """
    text = THEIRS.read_text(encoding="utf-8") if theirs is None else theirs
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    ground = {name: theme[name]["backgroundColor"] for name in ("light", "dark")}
    changes = (
        (r'<html lang="en">', '<html lang="en-GB">'),
        (r"<title>.*?</title>", GROUND.format(**ground)),
        (r'href="\./favicon\.png"', 'href="./app/static/favicon.png"'),
        (
            r'<link\s+rel="preload"[^>]*?SourceSans[^>]*>',
            "\n    ".join(map(FONT.format, ("inter-latin", "source-serif-latin"))),
        ),
        (r'(?=<link rel="stylesheet")', "".join(map(CODE.format, _soon()))),
        (r"<noscript>.*?</noscript>", NOSCRIPT),
    )
    for pattern, replacement in changes:
        text, found = re.subn(pattern, replacement, text, count=1, flags=re.DOTALL)
        if not found:
            log.warning("Streamlit's first document no longer has %s; left as it is.", pattern)
    return text


def _soon() -> list[str]:
    """Names of the files that hold the parts in `SOON`."""
    files = [path for part in SOON for path in THEIRS.parent.glob(f"static/js/{part}.*.js")]
    linked = THEIRS.read_text(encoding="utf-8")
    return [path.name for path in files if path.name not in linked]


class Document:
    """Puts our document wherever Streamlit answers with its own."""

    def __init__(self, app: ASGIApp, text: str) -> None:
        self.app = app
        whole = text.encode()
        self.forms = {"br": brotli.compress(whole), "gzip": gzip.compress(whole), "": whole}
        # Streamlit decides for which addresses there is a page; its answer is known by its tag.
        self.theirs = FileResponse(THEIRS, stat_result=THEIRS.stat()).headers["etag"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if not reads(scope):
            await self.app(scope, receive, send)
            return
        replaced = False

        async def send_unless_theirs(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and message["status"] == 200:
                replaced = Headers(raw=message["headers"]).get("etag") == self.theirs
            if not replaced:
                await send(message)

        await self.app(scope, receive, send_unless_theirs)
        if replaced:
            headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache"}
            response = answer(Headers(scope=scope), ("br", "gzip"), self.forms.__getitem__, headers)
            await response(scope, receive, send)
