"""Bluesky: the compose intent, documented at docs.bsky.app ("Action Intent Links").

300 graphemes and 3,000 bytes (lexicon `app.bsky.feed.post`). The composer
shortens links before it counts, and attaches the preview.
"""

from briefing.sharing.counting import bluesky_length, joined
from briefing.sharing.networks._base import Network, Post, address

MOST_BYTES = 3000


def count(text: str, link: str | None) -> int:
    return bluesky_length(joined(text, link))


def compose(post: Post) -> str:
    return address("https://bsky.app/intent/compose", text=post.full)


def refuses(text: str, link: str | None) -> str:
    over = len(joined(text, link).encode("utf-8", "replace")) - MOST_BYTES
    if over > 0:
        return f"Bluesky takes {MOST_BYTES:,} bytes at most: take out {over:,} bytes."
    return ""


NETWORK = Network(
    key="bluesky",
    label="Bluesky",
    where="on Bluesky",
    icon="M12 11C10.6 7.9 7.2 4.4 4.4 3.5 2.6 2.9 2 4 2 5.6c0 1.5.5 5 1 6 .9 2.1 3 2.5 5 2.2"
    "-2.9.5-4.3 2-2.6 4.3 2.4 3.2 5 2 6.6-2.1 1.6 4.1 4.2 5.3 6.6 2.1 1.7-2.3.3-3.8-2.6-4.3"
    " 2 .3 4.1-.1 5-2.2.5-1 1-4.5 1-6 0-1.6-.6-2.7-2.4-2.1C16.8 4.4 13.4 7.9 12 11z",
    limit=300,
    unit="graphemes",
    count=count,
    compose=compose,
    prefills="text and link",
    hint="Opens a new post on Bluesky with your words and the link in it.",
    refuses=refuses,
)
