"""Reddit: a link post, whose only text is its title; 300 characters at most.

The words become the title, on one line, without the link, which has a field of
its own. Reddit's limit is that of its API (`title`, 300 characters).
"""

from briefing.sharing.counting import beside
from briefing.sharing.networks._base import Network, Post, address


def title(text: str, link: str | None) -> str:
    return " ".join(beside(text, link).split())


def count(text: str, link: str | None) -> int:
    return len(title(text, link))


def compose(post: Post) -> str:
    url = {"url": post.link} if post.link else {}
    return address("https://www.reddit.com/submit", **url, title=title(post.words, post.link))


NETWORK = Network(
    key="reddit",
    label="Reddit",
    where="on Reddit",
    icon="M12 8.5c1.8 0 3.5.4 4.9 1.2a2.2 2.2 0 1 1 3.1 3.1c.1.4.2.8.2 1.2"
    " 0 3.3-3.7 6-8.2 6s-8.2-2.7-8.2-6c0-.4.1-.8.2-1.2a2.2 2.2 0 1 1 3.1-3.1"
    "c1.2-.7 2.7-1.1 4.2-1.2l1-4.6 3.5.8a1.5 1.5 0 1 1-.3 1.1l-2.2-.5-.7 3.2z"
    "M8.9 12a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zM15.1 12a1.3 1.3 0 1 0 0 2.6"
    " 1.3 1.3 0 0 0 0-2.6zM8.7 16.2c1.8 1.6 4.8 1.6 6.6 0l.6.7c-2.2 2-5.6 2-7.8 0z",
    limit=300,
    unit="characters",
    count=count,
    compose=compose,
    prefills="text and link",
    hint="Opens a link post on Reddit; your words become its title, on one line.",
)
