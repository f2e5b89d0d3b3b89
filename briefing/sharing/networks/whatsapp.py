"""WhatsApp: click to chat, documented at faq.whatsapp.com; the person chooses to whom."""

from briefing.sharing.counting import graphemes, joined
from briefing.sharing.networks._base import Network, Post, address


def count(text: str, link: str | None) -> int:
    return graphemes(joined(text, link))


def compose(post: Post) -> str:
    return address("https://wa.me/", text=post.full)


NETWORK = Network(
    key="whatsapp",
    label="WhatsApp",
    where="on WhatsApp",
    icon="M12 2.5a9.5 9.5 0 0 1 0 19c-1.7 0-3.3-.4-4.6-1.2L2.5 21.5l1.3-4.7"
    "A9.5 9.5 0 0 1 12 2.5zM8.6 7.2c-.8.3-1.4 1.2-1.3 2.2.3 3.7 3.7 7.2 7.5 7.4"
    "c1 .1 1.9-.6 2.2-1.5l.1-.9-2.6-1.3-1.3 1.5c-1.7-.6-3-1.9-3.7-3.6l1.4-1.3-1.2-2.6z",
    limit=None,
    unit="characters",
    count=count,
    compose=compose,
    prefills="text and link",
    hint="Opens WhatsApp with your words and the link; you choose who gets them.",
)
