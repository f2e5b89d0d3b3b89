"""What a network is, and what a post is before it goes there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlencode

from briefing.errors import ShareError
from briefing.sharing.counting import joined

#: What arrives in the network's composer; the rest is for the person to paste.
Prefills = Literal["text and link", "link", "nothing"]


@dataclass(frozen=True)
class Post:
    """What somebody is about to post.

    The full text is the text, the hashtags it does not have yet, and the link
    once: where the text already has it, or else below. Raises `ShareError` when
    the link is no web address.
    """

    text: str
    #: The article's address; None when the text carries its links itself (a digest).
    link: str | None = None
    #: The headline, for networks with a field of its own (the subject of a mail).
    title: str = ""
    #: With or without the leading #.
    hashtags: tuple[str, ...] = ()
    #: What the person answered to the network's question (`Network.asks`).
    answer: str = ""

    def __post_init__(self) -> None:
        if self.link and not self.link.lower().startswith(("https://", "http://")):
            raise ShareError(
                f"Only web addresses can be shared; “{self.link[:60]}” is not one. "
                "Open the article and copy its address."
            )

    @property
    def words(self) -> str:
        """Text and hashtags, without adding the link."""
        text = self.text.replace("\r\n", "\n").strip()
        present = set(text.casefold().split())
        tags = ["#" + tag.lstrip("#") for tag in self.hashtags if tag.strip("# ")]
        missing = [tag for tag in tags if tag.casefold() not in present]
        return "\n\n".join(filter(None, (text, " ".join(missing))))

    @property
    def full(self) -> str:
        """Everything that will be posted, as one text."""
        return joined(self.words, self.link)


def no_objection(text: str, link: str | None) -> str:
    return ""


@dataclass(frozen=True)
class Network:
    """Where a post can go, and how."""

    #: The module's name; what the database keeps.
    key: str
    #: For people, e.g. "LinkedIn".
    label: str
    #: Completes "Posted …?", e.g. "on LinkedIn"; "" for the clipboard.
    where: str
    #: Path data of a drawing on a 24 × 24 grid, filled with the text's colour by the
    #: even-odd rule; drawn for this project, nothing is fetched.
    icon: str
    #: Most that a post may have, in `unit`; None: the network states no limit.
    limit: int | None
    #: What is counted, in the plural.
    unit: str
    #: Text and link to length, exactly as the network will count them.
    count: Callable[[str, str | None], int]
    #: The address of the network's own composer with the post in it; None when there is
    #: no composer. It cuts nothing and checks no limit: `checking.handover` does.
    compose: Callable[[Post], str | None]
    prefills: Prefills
    #: One line for the person: what happens, and what is left to do.
    hint: str
    #: A question to answer first, e.g. for the person's own server; "" when there is none.
    asks: str = ""
    #: What the network refuses beside length, as a sentence; "" when nothing.
    refuses: Callable[[str, str | None], str] = no_objection
    #: False when the address is not documented by the network and may stop working.
    documented: bool = True
    #: True for the one that stands first for whoever has shared nothing yet.
    usual: bool = False


def address(base: str, **fields: str) -> str:
    """`base` with the fields as a query, percent-encoded as UTF-8 (a space is %20)."""
    return f"{base}?{urlencode(fields, quote_via=quote, safe='', errors='replace')}"


def needs_link(post: Post, label: str) -> str:
    """The post's link; raises `ShareError` where a network takes a link and there is none."""
    if not post.link:
        raise ShareError(
            f"{label} takes one link, and this post has none of its own. "
            "Choose a network that takes text, or copy it."
        )
    return post.link
