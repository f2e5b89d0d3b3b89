"""Mastodon: each server has its own /share; share.joinmastodon.org asks for the server.

The link goes inside the text, because /share joins text and url with a space
and share.joinmastodon.org knows text alone. 500 is what a server allows unless
its operator changed it (`/api/v2/instance`, `max_characters`).
"""

from urllib.parse import quote

import regex

from briefing.errors import ShareError
from briefing.sharing.counting import joined, mastodon_length
from briefing.sharing.networks._base import Network, Post, address

#: "https://host/…", "@me@host", "me@host" or "host".
_SERVER = regex.compile(
    r"(?:https?://)?(?:@?[\w.-]+@)?(?P<host>(?:[\w-]{1,63}\.)+[\w-]{2,63})(?:/\S*)?"
)


def count(text: str, link: str | None) -> int:
    return mastodon_length(joined(text, link))


def compose(post: Post) -> str:
    if not post.answer.strip():
        return f"https://share.joinmastodon.org/#text={quote(post.full, safe='', errors='replace')}"
    return address(f"https://{server(post.answer)}/share", text=post.full)


def server(answer: str) -> str:
    """The server's name out of what a person typed; raises `ShareError` when there is none."""
    found = _SERVER.fullmatch(answer.strip())
    try:
        return found["host"].lower().encode("idna").decode() if found else _no_server(answer)
    except UnicodeError:
        return _no_server(answer)


def _no_server(answer: str) -> str:
    raise ShareError(
        f"“{answer.strip()[:60]}” is not the name of a Mastodon server: "
        "type it as in mastodon.social, or leave it empty."
    )


NETWORK = Network(
    key="mastodon",
    label="Mastodon",
    where="on Mastodon",
    icon="M7 3h10c2.5 0 4 1.6 4 4v5.5c0 2.6-1.7 4.2-4.2 4.5-2.3.3-5 .4-7.3.1 0 1.5 1.2 2"
    " 3.2 2 1.3 0 2.5-.2 3.5-.5v1.8c-1.3.5-2.8.8-4.2.7-4.6-.2-7-2.3-7-7"
    "V7c0-2.4 1.5-4 4-4zM7 7.8V14h2V8.6c0-1.6 2-1.6 2 0V12h2V8.6c0-1.6 2-1.6 2 0"
    "V14h2V7.8c0-3-3.6-3.4-5-1.3-1.4-2.1-5-1.7-5 1.3z",
    limit=500,
    unit="characters",
    count=count,
    compose=compose,
    prefills="text and link",
    hint="Opens a new post on your server; without a server, Mastodon asks for it.",
    asks="Your Mastodon server, for example mastodon.social",
)
