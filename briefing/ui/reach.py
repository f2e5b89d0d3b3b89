"""Without a sign-in the app is for this machine alone: who is told so, and how it can be known.

Whoever reaches the app without a sign-in may do everything. So it is looked at three times, and
each time what cannot be known counts as open: how the server was started, every request
(`briefing.ui.asgi.local`), and every run of a page (`briefing.ui.arrival`).
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import uvicorn
from streamlit import config

from briefing.settings import is_loopback

ONLY_HERE = (
    "Without a sign-in Take Five serves this machine only. Set up a sign-in (docs/sign-in.md), or "
    "open http://127.0.0.1 on the machine itself."
)
#: Headers by which a proxy says that it speaks for somebody else (RFC 7239 and older custom).
FORWARDING = frozenset({"forwarded", "via", "x-real-ip", "cf-connecting-ip", "true-client-ip"})
FORWARDED = "x-forwarded-"

#: How Streamlit calls the ways in which it is the server itself.
_STREAMLIT = frozenset({"starlette-app", "starlette-app-direct", "starlette-managed"})


def refusal(arguments: list[str] | None = None) -> str | None:
    """Why a server that was started so may be reached by others; "" when it may not be.

    `arguments` are those of the process. None where another server than uvicorn's or Streamlit's
    own was started: then nothing is known.
    """
    program, *words = sys.argv if arguments is None else arguments
    if config._server_mode in _STREAMLIT:
        return _bound(config.get_option("server.address") or "", "streamlit's server.address")
    return _uvicorn(words) if _is_uvicorn(Path(program)) else None


def intrudes(headers: Iterable[tuple[str, str]], peer: str | None) -> bool:
    """Whether a request came from elsewhere, under a foreign name, or through a proxy.

    A page of another site can have a browser here ask for it under that site's own name, once
    that name leads to this machine (DNS rebinding); hence the name.
    """
    said = [(name.lower(), value) for name, value in headers]
    hosts = [value for name, value in said if name == "host"]
    passed_on = any(name in FORWARDING or name.startswith(FORWARDED) for name, _ in said)
    named = bool(hosts) and all(is_loopback(_without_port(host)) for host in hosts)
    return passed_on or not named or peer is None or not is_loopback(peer)


def _is_uvicorn(program: Path) -> bool:
    return program.stem == "uvicorn" or program.parts[-2:] == ("uvicorn", "__main__.py")


def _uvicorn(words: list[str]) -> str:
    """Read as uvicorn itself reads them, so from its environment variables as well."""
    with uvicorn.main.make_context("uvicorn", list(words), resilient_parsing=True) as context:
        said = context.params
    for option in ("uds", "fd"):
        if said.get(option) is not None:
            return f"uvicorn's --{option} hides who is at the other end. {ONLY_HERE}"
    return _bound(said.get("host") or "", "uvicorn's --host")


def _bound(host: str, option: str) -> str:
    if is_loopback(host):
        return ""
    return f"{option} is {host or 'every address'}, which others can reach. {ONLY_HERE}"


def _without_port(host: str) -> str:
    """The name in a Host header: "[::1]:8501" gives "[::1]"."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
