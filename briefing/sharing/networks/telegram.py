"""Telegram: the share link, documented at core.telegram.org ("Deep links").

Telegram puts `url` first and `text` on the next line, so that a link which
closes the text goes in `url`. A text with its links inside it goes there whole,
because Telegram opens nothing for an empty `url`. 4,096 UTF-16 units a message.
"""

from briefing.sharing.counting import beside, joined, utf16
from briefing.sharing.networks._base import Network, Post, address


def parts(text: str, link: str | None) -> tuple[str, str]:
    """What goes in `url`, and what in `text`."""
    words = beside(text, link)
    if not link or joined(words, link) == words:
        return words, ""
    return link, words


def count(text: str, link: str | None) -> int:
    return utf16("\n".join(filter(None, parts(text, link))))


def compose(post: Post) -> str:
    url, text = parts(post.words, post.link)
    return address("https://t.me/share/url", url=url, **({"text": text} if text else {}))


NETWORK = Network(
    key="telegram",
    label="Telegram",
    where="on Telegram",
    icon="M2.2 11.3 21.8 3.5 18.6 20.3l-6-4.4-3.1 3.1-.6-5.6L17.3 6.5 7 12.8z",
    limit=4096,
    unit="characters",
    count=count,
    compose=compose,
    prefills="text and link",
    hint="Opens Telegram with the link and your words; you choose who gets them.",
)
