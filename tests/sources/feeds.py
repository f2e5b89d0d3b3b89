"""Feed documents for tests; say only what the test is about."""

from datetime import UTC, datetime

from briefing.model import Entry, ParsedFeed
from briefing.sources.feed import parse

NOW = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)
ADDRESS = "https://site.example/news/feed.xml"

MODULES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "sy": "http://purl.org/rss/1.0/modules/syndication/",
        "atom": "http://www.w3.org/2005/Atom",
        "media": "http://search.yahoo.com/mrss/",
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    }.items()
)


def rss(
    inside: str, *, prolog: str = '<?xml version="1.0"?>', end: str = "</channel></rss>"
) -> str:
    return f'{prolog}<rss version="2.0" {MODULES}><channel><title>Site</title>{inside}{end}'


def atom(inside: str, attributes: str = "") -> str:
    space = "http://www.w3.org/2005/Atom"
    return f'<feed xmlns="{space}" {attributes}><title>Site</title>{inside}</feed>'


def item(inside: str = "", *, n: int = 1) -> str:
    return f"<item><title>Story {n}</title><link>https://site.example/{n}</link>{inside}</item>"


def read(document: str | bytes, **said: str) -> ParsedFeed:
    body = document.encode() if isinstance(document, str) else document
    return parse(body, address=ADDRESS, now=NOW, **said)


def only(document: str | bytes, **said: str) -> Entry:
    (entry,) = read(document, **said).entries
    return entry
