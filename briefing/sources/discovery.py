"""Where the feeds of a web site are."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import etree

from briefing.articles.links import canonical
from briefing.sources.decoding import decode

#: Characters of a page that are searched; feeds are declared in its head.
SEARCHED = 500_000
MOST = 20

_TYPES = re.compile(
    r"application/(?:(?:rss|atom|rdf)\+xml|feed\+json|x-rss|json|xml)|text/xml", re.IGNORECASE
)
_LIKELY = re.compile(
    r"(?:^|[/._-])(?:rss2?|atom|feeds?|rdf)(?:[/._-]|$)|\.(?:rss|atom|rdf)$|(?:feed|index)\.(?:xml|json)$",
    re.IGNORECASE,
)
#: Feeds of comments, and pages that only explain feeds, come last.
_LESS_LIKELY = re.compile(r"comment|replies|/(?:about|help|wiki)/", re.IGNORECASE)

#: Where the common publishing systems put their feed, the commonest first.
_PLACES = """
    feed rss feed.xml rss.xml atom.xml index.xml feed.json feeds index.rdf feeds/posts/default
"""


def feeds_offered(html: bytes, address: str) -> list[str]:
    """Absolute addresses of the feeds that a page declares, then of links that look like one.

    In the page's order, main feeds before those of comments, each once, at most 20.
    """
    text = decode(html)[:SEARCHED]
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "ignore"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    if root is None:
        return []
    base = next((urljoin(address, one) for one in root.xpath("//base/@href")), address)
    found = dict.fromkeys(_addresses(_declared(root), base))
    found |= dict.fromkeys(_addresses(_linked(root), base))
    found.pop(canonical(address) or "", None)
    return sorted(found, key=lambda one: bool(_LESS_LIKELY.search(one)))[:MOST]


def common_places(address: str) -> list[str]:
    """Where a feed often is, for a page that declares none: below the page, then below its site."""
    parts = urlsplit(address)
    site = f"{parts.scheme}://{parts.netloc}/"
    folder = urljoin(
        address, "./" if "." in parts.path.rpartition("/")[2] else parts.path.rstrip("/") + "/"
    )
    tried = (urljoin(base, place) for base in (folder, site) for place in _PLACES.split())
    return list(dict.fromkeys(tried))


def _declared(root: etree._Element) -> Iterator[str]:
    for link in root.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        named = "feed" in relations or (
            "alternate" in relations and _TYPES.match(link.get("type") or "")
        )
        if named and "stylesheet" not in relations:
            yield link.get("href") or ""


def _linked(root: etree._Element) -> Iterator[str]:
    for anchor in root.iter("a"):
        href = anchor.get("href") or ""
        if _LIKELY.search(href.partition("?")[0]):
            yield href


def _addresses(hrefs: Iterator[str], base: str) -> Iterator[str]:
    return filter(None, (canonical(href, base) for href in hrefs if href))
