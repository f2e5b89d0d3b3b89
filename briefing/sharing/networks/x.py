"""X: a web intent, documented at developer.x.com ("Web Intent").

The link goes inside the text, not in `url=`: so the composer shows our own
layout, the link stands there once, and what was counted is what is posted.
"""

from briefing.sharing.counting import joined, x_length
from briefing.sharing.networks._base import Network, Post, address

#: Characters that twitter-text calls invalid: byte order marks and non-characters.
INVALID = "\ufffe\ufeff\uffff"


def count(text: str, link: str | None) -> int:
    return x_length(joined(text, link))


def compose(post: Post) -> str:
    return address("https://x.com/intent/tweet", text=post.full)


def refuses(text: str, link: str | None) -> str:
    if any(character in INVALID for character in text):
        return "X does not take the invisible character in this text: type it again."
    return ""


NETWORK = Network(
    key="x",
    label="X",
    where="on X",
    icon="M3 3h5.2l4.6 6.3L18.2 3h2.3l-6.7 7.8L21.5 21h-5.2l-5-6.8L5.4 21H3.1l7.2-8.3z"
    "M6.5 4.7l10.6 14.6h1.4L7.9 4.7z",
    limit=280,
    unit="weighted characters",
    count=count,
    compose=compose,
    prefills="text and link",
    hint="Opens a new post on X with your words and the link in it.",
    refuses=refuses,
)
