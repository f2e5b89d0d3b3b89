"""Bytes of a feed into a `ParsedFeed`, whatever its format and state.

Pure: bytes and the time in, data out. Nothing is fetched, opened or expanded,
whatever the document asks for. A document built to hurt may still take minutes,
so this runs in `workers`.
"""

import re
from datetime import datetime

from briefing.articles.links import canonical
from briefing.articles.text import title_text
from briefing.errors import NotAFeed, SourceError
from briefing.model import ParsedFeed
from briefing.sources import damaged_feed, json_feed, xml_feed
from briefing.sources.decoding import decode
from briefing.sources.discovery import feeds_offered
from briefing.sources.entries import entries
from briefing.sources.raw import RawFeed

#: Characters of an entity's value that could be an abbreviation.
_ENTITY_LIMIT = 1_000

_ROOT = re.compile(
    r"<(?:[\w.-]+:)?(rss|feed|rdf|channel|html|head|body|opml|urlset|sitemapindex)(?=[\s/>:])",
    re.IGNORECASE,
)
_FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_PAGE_ROOTS = frozenset({"html", "head", "body"})
_END = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*(?:\[.*?\]\s*)?>", re.I | re.S)
_ENTITY = re.compile(
    r"<!ENTITY\s+(?!%)\S+\s+(?:(SYSTEM|PUBLIC)\b|\"([^\"]*)\"|'([^']*)')", re.IGNORECASE
)
#: What XML 1.0 does not allow, written out or as a reference.
_ILLEGAL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
    r"|&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|d[89a-f]..|fff[ef])|0*(?:[0-8]|1[124-9]|2\d|3[01]));",
    re.IGNORECASE,
)
_ITEM = re.compile(r"<(?:item|entry)\b", re.IGNORECASE)
_NOTHING = re.compile(r"[\s\ufeff\x00]*")


def parse(
    body: bytes, *, address: str, content_type: str = "", charset: str | None = None, now: datetime
) -> ParsedFeed:
    """Read a feed that was fetched from `address` at `now`.

    `charset` is what the transport said; `content_type` only helps to word a
    refusal, since feeds come under all kinds of types. Raises `NotAFeed` for
    anything that is none, with the feeds that a web page offers instead, and
    `SourceError` for a document that tries to overwhelm its reader.
    """
    raw = _read(decode(body, charset), body, address, content_type)
    return ParsedFeed(
        title=title_text(raw.title),
        site=canonical(raw.site, raw.base),
        entries=tuple(entries(raw, now)),
        ttl=raw.ttl,
        damaged=raw.damaged,
    )


def _read(text: str, body: bytes, address: str, content_type: str) -> RawFeed:
    start = _NOTHING.match(text)
    text = text[start.end() :] if start else text
    if not text:
        raise NotAFeed("This address answered with nothing. Try again later or check the address.")
    if text.startswith(("{", "[")):
        return json_feed.read(text, address)
    root = _ROOT.search(text)
    _refuse_bombs(text[: root.start()] if root else text)
    kind = root[1].lower() if root else ""
    if root is None or kind not in _FEED_ROOTS:
        raise _not_a_feed(kind, body, address, content_type)
    raw = _read_xml(text, root.start(), address)
    if raw is None:
        raise _not_a_feed("", body, address, content_type)
    return raw


def _read_xml(text: str, root: int, address: str) -> RawFeed | None:
    """The fast way for what is well-formed or nearly so, the patient one for the rest."""
    lead, text = text[:root], text[root:]
    if raw := xml_feed.read(text, address):
        return raw
    ends = [tag.end() for tag in _END.finditer(text)]
    cleaned = _ILLEGAL.sub("", text[: ends[-1]] if ends else text)
    if raw := xml_feed.read(cleaned, address):
        return raw
    doctype = _DOCTYPE.search(lead)
    # On lines of their own the library finds the harmless entities.
    declared = doctype[0].replace("<!ENTITY", "\n<!ENTITY") if doctype else ""
    raw = damaged_feed.read(declared + cleaned, address)
    if raw:
        raw.damaged = not ends or len(raw.entries) < len(_ITEM.findall(cleaned))
    return raw


def _refuse_bombs(lead: str) -> None:
    """Entities that refer to others, to files or addresses, or are huge: no feed needs them."""
    for entity in _ENTITY.finditer(lead):
        value = entity[2] or entity[3] or ""
        if entity[1] or len(value) > _ENTITY_LIMIT or re.search(r"&(?!#)|%", value):
            raise SourceError(
                "This document defines XML entities that unfold into others, into files or into "
                "very long texts, as attacks do. It was not read; no feed needs them."
            )


def _not_a_feed(kind: str, body: bytes, address: str, content_type: str) -> NotAFeed:
    offers = feeds_offered(body, address) if kind in _PAGE_ROOTS or not kind else []
    if offers:
        return NotAFeed(
            f"This is a web page, not a feed. It offers {_counted(len(offers))}: "
            + ", ".join(offers[:3])
            + ("" if len(offers) <= 3 else ", …"),
            offers=offers,
        )
    if kind in _PAGE_ROOTS or "html" in content_type:
        return NotAFeed("This is a web page, not a feed, and it names none. Look for its RSS link.")
    if kind == "opml":
        return NotAFeed("This is a list of feeds (OPML), not a feed. Import it as a list.")
    if kind:
        return NotAFeed("This is a site map, not a feed. Enter the site's own address.")
    what = content_type.partition(";")[0].strip()
    return NotAFeed(
        f"This address does not answer with a feed{f' but with {what}' if what else ''}. "
        "Check the address."
    )


def _counted(offers: int) -> str:
    return "a feed" if offers == 1 else f"{offers} feeds"
