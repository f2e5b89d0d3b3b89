"""Facebook: the sharer takes the link alone; filling in text is against its policy."""

from briefing.sharing.counting import beside, graphemes
from briefing.sharing.networks._base import Network, Post, address, needs_link


def count(text: str, link: str | None) -> int:
    return graphemes(beside(text, link))


def compose(post: Post) -> str:
    return address("https://www.facebook.com/sharer/sharer.php", u=needs_link(post, "Facebook"))


NETWORK = Network(
    key="facebook",
    label="Facebook",
    where="on Facebook",
    icon="M13.5 22v-8.6h2.9l.5-3.4h-3.4V7.9c0-1 .4-1.8 1.9-1.8h1.6V3.2c-.6-.1-1.5-.2-2.5-.2"
    "-2.8 0-4.5 1.6-4.5 4.5V10H7v3.4h3V22z",
    limit=None,
    unit="characters",
    count=count,
    compose=compose,
    prefills="link",
    hint="Opens Facebook with the link only: copy your words first, then paste them.",
)
