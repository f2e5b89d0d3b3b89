"""Threads: the post intent, documented at developers.facebook.com ("Web Intents").

The link goes inside the text, so that it is counted where it is posted; Threads
attaches the preview of the first one. 500 characters, emoji as UTF-8 bytes, and
since 22 December 2025 at most 5 different links (Threads API, "Posts").
"""

from briefing.sharing.counting import joined, threads_length
from briefing.sharing.links import links
from briefing.sharing.networks._base import Network, Post, address

MOST_LINKS = 5


def count(text: str, link: str | None) -> int:
    return threads_length(joined(text, link))


def compose(post: Post) -> str:
    return address("https://www.threads.com/intent/post", text=post.full)


def refuses(text: str, link: str | None) -> str:
    full = joined(text, link)
    over = len({full[start:end] for start, end in links(full)}) - MOST_LINKS
    if over > 0:
        return f"Threads takes {MOST_LINKS} links at most: take out {over}."
    return ""


NETWORK = Network(
    key="threads",
    label="Threads",
    where="on Threads",
    icon="M12 2c5.8 0 9 3.6 9 10v.8c0 2.6-1.3 4.2-3.4 4.2-1.3 0-2.3-.6-2.8-1.6"
    "-.7 1-1.8 1.6-3.2 1.6-2.6 0-4.5-2.1-4.5-5s1.9-5 4.5-5c1.2 0 2.2.5 2.9 1.3V7.2"
    "h1.9v5.5c0 1.5.4 2.4 1.3 2.4s1.4-.9 1.4-2.3V12c0-5.2-2.5-8.1-7.1-8.1"
    "S4.9 6.8 4.9 12s2.5 8.1 7.1 8.1c1.5 0 2.8-.3 3.9-.9l.8 1.7c-1.4.7-2.9 1.1-4.7 1.1"
    "-5.8 0-9-3.6-9-10s3.2-10 9-10zM11.8 8.9c-1.6 0-2.8 1.3-2.8 3.1s1.2 3.1 2.8 3.1"
    " 2.8-1.3 2.8-3.1-1.2-3.1-2.8-3.1z",
    limit=500,
    unit="characters",
    count=count,
    compose=compose,
    prefills="text and link",
    hint="Opens a new post on Threads with your words and the link in it.",
    refuses=refuses,
)
