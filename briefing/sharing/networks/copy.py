"""The clipboard: for every place that has no composer to open, Slack and Teams among them."""

from briefing.sharing.counting import graphemes, joined
from briefing.sharing.networks._base import Network, Post


def count(text: str, link: str | None) -> int:
    return graphemes(joined(text, link))


def compose(post: Post) -> None:
    return None


NETWORK = Network(
    key="copy",
    label="Copy",
    where="",
    icon="M8 2h12v15h-4v5H4V7h4zM10 7h6v8h2V4h-8zM6 9v11h8V9z",
    limit=None,
    unit="characters",
    count=count,
    compose=compose,
    prefills="nothing",
    hint="Copies your words and the link, to paste wherever you like.",
)
