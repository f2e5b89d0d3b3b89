"""Entries made ready for the store: which page they are about, whose it is, and what they say."""

from collections.abc import Iterator
from hashlib import blake2b

from briefing.articles.hosts import outlet_of
from briefing.articles.links import same_page_key
from briefing.articles.text import words
from briefing.model import Arrival, Entry, ParsedFeed


def arrivals(feed: ParsedFeed, address: str) -> Iterator[Arrival]:
    """The entries of a feed at `address`, newest first as the feed gives them.

    An entry without a link is about a page of its own, told by feed and identity, and belongs
    to the outlet whose site the feed names.
    """
    home = outlet_of(feed.site or address) or address
    for entry in feed.entries:
        yield Arrival(
            entry=entry,
            page_key=same_page_key(entry.link) if entry.link else f"{address}#{entry.identity}",
            host=(outlet_of(entry.link) if entry.link else "") or home,
            digest=_digest(entry),
            words=words(entry.text or entry.summary),
        )


def _digest(entry: Entry) -> str:
    said = "\x00".join((entry.title, entry.link or "", entry.summary, entry.text))
    return blake2b(said.encode(), digest_size=12).hexdigest()
